import { type ClientPlatform, clientPlatforms, clients } from '../knowledge/clients.ts'
import type { FakeWechat } from '../testing/options.ts'
import { type Fault, type FaultName, faultNamed, faults, playFault } from './faults.ts'
import type { Choice, Controls } from './types.ts'

/** The clients that a fake plays. */
export const clientChoices: readonly (Choice & { readonly name: ClientPlatform })[] = clientPlatforms.map((name) => ({
  name,
  title: clients[name].device,
}))

/** The faults to choose from. */
export const faultChoices: readonly Choice[] = Object.entries<Fault>(faults).map(([name, { title }]) => ({
  name,
  title,
}))

/** Controls of a fake that was given none: what can be changed on a page that stays. */
export function liveControls(fake: FakeWechat, apis: () => readonly string[], changed: () => void): Controls {
  let fault: FaultName = 'none'
  let end = () => {}
  return {
    get client() {
      return fake.platform
    },
    clients: clientChoices,
    get fault() {
      return fault
    },
    faults: faultChoices.filter(({ name }) => !(faults[faultNamed(name)] as Fault).install),
    change(scene) {
      const client = clientChoices.find(({ name }) => name === scene.client)
      if (client) fake.platform = client.name
      if (scene.fault !== undefined) {
        end()
        fault = faultNamed(scene.fault)
        end = playFault(fault, { window, fake, apis: apis() })
      }
      changed()
    },
  }
}

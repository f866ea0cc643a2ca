import { notWechat } from '../knowledge/clients.ts'
import type { FakeWechat } from '../testing/options.ts'
import { clientChoices, faultChoices } from './controls.ts'
import type { FaultName } from './faults.ts'
import { openPanel } from './open.ts'
import type { Asked } from './place.ts'
import type { Choice, Outcome } from './store.ts'

/** What a sandbox plays. */
export interface Scene {
  /** One of the clients of the fake, or `'none'`: a browser that is not WeChat. */
  readonly client: string
  readonly fault: FaultName | (string & {})
}

export interface SandboxPanelOptions {
  /** None where no client is played. */
  readonly fake: FakeWechat | undefined
  readonly scene: Scene
  /** What the page has asked of the panel before it came. */
  readonly asked?: Asked | undefined
  /** Folds the panel into a pill; else it is out of sight until the page opens it. Default `true`. */
  readonly pill?: boolean | undefined
  /** A fault that the page itself plays, besides those of the panel. */
  readonly ownFaults?: readonly Choice[] | undefined
  /** A person wants another client or another fault. */
  play(scene: Partial<Scene>): void
  /** A person opens WeChat's menu. */
  openMenu(): void
}

/**
 * The panel of a sandbox, folded at first. It looks at the fake, and at a client object once `openInspector` is called
 * with one.
 */
export function openSandboxPanel({
  fake,
  scene,
  asked = { collapsed: true },
  pill,
  ownFaults = [],
  play,
  openMenu,
}: SandboxPanelOptions): { takeOutcome(): Outcome } {
  let outcome: Outcome = 'answer'
  openPanel({
    fake,
    pill,
    ...asked,
    controls: {
      ...scene,
      clients: [...clientChoices, { name: 'none', title: notWechat }],
      faults: [...faultChoices, ...ownFaults],
      change: (wanted) => play(wanted as Partial<Scene>),
      ...(fake && {
        openMenu,
        outcome: {
          get: () => outcome,
          set(next) {
            outcome = next
          },
        },
      }),
    },
  })
  return {
    /** What the next call is to come to; the one after it is answered again. */
    takeOutcome() {
      const taken = outcome
      outcome = 'answer'
      return taken
    },
  }
}

import { notWechat } from '../knowledge/clients.ts'
import type { FakeWechat } from '../testing/options.ts'
import { clientChoices, faultChoices } from './controls.ts'
import type { FaultName } from './faults.ts'
import { openPanel } from './open.ts'
import type { PanelRequest } from './page-panel.ts'
import type { Choice, Outcome } from './types.ts'

/** The client and the fault that a sandbox simulates. */
export interface Scene {
  /** One of the clients of the fake, or `'none'`: a browser that is not WeChat. */
  readonly client: string
  readonly fault: FaultName | (string & {})
}

export interface SandboxPanelOptions {
  /** Absent where no client is simulated. */
  readonly fake: FakeWechat | undefined
  readonly scene: Scene
  /** What the page requested of the panel before its code was loaded. */
  readonly requested?: PanelRequest | undefined
  /** Folds the panel into a pill; else it is out of sight until the page opens it. Default `true`. */
  readonly pill?: boolean | undefined
  /** A fault that the page itself plays, besides those of the panel. */
  readonly ownFaults?: readonly Choice[] | undefined
  /** The user chooses another client or another fault. */
  play(scene: Partial<Scene>): void
  /** The user opens WeChat's menu. */
  openMenu(): void
}

/**
 * The panel of a sandbox, folded at first. It observes the fake, and a client object once `openInspector` is called
 * with one.
 */
export function openSandboxPanel({
  fake,
  scene,
  requested = { collapsed: true },
  pill,
  ownFaults = [],
  play,
  openMenu,
}: SandboxPanelOptions): { takeOutcome(): Outcome } {
  let outcome: Outcome = 'answer'
  openPanel({
    fake,
    pill,
    ...requested,
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
    /** The outcome for the next call; the calls after it are answered. */
    takeOutcome() {
      const taken = outcome
      outcome = 'answer'
      return taken
    },
  }
}

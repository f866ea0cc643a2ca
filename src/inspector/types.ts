import type { Language, Text } from '../knowledge/text.ts'
import type { FaultName } from './faults.ts'
import type { View } from './model.ts'
import type { ProofState } from './verdict.ts'

export type Tab = 'status' | 'calls' | 'bench' | 'share' | 'sandbox'
export type Dock = 'bottom' | 'top' | 'left' | 'right'

/** What is shown, and how. */
export interface PanelState {
  readonly language: Language
  readonly tab: Tab
  /** Whether the panel is folded into its pill. */
  readonly collapsed: boolean
  readonly dock: Dock
  readonly view: View
  /** What the bench has found by itself, over a fake client. */
  readonly proof?: ProofState
}

/** A name to choose. */
export interface Choice {
  readonly name: string
  readonly title: Text
}

/** What a person may change about a fake client. */
export interface Controls {
  readonly client: string
  readonly clients: readonly Choice[]
  readonly fault: string
  readonly faults: readonly Choice[]
  /** Plays another client or another fault; usually the page is loaded again. */
  change(scene: { client?: string; fault?: FaultName | (string & {}) }): void
  /** What becomes of the next call. */
  readonly outcome?: { get(): Outcome; set(outcome: Outcome): void }
  /** Opens WeChat's own menu, to share. */
  openMenu?(): void
}

export type Outcome = 'answer' | 'cancel' | 'deny'

/** What the panel's buttons do. */
export interface Actions {
  set(change: Partial<Omit<PanelState, 'view'>>): void
  /** Configures the page again. */
  retry(): void
  /** Everything as Markdown. */
  report(): string
  close(): void
}

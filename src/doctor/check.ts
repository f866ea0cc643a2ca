import type { Evidence } from './evidence.ts'
import type { Found } from './findings.ts'

/** One check of the collected answers. It sends no request. */
export interface Check {
  readonly name: string
  /** Skipped without it. */
  readonly needs?: 'answer' | 'signature' | 'ticket' | 'account' | 'appId' | 'echo'
  run(evidence: Evidence): readonly Found[]
}

/** Whether everything that a check needs was collected. */
export function canRun({ needs }: Check, evidence: Evidence): boolean {
  const { first, recomputed, account, appId, echoed } = evidence
  if (needs === 'appId' && appId === undefined) return false
  if (needs === 'echo' && (recomputed || !echoed)) return false
  if (needs === 'account') return account !== undefined
  if (needs === 'ticket') return recomputed !== undefined
  if (needs === 'signature' || needs === 'appId' || needs === 'echo')
    return first.reading.signature !== undefined && first.status < 300
  return needs === undefined || !first.failure
}

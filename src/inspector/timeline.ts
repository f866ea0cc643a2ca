import type { Step } from '../core/attempt.ts'

/** A step on the time axis. */
export interface TimedStep {
  readonly step: Step
  /** Milliseconds after the start of the configuration. */
  readonly at: number
  /** Milliseconds; 0 while the step is under way. */
  readonly duration: number
  /** Whether it asks the signer again, after a refusal. */
  readonly isAgain: boolean
}

/**
 * Puts the steps of a configuration on a time axis: all fetches start at once, and the client verifies when the last
 * one has ended. After a refusal the next signature is fetched and verified.
 */
export function timeline(steps: readonly Step[]): readonly TimedStep[] {
  let start = 0
  let end = 0
  let refusals = 0
  return steps.map((step) => {
    const duration = step.duration ?? 0
    const isVerification = step.name === 'config'
    const timed = {
      step,
      at: isVerification ? end : start,
      duration,
      isAgain: refusals > 0 && step.name === 'signature',
    }
    end = Math.max(end, timed.at + duration)
    if (isVerification) {
      start = end
      if (step.error !== undefined) refusals++
    }
    return timed
  })
}

/** How long it took, in milliseconds. */
export const lengthOf = (steps: readonly TimedStep[]): number =>
  steps.reduce((end, { at, duration }) => Math.max(end, at + duration), 0)

/** The marks of an axis of so many milliseconds: round numbers, three to five of them. */
export function marksOf(length: number): readonly number[] {
  const power = 10 ** Math.floor(Math.log10(Math.max(length, 1)))
  const step = [0.2, 0.5, 1, 2, 5].map((one) => one * power).find((one) => length / one < 5) ?? 10 * power
  return Array.from({ length: Math.floor(length / step) + 1 }, (_, index) => index * step)
}

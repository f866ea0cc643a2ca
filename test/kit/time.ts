import { onTestFinished, vi } from 'vitest'

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE

/** How long a test waits in real time for what has to come, in milliseconds: a busy machine takes its time. */
const PATIENCE_MS = 20 * SECOND

/** From now on, and for the rest of the test, time passes only by `turn`. */
export function virtualTime(): void {
  fakeTime()
  onTestFinished(realTime)
}

/** From now on, and for the rest of the test, time passes by itself, and at once by `turn`. */
export function turnableTime(): void {
  onTestFinished(turnableTimeForAll())
}

/** The same for all tests of a group, on one clock: `beforeAll(turnableTimeForAll)`. */
export function turnableTimeForAll(): () => void {
  fakeTime({ shouldAdvanceTime: true, advanceTimeDelta: 1 })
  return realTime
}

const realTime = (): void => void vi.useRealTimers()

function fakeTime(config?: Parameters<typeof vi.useFakeTimers>[0]): void {
  // The fake clock comes with a `performance` of its own, which knows no navigation.
  const entries = typeof window === 'object' ? performance.getEntriesByType('navigation') : []
  vi.useFakeTimers(config)
  if (typeof window === 'object') vi.spyOn(performance, 'getEntriesByType').mockReturnValue(entries)
}

/** Lets virtual time pass: `turn(0)` runs what is due, `turn(MINUTE)` shows that nothing comes of a minute. */
export async function turn(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms)
}

/** The running task has ended, and what it starts in the next tasks has started. */
export const nextTask = (): Promise<void> => turn(5)

/** Turns the clock until the promise has settled, and passes on what has come of it. */
export async function inTime<T>(promise: Promise<T>): Promise<T> {
  let settled = false
  const end = () => {
    settled = true
  }
  for (promise.then(end, end); !settled; ) await turn(100)
  return promise
}

// Those of the machine, whatever a test fakes.
const { setTimeout: wait } = globalThis
const now = performance.now.bind(performance)

/** Waits in real time until the condition holds: for what no clock of ours moves, such as another process. */
export async function until(condition: () => unknown): Promise<void> {
  for (const end = now() + PATIENCE_MS; !condition(); ) {
    if (now() > end) throw new Error(`Never: ${condition}`)
    await new Promise((resolve) => wait(resolve, 2))
  }
}

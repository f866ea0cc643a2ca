export const MINUTE = 60_000

/** By how much the clocks of several servers may differ, and one may be set back, before an instant is not believed. */
export const CLOCK_TOLERANCE = 5 * MINUTE

/**
 * Milliseconds since `at`. Clocks are set back: an instant more than five minutes in the future counts as long ago, so
 * that no pause lasts until it comes.
 */
export function elapsed(at: number, now: number): number {
  const ms = now - at
  return ms < -CLOCK_TOLERANCE ? Infinity : ms
}

export const delay = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Into how many parts the time of a time-out is divided. */
const SLICES = 10

/**
 * Resolves after `ms` in which the event loop turned. Timers run before I/O: after the loop stood still, a plain timer
 * fires before an answer that has arrived is read. In parts, a standstill counts as one part, and the last part is one
 * more turn of the loop.
 */
export function timeInTurns(ms: number): { over: Promise<void>; cancel(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  const slices = Math.max(0, Math.min(SLICES, Math.floor(ms) - 1))
  const end = (slice: number) => Math.round(((ms - 1) * slice) / slices)
  const over = new Promise<void>((resolve) => {
    const wait = (slice: number) => {
      if (slice > slices) timer = setTimeout(resolve, 1)
      else timer = setTimeout(() => wait(slice + 1), end(slice) - end(slice - 1))
    }
    wait(1)
  })
  return { over, cancel: () => clearTimeout(timer) }
}

/**
 * `work`, or a rejection with a `TimeoutError` after `ms` (see `timeInTurns`): also where the work ignores its signal.
 */
export async function within<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  const time = timeInTurns(ms)
  const late = time.over.then((): never => {
    const error = new DOMException(`no answer within ${ms} ms`, 'TimeoutError')
    controller.abort(error)
    throw error
  })
  try {
    return await Promise.race([work(controller.signal), late])
  } finally {
    time.cancel()
  }
}

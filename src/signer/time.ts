export const MINUTE = 60_000

/** By how much the clocks of several servers may differ, and one may be set back, before an instant is not believed. */
export const CLOCK_TOLERANCE = 5 * MINUTE

/**
 * Milliseconds since `at`. Clocks are set back: an instant in the future says nothing, so that nobody waits for it to
 * come, and counts as long ago.
 */
export function elapsed(at: number, now: number): number {
  const ms = now - at
  return ms < -CLOCK_TOLERANCE ? Infinity : ms
}

export const delay = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** `work`, or a rejection with a `TimeoutError` after `ms`: also where the work takes no notice of its signal. */
export async function within<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new DOMException(`no answer within ${ms} ms`, 'TimeoutError')
      reject(error)
      controller.abort(error)
    }, ms)
  })
  try {
    return await Promise.race([work(controller.signal), late])
  } finally {
    clearTimeout(timer)
  }
}

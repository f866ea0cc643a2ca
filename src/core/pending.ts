/** What is under way: the functions that call it off. `dispose` calls them all. */
export type Pending = Set<(reason: unknown) => void>

/** How long something may take, and who may end it. */
export interface Limits {
  readonly signal?: AbortSignal | undefined
  /** Milliseconds after which `late` makes the error; none, or 0: it may take for ever. */
  readonly ms?: number | undefined
  readonly late?: () => unknown
}

/**
 * One promise for something that answers by a callback, that may take too long, be aborted, or be called off. What
 * comes first counts, what comes later is dropped, and timers and listeners are gone when it is settled.
 *
 * @param start begins it; what it returns is called once it is settled
 */
export function pend<T>(
  pending: Pending,
  { signal, ms, late }: Limits,
  start: (resolve: (value: T) => void, reject: (reason: unknown) => void) => (() => void) | void,
): Promise<T> {
  let end: () => void
  return new Promise<T>((resolve, reject) => {
    // Before iOS 15.4 a signal has no reason.
    const abort = () => reject(signal?.reason ?? new DOMException('Aborted', 'AbortError'))
    const timer = ms && setTimeout(() => reject(late?.()), ms)
    let stop: (() => void) | void
    end = () => {
      clearTimeout(timer)
      pending.delete(reject)
      signal?.removeEventListener('abort', abort)
      stop?.()
    }
    pending.add(reject)
    signal?.addEventListener('abort', abort)
    if (signal?.aborted) abort()
    else stop = start(resolve, reject)
  }).finally(() => end())
}

/** Resolves or rejects as `work` does, within the limits. */
export const within = <T>(pending: Pending, limits: Limits, work: () => Promise<T>): Promise<T> =>
  pend<T>(pending, limits, (resolve, reject) => void work().then(resolve, reject))

/** What is under way: the functions that call it off. `dispose` calls them all. */
export type Pending = Set<(reason: unknown) => void>

export interface Limits {
  readonly signal?: AbortSignal | undefined
  /** Milliseconds after which `late` makes the error; none: it may take for ever. */
  readonly ms?: number | undefined
  readonly late?: () => unknown
}

/**
 * One promise for something that answers by a callback, that may take too long, be aborted, or be called off. What comes first counts, what comes later is
 * dropped, and timers and listeners are gone when it is settled.
 */
export function pend<T>(
  pending: Pending,
  { signal, ms, late }: Limits,
  start: (resolve: (value: T) => void, reject: (reason: unknown) => void) => void,
): Promise<T> {
  let end: () => void
  return new Promise<T>((resolve, reject) => {
    // Before iOS 15.4 a signal has no reason.
    const abort = () => reject(signal?.reason ?? new DOMException('Aborted', 'AbortError'))
    const timer = ms && setTimeout(() => reject(late?.()), ms)
    end = () => {
      clearTimeout(timer)
      pending.delete(reject)
      signal?.removeEventListener('abort', abort)
    }
    pending.add(reject)
    signal?.addEventListener('abort', abort)
    if (signal?.aborted) abort()
    else start(resolve, reject)
  }).finally(() => end())
}

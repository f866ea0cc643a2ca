import { onTestFinished, vi } from 'vitest'

/** A URL of this page's origin. */
export const at = (path: string): string => `http://localhost:3000${path}`

/** The user goes back or forward: the browser changes the URL by itself, and says so. */
export function travel(path: string): void {
  History.prototype.replaceState.call(history, null, '', path)
  dispatchEvent(new PopStateEvent('popstate'))
}

/** The page comes back from the back-forward cache. */
export function comeBack(): void {
  dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
}

/** The task that is running has ended, and what it has started in the next one has begun. */
export const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5))

/** Loads what the library loads lazily, so that it is there within a microtask from then on. */
export const loadLazyParts = (): Promise<unknown> =>
  Promise.all([import('../../src/core/engine.ts'), import('../../src/core/sdk-bundled.ts')])

/** From now on, and for the rest of the test, time passes only by `vi.advanceTimersByTimeAsync`. */
export function virtualTime(): void {
  const entries = performance.getEntriesByType('navigation')
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  // It fakes these as well, by nothing.
  vi.spyOn(performance, 'getEntriesByType').mockReturnValue(entries)
}

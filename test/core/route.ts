export { at, comeBack, travel } from '../kit/page.ts'
export { virtualTime } from '../kit/time.ts'

/** The task that is running has ended, and what it has started in the next one has begun. */
export const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5))

/** Loads what the library loads lazily, so that it is there within a microtask from then on. */
export const loadLazyParts = (): Promise<unknown> => import('../../src/core/sdk-bundled.ts')

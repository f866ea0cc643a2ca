import { turn } from '../kit/time.ts'

export { at, comeBack, travel } from '../kit/page.ts'
export { turnableTime, virtualTime } from '../kit/time.ts'

/** The task that is running has ended, and what it has started in the next ones has begun. */
export const nextTask = (): Promise<void> => turn(5)

/** Loads what the library loads lazily, so that it is there within a microtask from then on. */
export const loadLazyParts = (): Promise<unknown> => import('../../src/core/sdk-bundled.ts')

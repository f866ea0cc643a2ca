import type { Describe } from './errors.ts'

/** The production build says what happened, and no more. */
export const describe: Describe = (sentence) => sentence

/** Only the development build warns. */
export const warnAboutShare = (_client: object, _content: unknown, _misses: () => boolean): void => {}

export const warnAboutFailure = (_client: object, _error: Error): void => {}

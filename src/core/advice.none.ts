import type { WechatErrorCode } from './codes.ts'

/** The production build keeps the few words that are in `errors.ts`. */
export const advice: Partial<Record<WechatErrorCode, string>> = {}

/** Only the development build warns. */
export const warnAboutShare = (_client: object, _content: unknown, _misses: () => boolean): void => {}

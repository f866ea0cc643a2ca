import type { WechatErrorCode } from './codes.ts'

/** The production build keeps the few words that are in `errors.ts`. */
export const advice: Partial<Record<WechatErrorCode, string>> = {}

export { rejection } from '../kit/errors.ts'
export { LANDING, openInWechat, wechatOf } from '../kit/page.ts'
export { until } from '../kit/time.ts'

/** Short enough for a test to wait for, long enough for what must not run into them. */
export const shortly = { sdk: 400, bridge: 60, signature: 60, config: 60 }

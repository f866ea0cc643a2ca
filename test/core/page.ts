import type { Step, Wechat, WechatOptions } from 'wechat-ready'
import type { FakeWechatOptions } from 'wechat-ready/testing'
import { openInWechat, wechatOf } from '../kit/page.ts'
import { SECOND, turn, until } from '../kit/time.ts'

export { rejection } from '../kit/errors.ts'
export { LANDING, openInWechat, wechatOf } from '../kit/page.ts'
export { until } from '../kit/time.ts'

/** A page in a fake client, and a client object that the fake signs for. */
export const open = (options: FakeWechatOptions = {}, given: Partial<WechatOptions> = {}) => {
  const fake = openInWechat(options)
  return { fake, wechat: wechatOf({ signature: fake.sign, ...given }) }
}

/** A signature that nobody checks. */
export const someSignature = { appId: 'wx1', timestamp: 1, nonceStr: 'n', signature: 's' }

/** Lets the time of a step run out, once it has begun. */
export async function runOut(wechat: Wechat, name: Step['name']): Promise<void> {
  await until(() => 'steps' in wechat.state && wechat.state.steps.some((step) => step.name === name && !step.duration))
  await turn(10 * SECOND)
}

/** Short times: for a clock that is turned. */
export const shortly = { sdk: 400, bridge: 60, signature: 60, config: 60 }

import { bridgeSdk } from './bridge-sdk.ts'
import { createClient, type Wechat } from './client.ts'
import { WechatError } from './errors.ts'
import type { WechatOptions } from './options.ts'
import type { SdkSource } from './sdk.ts'

/** Options of the `createWechat` of `wechat-ready/bridge`: `sdk` is `bridgeSdk` unless it is a function. */
export interface BridgedWechatOptions extends Omit<WechatOptions, 'sdk'> {
  sdk?: Exclude<SdkSource, string>
}

/**
 * Makes the client object over `bridgeSdk`. A bundle that imports this one alone holds neither `weixin-js-sdk` nor what
 * loads it, unlike one with `sdk: bridgeSdk`.
 *
 * @throws {WechatError} `invalid-argument` for an option that is missing, wrong or unknown
 * @example
 * import { createWechat } from 'wechat-ready/bridge'
 *
 * export const wechat = createWechat({ signature: '/api/wechat/signature' })
 */
export function createWechat(options: BridgedWechatOptions): Wechat {
  const { sdk = bridgeSdk }: { sdk?: unknown } = options ?? {}
  if (typeof sdk !== 'function')
    throw new WechatError('invalid-argument', '"sdk" must be a function: wechat-ready/bridge loads no SDK by its name')
  return createClient({ ...options, sdk: sdk as () => Promise<never> }, {})
}

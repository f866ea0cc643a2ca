import { createClient, type Wechat } from './client.ts'
import type { WechatOptions } from './options.ts'
import { sdkLoaders } from './sdk-loaders.ts'

/**
 * Makes the client object. This does no work and touches no global: it may be called in a module, and on a server.
 *
 * @throws {WechatError} `invalid-argument` for an option that is missing, wrong or unknown
 * @example
 * export const wechat = createWechat({ signature: '/api/wechat/signature' })
 *
 * await wechat.ready()
 * const { localIds } = await wechat.chooseImage({ count: 3 })
 */
export function createWechat(options: WechatOptions): Wechat {
  return createClient(options, sdkLoaders)
}

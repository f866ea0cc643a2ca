import { nativeName, officialName } from './api.ts'
import { WechatError } from './errors.ts'
import { assertOk, invoke } from './message.ts'
import { parseRealAuthUrl } from './plan.ts'
import type { WxSdk } from './sdk.ts'
import type { Signature } from './signature.ts'

/** What a configuration asks for. */
export interface Permissions {
  /** APIs: official names, and the client's own names of others. */
  readonly apis: readonly string[]
  readonly openTags: readonly string[]
}

/** Asked for whatever else is: Android refuses a configuration that asks for no API, and `supports` needs it. */
// Stryker disable next-line StringLiteral: evaluated once, before a fault is made
const ALWAYS = 'checkJsApi'

/**
 * One configuration, one promise, settled by the client's own answer.
 *
 * `wx.ready` cannot tell it: it runs after failures as well, and at once for every configuration but the first. So the
 * SDK is only handed the parameters (`check: false`), which later calls carry, and the client is then asked by the
 * message that a plain `wx.config` would have sent.
 *
 * @returns what the client denied: official names of APIs, and names of open tags
 */
export async function verify(wx: WxSdk, signature: Signature, { apis, openTags }: Permissions): Promise<string[]> {
  // Copies, since the SDK rewrites the lists that it is given.
  const jsApiList = [...new Set([...apis, ALWAYS])].map(nativeName)
  const openTagList = [...openTags]
  // The oldest SDKs, and WeCom's, have `invoke` and `on` for `beta` alone.
  wx.config({ ...signature, beta: true, check: false, jsApiList, openTagList })
  if (typeof wx.invoke !== 'function') throw new WechatError('sdk-load-failed', 'no wx.invoke')
  const reply = await invoke(wx, 'preVerifyJSAPI', { verifyJsApiList: jsApiList, verifyOpenTagList: openTagList })
  assertOk(reply, {
    api: 'config',
    fallback: 'config-failed',
    facts: { realAuthUrls: parseRealAuthUrl(reply.realAuthUrl) },
  })
  // A JSON array of names, or an array of them.
  const denied = (String(reply.noPermissionJsApi ?? '').match(/[\w:-]+/g) ?? []).map(officialName)
  return denied.filter((name) => name !== ALWAYS || apis.includes(name))
}

import { nativeName, officialName } from './api.ts'
import { assertOk, invoke } from './call.ts'
import { parseRealAuthUrl } from './real-auth-url.ts'
import type { WxSdk } from './sdk.ts'
import type { Signature } from './signature.ts'

/** What a configuration asks for. */
export interface Permissions {
  /** APIs: official names, and the client's own names of others. */
  readonly apis: readonly string[]
  readonly openTags: readonly string[]
}

/**
 * One configuration, one promise, settled by the client's own answer.
 *
 * `wx.ready` cannot tell it: it runs after failures as well, and at once for every configuration but the first. So the SDK is only handed the
 * parameters (`check: false`), which later calls carry, and the client is then asked by the message that a plain `wx.config` would have sent.
 *
 * @returns the official names of the requested APIs that the client denied
 */
export async function verify(wx: WxSdk, signature: Signature, permissions: Permissions): Promise<string[]> {
  // Android refuses a configuration that asks for no API. And copies, since the SDK rewrites the lists that it is given.
  const jsApiList = permissions.apis.length ? permissions.apis.map(nativeName) : ['checkJsApi']
  const openTagList = [...permissions.openTags]
  wx.config({ ...signature, check: false, jsApiList, openTagList })
  const reply = await invoke(wx, 'preVerifyJSAPI', { verifyJsApiList: jsApiList, verifyOpenTagList: openTagList })
  const { realAuthUrl, noPermissionJsApi } = reply
  assertOk('config', reply, 'config-failed', undefined, { realAuthUrls: parseRealAuthUrl(realAuthUrl) })
  // A JSON array of names, or an array of them.
  return (String(noPermissionJsApi ?? '').match(/[\w:]+/g) ?? []).map(officialName)
}

import type { WechatErrorCode } from './codes.ts'

/**
 * The client's phrases. Clients differ in case, in `_` or space, and in a `fail` before it: each is looked for
 * anywhere, after `_` became a space.
 */
const phrases: readonly (readonly [code: WechatErrorCode, phrase: RegExp])[] = [
  // First, since such a text may hold a URL with any of the other words. 63002 is how devtools says it.
  ['invalid-signature', /invalid signature|63002/],
  ['invalid-url-domain', /invalid url domain/],
  // `offline verifying`, and `online verifying`.
  ['not-verified', /line verifying/],
  ['require-subscribe', /require subscribe/],
  ['permission-denied', /permission denied|access denied|no permission/],
  // devtools: 暂不支持此SDK模拟. Escaped, so that production code is ASCII whatever the minifier does.
  ['unsupported', /function not exist|\u4e0d\u652f\u6301/],
  ['cancelled', /:\W*(fail\w*\W+)?(user )?cancel/],
]

/** The code for the client's raw words; `fallback` when no phrase is in them. */
export function codeOf(errMsg: string, fallback: WechatErrorCode): WechatErrorCode {
  const text = errMsg.toLowerCase().replace(/_/g, ' ')
  return phrases.find(([, phrase]) => phrase.test(text))?.[0] ?? fallback
}

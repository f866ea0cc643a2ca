import type { WechatErrorCode } from './codes.ts'

export { warnAboutShare } from './share-advice.ts'

/** What each code means and what to do next. Part of the development build alone: see `imports` in package.json. */
export const advice: Partial<Record<WechatErrorCode, string>> = {
  'not-in-wechat':
    'The page is not open in WeChat. Ask wechat.environment.inWechat first, or install the fake client of wechat-ready/testing for a desktop browser.',
  'sdk-load-failed': 'The JS-SDK could not be loaded. Check the network and the Content-Security-Policy (script-src).',
  'bridge-timeout':
    'The client did not put WeixinJSBridge on the page. Some Android clients fail to now and then: let the user reload the page.',
  'signature-request-failed':
    'The signature could not be fetched. Open the address in a browser: it must answer 200 with JSON.',
  'signature-timeout':
    'The signature did not come in time. Check the server, which may be waiting for WeChat, or raise timeouts.signature.',
  'signature-response-invalid':
    'The answer must be { appId, timestamp, nonceStr, signature }: mind the capital S of nonceStr.',
  'config-timeout':
    'The client did not answer. This happens on iOS now and then: call ready() again, or let the user reload the page.',
  'config-failed':
    'The client refused the configuration without a reason that is known. Check appId, and that jsApiList is not empty on Android.',
  'invalid-signature':
    'The client computed another signature. In this order: the server must sign the very URL that it is sent, undecoded; appId and ticket must be of the same account; nonceStr and timestamp must be those that were signed; the ticket must not be older than 7200 s.',
  'invalid-url-domain':
    'The domain of the page is not among the JS-safe domains (JS接口安全域名) of this account. Add it without port or path; an IP address or a port other than 80 and 443 is never accepted.',
  'not-verified':
    'The client has not verified this page for the API. Check that ready() resolves and that jsApiList names the API.',
  'permission-denied': 'The account may not use this API (some need certification), or jsApiList lacks it.',
  unsupported: 'This client lacks the API: it is too old, or the platform never has it. Ask wechat.supports() first.',
  'require-subscribe': 'A test account serves its followers only. Follow the account with this WeChat user.',
  'call-timeout':
    'The client has not answered. Some never do, e.g. Android when the location permission of the system is off.',
  'reply-invalid':
    'The client answered with something else than the documentation says. Please report it with the version of WeChat.',
  disposed: 'dispose() was called on this client object. Make a new one.',
}

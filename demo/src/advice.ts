import type { WechatErrorCode } from 'wechat-ready'
import type { Text } from './words.ts'

/** What to do next, per code. */
export const advice: Readonly<Record<WechatErrorCode, Text>> = {
  'not-in-wechat': [
    'Open this page in WeChat: on a phone, in WeChat for Windows or Mac, or in WeChat DevTools.',
    '请在微信中打开本页：手机微信、电脑版微信或微信开发者工具。',
  ],
  'invalid-argument': ['Correct the argument that the message names.', '请按提示修改参数。'],
  'sdk-load-failed': [
    "Check the network and the page's Content-Security-Policy, then try again.",
    '请检查网络和页面的 Content-Security-Policy，然后重试。',
  ],
  'bridge-timeout': [
    'The client did not put its bridge on the page. Reloading the page usually helps.',
    '客户端没有注入 WeixinJSBridge，通常刷新页面即可。',
  ],
  'signature-request-failed': [
    "Is the signature server running, and does it allow this page's origin?",
    '签名服务在运行吗？是否允许本页的域名？',
  ],
  'signature-timeout': ['The signature server is too slow. Can it reach WeChat?', '签名服务太慢：它能访问微信吗？'],
  'signature-response-invalid': [
    'The server must answer JSON with appId, timestamp, nonceStr and signature. If it answers with a web page, the path is wrong, or a login stands before it.',
    '签名服务应返回 JSON：appId、timestamp、nonceStr、signature。返回网页通常是因为需要登录，或路径不对。',
  ],
  'config-timeout': [
    'The client did not answer the configuration. Try again, or reload the page.',
    '客户端没有回应 config，请重试或刷新页面。',
  ],
  'config-failed': ['Check the appId, and that jsApiList is not empty.', '请检查 appId，并确认 jsApiList 不为空。'],
  'invalid-signature': [
    'Compare the signed URL with the one that the client checks. If they are equal, check the ticket: it must belong to this appId and not be expired.',
    '请对比签名用的 URL 与客户端校验的 URL。如果一致，再检查 jsapi_ticket：是否属于该 appId、是否过期。',
  ],
  'invalid-url-domain': [
    "Add this page's domain to the account's JS-safe domains (公众号设置 → 功能设置 → JS接口安全域名).",
    '请把本页域名加入公众号的“JS接口安全域名”（公众号设置 → 功能设置）。',
  ],
  'not-verified': [
    'The page was not configured for this API: check jsApiList.',
    '页面没有为该接口完成配置，请检查 jsApiList。',
  ],
  'permission-denied': [
    'Check that the account has the right to this API, and that jsApiList names it.',
    '请确认公众号拥有该接口权限，且 jsApiList 中包含它。',
  ],
  unsupported: [
    'This client does not know the API: update WeChat, or offer another way.',
    '当前客户端不支持该接口，请升级微信或提供替代方案。',
  ],
  'require-subscribe': [
    'A test account works for its followers only: follow it first.',
    '测试号要求访问者先关注该测试号。',
  ],
  cancelled: ['The visitor cancelled. Nothing to do.', '用户已取消，无需处理。'],
  'call-timeout': ['The client did not answer in time. Try again.', '客户端没有及时回应，请重试。'],
  'call-failed': [
    "The client's own words are below: compare the parameters with the documentation of this API.",
    '客户端的原话见下：请对照该接口的官方文档检查参数。',
  ],
  'reply-invalid': ["The client's reply cannot be read.", '无法解析客户端的返回。'],
  disposed: ['dispose() was called on this client object: make a new one.', '该对象已被 dispose()，请重新创建。'],
}

import type { Lang } from './types.ts'

/**
 * What an `errcode` of WeChat's calls for.
 * https://developers.weixin.qq.com/doc/offiaccount/Getting_Started/Global_Return_Code.html
 */
const ADVICE: { readonly [errcode: number]: { readonly en: string; readonly zh: string } } = {
  [-1]: { en: 'WeChat is busy: try again later.', zh: '微信系统繁忙：稍后再试。' },
  40001: {
    en: 'Check the secret; if it is right, another program replaces the access_token: let every program use stable_token.',
    zh: '检查 AppSecret；如果没错，就是有别的程序刷新了 access_token：请所有程序都使用 stable_token。',
  },
  40013: {
    en: 'Check the appId: it must be that of the official account (wx…), not of a mini program or of the payment.',
    zh: '检查 appId：必须是公众号的（wx 开头），不是小程序或商户号。',
  },
  40125: {
    en: 'Check the secret: it must be the current one of this very appId.',
    zh: '检查 AppSecret：必须是这个 appId 当前有效的。',
  },
  40164: {
    en: 'Put the address that WeChat names on the IP white list of the account (设置与开发 > 基本配置 > IP白名单).',
    zh: '把微信给出的 IP 加入公众号的 IP 白名单（设置与开发 > 基本配置 > IP白名单）。',
  },
  40243: { en: 'The secret is frozen: unfreeze it on the platform.', zh: 'AppSecret 已被冻结：请到公众平台解冻。' },
  42001: {
    en: 'The access_token has expired: refresh it in time, in one place.',
    zh: 'access_token 已过期：要在一个地方及时刷新。',
  },
  45009: {
    en: 'The quota of the day is used up: something does not cache the token or the ticket. Wait for midnight, or use clear_quota.',
    zh: '今天的额度已用完：有程序没有缓存 token 或 ticket。等到零点，或调用 clear_quota。',
  },
  45011: {
    en: 'Too many requests in this minute: something does not cache the token or the ticket.',
    zh: '这一分钟请求过多：有程序没有缓存 token 或 ticket。',
  },
  48001: {
    en: 'The account has no right to this API: it must be certified.',
    zh: '账号没有这个接口的权限：需要认证。',
  },
  50002: { en: 'The account is limited or frozen: look at the platform.', zh: '账号受限或被冻结：请查看公众平台。' },
  61004: {
    en: 'Put the address on the white list of the third-party platform.',
    zh: '把 IP 加入第三方平台的白名单。',
  },
  61007: {
    en: 'The account has not granted this right to the third-party platform.',
    zh: '公众号没有把这个权限授予第三方平台。',
  },
  89503: {
    en: 'An administrator must confirm this address: look for the message on their phone.',
    zh: '管理员需要确认这个 IP：请查看手机上的消息。',
  },
  89506: {
    en: 'An administrator refused this address twice: try again in 24 hours.',
    zh: '管理员两次拒绝了这个 IP：24 小时后再试。',
  },
  89507: {
    en: 'An administrator refused this address: try again in 1 hour.',
    zh: '管理员拒绝了这个 IP：1 小时后再试。',
  },
}

const OTHERWISE = {
  en: 'Look the code up in the list of return codes on the platform.',
  zh: '请在公众平台的全局返回码列表中查找。',
}

export const adviceOn = (errcode: number, lang: Lang) => (ADVICE[errcode] ?? OTHERWISE)[lang]

/** Words that findings and notes are put together of. */
const WORDS = {
  missing: ['missing', '没有'],
  'upper-case-digits': ['in upper case', '大写的'],
  md5: ['32 digits long, as MD5', ' 32 位的，像 MD5'],
  sha256: ['64 digits long, as SHA-256', ' 64 位的，像 SHA-256'],
  'no-digest': ['no hexadecimal digest', '不是十六进制摘要的内容'],
  'a-secret': ['the secret of the account', '账号的 AppSecret'],
  'a-ticket': ['the jsapi_ticket', ' jsapi_ticket'],
  'a-token': ['the access_token', ' access_token'],
  'foreign-page': ['a foreign page', '外部页面'],
  'no-http': ['what is no URL', '不是 URL 的内容'],
  'no-url': ['a request without a URL', '没有 URL 的请求'],
  'given-ticket': ['the ticket that was given', '给出的 ticket'],
  'account-ticket': ['the ticket that WeChat gives for the account now', '微信现在给这个账号的 ticket'],
  or: [' or ', '或'],
  nonceStr: ['the signed text has "nonceStr" where "noncestr" belongs', '签名原文里应是 “noncestr”，而不是 “nonceStr”'],
  timeStamp: [
    'the signed text has "timeStamp" where "timestamp" belongs',
    '签名原文里应是 “timestamp”，而不是 “timeStamp”',
  ],
  jsapiTicket: [
    'the signed text has "jsapiTicket" where "jsapi_ticket" belongs',
    '签名原文里应是 “jsapi_ticket”，而不是 “jsapiTicket”',
  ],
  ticket: [
    'the signed text has "ticket" where "jsapi_ticket" belongs',
    '签名原文里应是 “jsapi_ticket”，而不是 “ticket”',
  ],
  order: ['the fields are in another order', '字段顺序不对'],
  values: ['the values are joined without their names', '只拼接了值，没有字段名'],
  end: ['there is an "&" at the end', '末尾多了一个 “&”'],
  encoded: ['the values are percent-encoded', '值被编码了'],
  padded: ['there is white space or a quote around the ticket', 'ticket 前后有空白或引号'],
  'other-timestamp': ['another timestamp is signed than answered', '签名用的 timestamp 与返回的不同'],
  'upper-case': ['the digits are in upper case', '十六进制用了大写'],
  'in-place-of': [' in place of ', ' 应为 '],
} as const

export type Word = keyof typeof WORDS
export const wordOf = (word: Word, lang: Lang): string => WORDS[word][lang === 'zh' ? 1 : 0]

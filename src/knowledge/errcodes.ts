import { inLanguage, type Language, type Text } from './text.ts'

/** WeChat is busy. */
export const SYSTEM_BUSY = -1
/** From `getticket` alone: WeChat is busy, or the access_token is broken. */
export const TICKET_SYSTEM_ERROR = -1000

const proxy = (lost: string): Text => [
  `The request lost its ${lost}: check whether a proxy rewrites it.`,
  `请求里的 ${lost} 丢失了：检查是否有代理改写了请求。`,
]
const stableToken: Text = [
  'The access_token has expired, was replaced, or belongs to another account: let every program use stable_token.',
  'access_token 已过期、已被刷新，或属于其他账号：请所有程序都使用 stable_token。',
]
const platformList: Text = [
  'Put {server} on the IP white list of the third-party platform.',
  '把 {server} 加入第三方平台的 IP 白名单。',
]
const confirmIp: Text = [
  'An administrator of the account must confirm {server}: look for the message on their phone.',
  '需要公众号管理员确认 {server}：请查看管理员手机上的消息。',
]

/**
 * What to do about an `errcode` of WeChat's HTTP API. `{server}` stands for the address that WeChat names.
 * @see https://developers.weixin.qq.com/doc/oplatform/developers/errCode/errCode
 */
const advice: Readonly<Record<number, Text>> = {
  [SYSTEM_BUSY]: ['WeChat is busy: try again later.', '微信系统繁忙：稍后再试。'],
  [TICKET_SYSTEM_ERROR]: [
    'WeChat is busy, or the access_token is broken: try again later.',
    '微信系统繁忙，或 access_token 异常：稍后再试。',
  ],
  40001: [
    'Check appSecret. If it is right, another program replaces the access_token: let every program use stable_token.',
    '检查 AppSecret；如果没错，就是有别的程序刷新了 access_token：请所有程序都使用 stable_token。',
  ],
  40002: ['The only grant_type is client_credential.', 'grant_type 只能是 client_credential。'],
  40007: [
    'There is no such media: WeChat keeps it for three days, for the account that the page was signed for.',
    '没有这个素材：微信只保存三天，且只属于为页面签名的那个公众号。',
  ],
  40013: [
    'Check appId: it starts with wx and must be that of the official account, not of a mini program or a merchant.',
    '检查 appId：必须是公众号的（wx 开头），不是小程序或商户号。',
  ],
  40014: stableToken,
  40125: [
    'Check appSecret: it must be the current one of this very appId.',
    '检查 AppSecret：必须是这个 appId 当前有效的。',
  ],
  40164: [
    'Put {server} on the IP white list of the account (微信开发者平台 > 我的业务 > 公众号/服务号 > 基础信息 > 开发密钥 > IP白名单). It guards every server API, also getticket and media/get, and takes effect after some minutes.',
    '把 {server} 加入公众号的 IP 白名单（微信开发者平台 > 我的业务 > 公众号/服务号 > 基础信息 > 开发密钥 > IP白名单）。所有服务端接口都受它限制，包括 getticket 和 media/get；几分钟后生效。',
  ],
  40243: [
    'The secret is frozen: unfreeze it on the platform (微信开发者平台 > 基础信息 > 开发密钥), which takes some 10 minutes.',
    'AppSecret 已被冻结：请在微信开发者平台（基础信息 > 开发密钥）解冻，约 10 分钟后生效。',
  ],
  41001: proxy('access_token'),
  41002: proxy('appid'),
  41004: proxy('secret'),
  42001: stableToken,
  43002: [
    'The request must be a POST: check whether a proxy rewrites it.',
    '必须用 POST 请求：检查是否有代理改写了请求。',
  ],
  43003: ['The request must be HTTPS: check apiUrls.', '必须用 HTTPS 请求：检查 apiUrls。'],
  45009: [
    'The quota of the day is used up: look for a program that does not cache the token or the ticket. Wait for midnight, or clear the quota with clear_quota.',
    '今天的额度已用完：检查是否有程序没有缓存 token 或 ticket。等到零点，或调用 clear_quota 清零。',
  ],
  45011: [
    'There were too many requests in this minute: look for a program that does not cache the token or the ticket.',
    '这一分钟请求过多：检查是否有程序没有缓存 token 或 ticket。',
  ],
  48001: [
    'The account has no right to this API: it must be certified (接口管理 > 接口权限与额度).',
    '账号没有这个接口的权限：需要认证（接口管理 > 接口权限与额度）。',
  ],
  48004: [
    "The API is banned for this account: look at the platform's messages.",
    '该接口已被封禁：请查看平台的站内信。',
  ],
  48006: [
    'clear_quota is used up for this month: use clear_quota/v2, or wait for midnight.',
    '本月的 clear_quota 次数已用完：改用 clear_quota/v2，或等到零点。',
  ],
  50002: [
    'The user or the account is limited or frozen: look at the platform.',
    '用户或账号受限、被冻结：请查看平台。',
  ],
  61003: [
    'The account has not authorised the third-party platform: let it authorise again.',
    '公众号没有授权给第三方平台：请重新授权。',
  ],
  61004: platformList,
  61005: [
    'The component_verify_ticket has expired: check that the platform still receives it every 10 minutes.',
    'component_verify_ticket 已过期：检查第三方平台是否仍每 10 分钟收到一次推送。',
  ],
  61006: [
    'The component_verify_ticket is invalid: use the newest one.',
    'component_verify_ticket 无效：请使用最新的。',
  ],
  61007: [
    'The account has not granted this right to the third-party platform.',
    '公众号没有把这个权限授予第三方平台。',
  ],
  61023: [
    'The authorizer_refresh_token is invalid: let the account authorise again.',
    'authorizer_refresh_token 无效：请公众号重新授权。',
  ],
  89501: confirmIp,
  89503: confirmIp,
  89505: confirmIp,
  89506: [
    'An administrator refused {server} twice: try again in 24 hours.',
    '管理员两次拒绝了 {server}：24 小时后再试。',
  ],
  89507: ['An administrator refused {server}: try again in 1 hour.', '管理员拒绝了 {server}：1 小时后再试。'],
}

/**
 * What the codes mean where a login exchanges a code.
 * @see https://developers.weixin.qq.com/doc/service/api/webdev/access/api_snsaccesstoken
 */
const loginAdvice: Readonly<Record<number, Text>> = {
  40029: [
    'The code belongs to another account: check that appId is the one in the authorize URL, and start the login again.',
    'code 属于其他账号：检查 appId 是否与授权链接中的一致，然后重新登录。',
  ],
  40163: [
    'The code was used: another server without this store, or another program, exchanged it. Start the login again.',
    'code 已被使用：可能被没有共用 store 的另一台服务器或其他程序换走了。请重新登录。',
  ],
  41008: ['The code was lost on the way. Start the login again.', 'code 在途中丢失，请重新登录。'],
  42003: ['The code is older than five minutes. Start the login again.', 'code 已超过五分钟，请重新登录。'],
  40226: ['WeChat flagged this user as risky.', '微信判定该用户有风险。'],
  48001: [
    'The account has no right to web authorisation (接口权限 > 网页授权), or not to this scope: it must be a certified service account (服务号).',
    '账号没有网页授权（接口权限 > 网页授权）或该 scope 的权限：必须是已认证的服务号。',
  ],
  50001: ['The user has not granted this scope.', '用户没有授权该 scope。'],
  50002: ['The user or the account is limited.', '用户或账号受限。'],
}

/** The codes that there is advice for. */
export const knownErrcodes = (): number[] => Object.keys(advice).map(Number)

/**
 * What to do about a refusal of WeChat's HTTP API, as sentences; `undefined` for an unknown code.
 *
 * @param words WeChat's own words, which may name the address of the server
 */
// Stryker disable next-line StringLiteral: any language but Chinese is English
export function errcodeAdvice(errcode: number, words?: string, language: Language = 'en'): string | undefined {
  const address = words?.match(/invalid ip ([\d.:a-f]+)/i)?.[1]
  const text = advice[errcode]
  return text && inLanguage(text, language).replace('{server}', address ?? inLanguage(thisServer, language))
}

const thisServer: Text = ['this server', '本服务器的 IP']

/** What to do where a login's exchange is refused; `undefined` for a code that means the same as elsewhere. */
// Stryker disable next-line StringLiteral: any language but Chinese is English
export function loginErrcodeAdvice(errcode: number, language: Language = 'en'): string | undefined {
  const text = loginAdvice[errcode]
  return text && inLanguage(text, language)
}

/** What to do about a code that is not known. */
export const unknownErrcode: Text = [
  'Look the code up in the list of return codes (全局返回码), or diagnose the rid on the platform (API 诊断).',
  '请查全局返回码，或在平台的“API 诊断”中查询 rid。',
]

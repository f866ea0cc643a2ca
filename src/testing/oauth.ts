/** The user who opens the page in WeChat. */
export interface FakeVisitor {
  openid?: string
  unionid?: string
  nickname?: string
  headimgurl?: string
  /** Opens the page as a snapshot page (快照页): the openid is a virtual one. */
  snapshot?: boolean
  /** Follows the account and comes from its chat or menu: `snsapi_userinfo` is silent, but for `forcePopup=true`. */
  follower?: boolean
}

export interface FakeOauthOptions {
  /** The user who logs in. */
  visitor?: FakeVisitor
  /** The user's answer to `snsapi_userinfo`: `'ask'` (default) shows a page with two buttons. */
  consent?: 'ask' | 'allow' | 'deny'
  /** The 网页授权域名 of the account, compared exactly, with the port where there is one; default every host. */
  redirectDomains?: readonly string[]
  /** A third-party platform that the account has authorised, with its valid `component_access_token`. */
  component?: { appId: string; accessToken: string }
}

/** Where the fake answers a browser, on `open.weixin.qq.com`. */
export const authorizePath = '/connect/oauth2/authorize'

/** Where it answers a server, on `api.weixin.qq.com`. */
export const oauthPaths = ['/sns/oauth2/access_token', '/sns/oauth2/component/access_token', '/sns/userinfo']

/** WeChat's own words. */
export const oauthErrors: { [errcode: number]: string } = {
  40003: 'invalid openid',
  40029: 'invalid code',
  40163: 'code been used',
  41008: 'missing code',
  41009: 'missing openid',
  42003: 'code expired',
}

/**
 * Names the second callback of a client that calls back twice: the `location` is the first one, with another code and
 * the same state.
 */
const SECOND_LOCATION = 'x-second-location'

/** An iPhone refused links of this length, in characters. */
const IOS_LINK_LENGTH = 1500

const MINUTE = 60_000
/** Of a token, in seconds. */
const LIFE = 7200

type Params = Record<string, string | boolean>
type Reply = Record<string, string | number | string[]>

interface Grant {
  scope: string
  who: Required<FakeVisitor>
  /** Milliseconds since 1970. */
  expiresAt: number
}

interface Code extends Grant {
  used: boolean
  /** Issued to a third-party platform, which alone can exchange it. */
  isForComponent: boolean
}

/** WeChat matches the whole address: names in another order are refused. */
const QUERY =
  /^\?appid=(?<appid>[^&]*)&redirect_uri=(?<uri>[^&]*)&response_type=code&scope=(?<scope>\w*)&state=(?<state>[^&]*)(?<more>(?:&[^&]*)*)$/

/**
 * Web authorisation (网页授权): the page that asks the user, codes that work once and for five minutes, and what they are
 * exchanged for.
 */
export function createFakeOauth(options: FakeOauthOptions & { appId: string; appSecret: string }, now: () => number) {
  const visitor: Required<FakeVisitor> = {
    openid: 'oFake0123456789abcdefghijklm',
    unionid: 'uFake0123456789abcdefghijklm',
    nickname: '小明 🍵',
    headimgurl: portrait,
    snapshot: false,
    follower: false,
    ...options.visitor,
  }
  const codes = new Map<string, Code>()
  const tokens = new Map<string, Grant>()

  function authorize(url: URL, userAgent: string): Response {
    const groups = QUERY.exec(url.search)?.groups
    if (!groups) return failure(10_000, '请检查链接的参数及其顺序')
    const { appid, uri = '', scope = '', state = '', more = '' } = groups
    const params = new URLSearchParams(more)
    const refused = refusalOf({ url, userAgent, appid, uri, scope, state, component: params.get('component_appid') })
    if (refused) return refused
    const redirectUri = decodeURIComponent(uri)

    const isSilent = scope === 'snsapi_base' || (visitor.follower && params.get('forcePopup') !== 'true')
    const said = params.get('consent') ?? options.consent ?? 'ask'
    if (!isSilent && said === 'ask') return consentPage(url.search, new URL(redirectUri).hostname, visitor)
    const isForComponent = params.has('component_appid')
    const back = () => {
      // A visitor who declines comes back without a code.
      const code = isSilent || said !== 'deny' ? `code=${issueCode(scope, isForComponent)}&` : ''
      return withQuery(redirectUri, `${code}state=${state}${isForComponent ? `&appid=${appid}` : ''}`)
    }
    const headers = new Headers({ location: back(), 'cache-control': 'no-store' })
    const isDouble = /Android/i.test(userAgent) && params.get('connect_redirect') !== '1'
    if (isDouble) headers.set(SECOND_LOCATION, back())
    return new Response(null, { status: 302, headers })
  }

  /** The page that WeChat shows in place of a redirect. */
  function refusalOf(link: LinkParts): Response | undefined {
    const { url, userAgent, appid, uri, scope, state, component } = link
    if (appid !== options.appId) return failure(10_012, 'appid 参数错误')
    const redirectUri = readUrl(uri)
    const { redirectDomains } = options
    if (!redirectUri || (redirectDomains && !redirectDomains.includes(redirectUri.host))) {
      return failure(10_003, 'redirect_uri 域名与后台配置不一致')
    }
    if (/iPhone|iPad/.test(userAgent) && url.href.length > IOS_LINK_LENGTH) {
      return failure(10_003, 'redirect_uri 参数错误')
    }
    if (!['snsapi_base', 'snsapi_userinfo'].includes(scope)) return failure(10_005, 'Scope 参数错误或没有 Scope 权限')
    if (!/^[A-Za-z0-9]{1,128}$/.test(state)) return failure(10_013, 'state 须为 1 至 128 个字母或数字')
    if (component !== null && component !== options.component?.appId) {
      return failure(10_015, '公众号未授权第三方平台')
    }
    return undefined
  }

  function issueCode(scope: string, isForComponent = false): string {
    const code = `0${crypto.randomUUID().replace(/-/g, '')}`.slice(0, 32)
    codes.set(code, { scope, who: { ...visitor }, expiresAt: now() + 5 * MINUTE, used: false, isForComponent })
    return code
  }

  function exchangeForAccount(params: Params): Reply | number {
    const { appid, secret, code } = params
    if (!appid) return 41002
    if (!secret) return 41004
    if (!code) return 41008
    if (appid !== options.appId) return 40013
    if (secret !== options.appSecret) return 40125
    return exchange(params, false)
  }

  function exchangeForComponent(params: Params): Reply | number {
    const { appid, code, component_appid: platform, component_access_token: token } = params
    if (!appid) return 41002
    if (!code) return 41008
    if (appid !== options.appId || !platform || platform !== options.component?.appId) return 40013
    if (!token || token !== options.component.accessToken) return 40001
    return exchange(params, true)
  }

  function exchange({ code, grant_type }: Params, isForComponent: boolean): Reply | number {
    if (grant_type !== 'authorization_code') return 40002
    const grant = codes.get(String(code))
    if (!grant || grant.isForComponent !== isForComponent) return 40029
    if (grant.used) return 40163
    if (now() >= grant.expiresAt) return 42003
    grant.used = true
    const { scope, who } = grant
    const token = `fake_oauth_token_${crypto.randomUUID()}`
    tokens.set(token, { scope, who, expiresAt: now() + LIFE * 1000 })
    const { openid, unionid, snapshot } = who
    const reply: Reply = { access_token: token, expires_in: LIFE, refresh_token: `${token}_refresh`, openid, scope }
    if (scope === 'snsapi_userinfo') reply.unionid = unionid
    if (snapshot) reply.is_snapshotuser = 1
    return reply
  }

  function userInfo({ access_token: token, openid }: Params): Reply | number {
    if (!token) return 41001
    if (!openid) return 41009
    const grant = tokens.get(String(token))
    if (!grant) return 40001
    if (now() >= grant.expiresAt) return 42001
    const { scope, who } = grant
    if (openid !== who.openid) return 40003
    if (scope !== 'snsapi_userinfo' || who.snapshot) return 48001
    const { nickname, headimgurl, unionid } = who
    const place = { language: '', city: '', province: '', country: '' }
    return { openid, nickname, sex: 0, ...place, headimgurl, privilege: [], unionid }
  }

  return {
    visitor,
    authorize,
    /** What one of `oauthPaths` answers: a reply, or the code of a refusal. */
    reply(path: string, params: Params) {
      if (path === '/sns/userinfo') return userInfo(params)
      return path.includes('/component/') ? exchangeForComponent(params) : exchangeForAccount(params)
    },
    /** A code as the redirect would bring it. */
    issueCode,
  }
}

interface LinkParts {
  url: URL
  userAgent: string
  appid: string | undefined
  uri: string
  scope: string
  state: string
  component: string | null
}

/** Adds to the query and keeps the rest unchanged; the fragment stays last. */
function withQuery(url: string, query: string): string {
  const [, page = '', fragment = ''] = /^([^#]*)(.*)$/s.exec(url) ?? []
  return `${page}${page.includes('?') ? '&' : '?'}${query}${fragment}`
}

function readUrl(text: string): URL | undefined {
  try {
    const url = new URL(decodeURIComponent(text))
    return /^https?:$/.test(url.protocol) ? url : undefined
  } catch {
    return undefined
  }
}

const portrait = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><path fill="#07c160" d="M0 0h64v64H0z"/>' +
    '<path fill="#fff" d="M32 14a11 11 0 1 0 0 22 11 11 0 0 0 0-22M12 56a20 18 0 0 1 40 0z"/></svg>',
)}`

const failure = (code: number, words: string) => page(`<h1>${words}</h1><p>错误码 ${code}</p>`, 200)

/** The sheet that WeChat shows for `snsapi_userinfo`. */
function consentPage(query: string, host: string, { nickname, headimgurl }: Record<'nickname' | 'headimgurl', string>) {
  const link = (said: string) => escapeHtml(`${query}&consent=${said}`)
  return page(
    `<p>${escapeHtml(host)} 申请 · asks for</p><h1>获取你的昵称、头像<br><small>your name and picture</small></h1>
<p class="who"><img src="${escapeHtml(headimgurl)}" alt="" width="48" height="48"> ${escapeHtml(nickname)}</p>
<a class="allow" href="${link('allow')}">允许 Allow</a> <a class="deny" href="${link('deny')}">拒绝 Decline</a>`,
    200,
  )
}

const page = (body: string, status: number) =>
  new Response(
    `<!doctype html><html lang="zh"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>微信登录 (fake)</title><style>
body{font:16px/1.5 system-ui;margin:0;background:#0008;min-height:100vh;display:flex;align-items:flex-end}
main{background:#fff;color:#222;width:100%;padding:1.5em;border-radius:1em 1em 0 0;box-sizing:border-box}
h1{font-size:1.2em}small{font-weight:400;color:#666}img{vertical-align:middle;border-radius:6px}
a{display:inline-block;min-width:7em;padding:.6em 1em;border-radius:6px;text-align:center;text-decoration:none}
.allow{background:#06ad56;color:#fff}.deny{background:#f2f2f2;color:#222}</style><main>${body}</main>`,
    { status, headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' } },
  )

const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)

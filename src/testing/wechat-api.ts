import { decide, type Handler, Handlers } from './handlers.ts'
import { authorizePath, createFakeOauth, type FakeOauthOptions, oauthErrors, oauthPaths } from './oauth.ts'

/** One request that the fake has answered, for assertions. */
export interface FakeApiRequest {
  host: string
  path: string
  method: string
  /** Of the query and the JSON body. */
  params: Record<string, string | boolean>
  /** Milliseconds since 1970. */
  at: number
  /** The `errcode` of the answer, 0 when it went well; absent without an answer from WeChat. */
  errcode?: number
}

/** What goes wrong in place of the true answer. */
export interface FakeApiFault {
  /** How the path ends, such as `getticket`; default every path. */
  path?: string
  /** The host, such as `api.weixin.qq.com`; default every host. */
  host?: string
  /** How many requests fail; default all of them until it is lifted. */
  times?: number
  /** Milliseconds to wait first; with nothing else, the answer is true but late. */
  delay?: number
  /** Answer with this code and WeChat's words for it. */
  errcode?: number
  /** Answer with this HTTP status, and with `body` or some HTML. */
  status?: number
  /** Answer with this text. */
  body?: string
  /** Fail as a lost connection does. */
  network?: boolean
  /** Never answer. */
  silent?: boolean
}

/** What a handler may do about one request, one of these and once. */
export interface FakeServerActs {
  /** Aborted when the caller has given up, so that a handler need not wait any longer. */
  readonly signal: AbortSignal
  /** WeChat answers with this JSON; without one, with the true answer. */
  answer(body?: object): undefined
  /** WeChat refuses with this code, in its own words unless others are given. */
  refuse(errcode: number, errmsg?: string): undefined
  /** An answer with this HTTP status and text, as a gateway gives it; default some HTML. */
  status(status: number, body?: string): undefined
  /** No answer, ever. */
  ignore(): undefined
  /** The connection is lost. */
  disconnect(): undefined
  /** Leaves the decision to the handler set before, and last to the server itself. */
  next(): undefined
}

/**
 * The short form of an act: a number is `refuse(number)`, `'never'` is `ignore()`, an object is `answer(object)`,
 * nothing is `next()`.
 */
export type FakeServerAnswer = number | 'never' | object | undefined

/** Decides what becomes of a request. */
export type FakeApiHandler = Handler<FakeApiRequest, FakeServerActs, NonNullable<FakeServerAnswer>>

/** What becomes of one request. */
type Decision =
  | { act: 'answer'; body: object }
  | { act: 'refuse'; errcode: number; errmsg?: string | undefined }
  | { act: 'status'; status: number; body: string }
  | { act: 'own' | 'ignore' | 'disconnect' }

export interface FakeWechatApiOptions extends FakeOauthOptions {
  appId: string
  appSecret: string
  /** The first jsapi_ticket; default a random one. */
  ticket?: string
  /** Milliseconds since 1970, default `Date.now`; a constant clock (`() => 0`) moves with `advance` alone. */
  now?(): number
  /** The caller's address as WeChat sees it. */
  ip?: string
  /** The IP white list; default every address. */
  allowedIps?: readonly string[]
  /** Requests before 45009 and 45011, for each path on its own. */
  quotas?: { tokenPerDay?: number; tokenPerMinute?: number; ticketPerDay?: number; ticketPerMinute?: number }
}

const SECOND = 1000
const MINUTE = 60 * SECOND
const DAY = 24 * 60 * MINUTE
/** Of a token and of a ticket, in seconds. */
const LIFE = 7200

const PATHS = ['/cgi-bin/stable_token', '/cgi-bin/token', '/cgi-bin/ticket/getticket', ...oauthPaths]

/** WeChat's own words. https://developers.weixin.qq.com/doc/offiaccount/Getting_Started/Global_Return_Code.html */
const ERRORS: { [errcode: number]: string } = {
  [-1]: 'system error',
  40001:
    'invalid credential, access_token is invalid or not latest, could get access_token by getStableAccessToken, more details at https://mmbizurl.cn/s/JtxxFh33r',
  40002: 'invalid grant_type',
  40013: 'invalid appid',
  40014: 'invalid access_token',
  40097: 'invalid args',
  40125: 'invalid appsecret',
  40164: 'invalid ip {ip} ipv6 ::ffff:{ip}, not in whitelist',
  40243: 'AppSecret has been frozen, please unfreeze it and try again',
  41001: 'access_token missing',
  41002: 'appid missing',
  41004: 'appsecret missing',
  42001: 'access_token expired',
  43002: 'require POST method',
  43003: 'require https',
  45009: 'reach max api daily quota limit',
  45011: 'api minute-quota reach limit, must slower, retry next minute',
  48001: 'api unauthorized',
  50002: 'user limited',
  61004: 'access clientip is not registered',
  61007: 'api is unauthorized to component',
  89503: 'this ip needs the confirmation of an administrator',
  89506: 'this ip was refused twice by an administrator, try again in 24 hours',
  89507: 'this ip was refused by an administrator, try again in 1 hour',
  ...oauthErrors,
}

type Params = Record<string, string | boolean>
type Reply = Record<string, string | number | string[]>

interface Token {
  kind: 'stable' | 'classic'
  expiresAt: number
  /** Taken back: 40001 from then on, where an old one gives 42001. */
  revoked: boolean
}

/** Ends a call with one of WeChat's codes. */
class Refusal {
  readonly errcode: number
  constructor(errcode: number) {
    this.errcode = errcode
  }
}

/**
 * WeChat's HTTP API behind a `fetch`, as far as a signer and a login need it. It has `/cgi-bin/stable_token`,
 * `/cgi-bin/token` and `/cgi-bin/ticket/getticket` with their checks, lives, overlaps and quotas;
 * `/connect/oauth2/authorize` as a page, and `/sns/oauth2/access_token`, `/sns/oauth2/component/access_token` and
 * `/sns/userinfo`.
 *
 * For code that brings its own HTTP client, hand it to msw:
 *
 * ```ts
 * const api = createFakeWechatApi({ appId, appSecret })
 * setupServer(http.all('https://*.weixin.qq.com/*', ({ request }) => api.fetch(request))).listen()
 * ```
 * @see https://developers.weixin.qq.com/doc/offiaccount/Basic_Information/getStableAccessToken.html
 */
export function createFakeWechatApi(options: FakeWechatApiOptions) {
  const { ip = '203.0.113.7' } = options
  let turned = 0
  const { now: start = Date.now } = options
  const now = () => start() + turned
  const requests: FakeApiRequest[] = []
  const handlers = new Handlers<FakeApiHandler, { path: string; host: string | undefined }>()
  const account = createAccount(options, now)
  const oauth = createFakeOauth(options, now)

  function reply({ path, method, params }: FakeApiRequest, url: URL): Reply {
    if (url.protocol !== 'https:') throw new Refusal(43003)
    if (oauthPaths.includes(path)) {
      const answer = oauth.reply(path, params)
      if (typeof answer === 'number') throw new Refusal(answer)
      return answer
    }
    checkQuota(path)
    if (path === '/cgi-bin/ticket/getticket') return account.ticket(params)
    if (path === '/cgi-bin/stable_token' && method !== 'POST') throw new Refusal(43002)
    if (options.allowedIps && !options.allowedIps.includes(ip)) throw new Refusal(40164)
    return path === '/cgi-bin/stable_token' ? account.stableToken(params) : account.classicToken(params)
  }

  /** Counts the log, in which the request at hand is already. */
  function checkQuota(path: string): void {
    const { quotas = {} } = options
    const name = path.endsWith('ticket') ? 'ticket' : 'token'
    const within = (ms: number) => requests.filter((request) => request.path === path && now() - request.at < ms).length
    if (within(DAY) > (quotas[`${name}PerDay`] ?? (name === 'ticket' ? 10_000 : 500_000))) throw new Refusal(45009)
    if (within(MINUTE) > (quotas[`${name}PerMinute`] ?? 10_000)) throw new Refusal(45011)
  }

  function refuse(errcode: number, errmsg = ERRORS[errcode] ?? 'unknown error'): Reply {
    return { errcode, errmsg: `${errmsg.split('{ip}').join(ip)} rid: ${crypto.randomUUID().slice(0, 23)}` }
  }

  const fakeFetch: FakeFetch = async (input, init) => {
    const request = new Request(input, init)
    const url = new URL(request.url)
    if (url.pathname === authorizePath) return oauth.authorize(url, request.headers.get('user-agent') ?? '')
    if (!PATHS.includes(url.pathname)) return new Response('404 page not found', { status: 404 })
    const params = { ...Object.fromEntries(url.searchParams), ...readJson(await request.text()) }
    const entry: FakeApiRequest = { host: url.host, path: url.pathname, method: request.method, params, at: now() }
    requests.push(entry)

    const answered = decided(entry, request.signal).then((decision) =>
      respond(decision, entry, () => attempt(() => reply(entry, url), refuse)),
    )
    return Promise.race([answered, aborted(request.signal)])
  }

  const decided = async (entry: FakeApiRequest, signal: AbortSignal): Promise<Decision> =>
    decide<FakeApiRequest, FakeServerActs, NonNullable<FakeServerAnswer>, Decision>({
      subject: entry,
      name: entry.path,
      handlers: handlers.asked(({ path, host = entry.host }) => entry.path.endsWith(path) && host === entry.host),
      acts: (take, next) => ({
        signal,
        answer: (body) => take(body ? { act: 'answer', body } : { act: 'own' }),
        refuse: (errcode, errmsg) => take({ act: 'refuse', errcode, errmsg }),
        status: (status, body = '<html><body>Bad Gateway</body></html>') => take({ act: 'status', status, body }),
        ignore: () => take({ act: 'ignore' }),
        disconnect: () => take({ act: 'disconnect' }),
        next,
      }),
      read: readShort,
      own: () => ({ act: 'own' }),
    })

  /** Spells a decision as a response; `own` is the true answer. */
  function respond(decision: Decision, entry: FakeApiRequest, own: () => Reply): Response | Promise<Response> {
    if (decision.act === 'ignore') return new Promise(() => {})
    if (decision.act === 'disconnect')
      throw Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNRESET' } })
    if (decision.act === 'status') return new Response(decision.body, { status: decision.status })
    if (decision.act === 'answer') return json(decision.body, entry)
    return json(decision.act === 'refuse' ? refuse(decision.errcode, decision.errmsg) : own(), entry)
  }

  return {
    fetch: fakeFetch,
    /** Every request by a server, in order. */
    requests,
    /** The fake's clock, `advance` included, to be shared with the code under test. */
    now,
    /** Moves the clock forward, in milliseconds. */
    advance(ms: number): void {
      turned += ms
    },
    /** The jsapi_ticket that is valid now, for a fake client that checks signatures. */
    get ticket(): string {
      return account.ticketOf('jsapi')
    },
    /** The card api_ticket that is valid now. */
    get cardTicket(): string {
      return account.ticketOf('wx_card')
    },
    /** The user of WeChat: change it, and another user logs in. */
    visitor: oauth.visitor,
    /** A code of web authorisation, as the redirect to the callback brings it: good once, for five minutes. */
    oauthCode: (scope: 'snsapi_base' | 'snsapi_userinfo' = 'snsapi_base') => oauth.issueCode(scope),
    /** Takes every access_token back, as when someone forces a new one: 40001 from now on. */
    revokeTokens: account.revokeTokens,
    /** Replaces the valid ticket, which is invalid from now on. */
    revokeTicket: account.revokeTicket,
    /**
     * Lets `handler` decide about the requests to a path: it acts once, or returns the short form of an act,
     * or leaves the decision to the handler before it and at last to the server. The newest handler is asked first;
     * before it those for a number of requests, the oldest of them first.
     *
     * @param path how the path ends, such as `'getticket'`; `''`: every path
     * @param handler a function, or a short form for every request: an errcode, `'never'`, a body
     * @param options `times`: for how many requests, default all; `host`: only of this host, such as
     * `'api.weixin.qq.com'`
     * @returns a function that takes the handler back
     * @example
     * api.on('getticket', (request, server) => server.refuse(45009), { times: 1 })
     */
    on(
      path: string,
      handler: FakeApiHandler | FakeServerAnswer,
      { times, host }: { times?: number; host?: string } = {},
    ): () => void {
      const asked = typeof handler === 'function' ? (handler as FakeApiHandler) : () => handler
      return handlers.add({ path, host }, asked, times)
    },
    /** The short form of `on`: lets requests go wrong until the function that it returns is called. */
    fail({ path = '', host, times, ...fault }: FakeApiFault): () => void {
      return handlers.add({ path, host }, (_request, server) => strike(fault, server), times)
    },
  }
}

/** `fetch`, in the words of whatever declares it: a server's project has no `RequestInfo`. */
type FakeFetch = (...request: Parameters<typeof fetch>) => Promise<Response>

export type FakeWechatApi = ReturnType<typeof createFakeWechatApi>

/** The account's tokens and tickets, and what WeChat checks before it gives them. */
function createAccount(options: FakeWechatApiOptions, now: () => number) {
  const tokens = new Map<string, Token>()
  const latest: { stable?: string; classic?: string } = {}
  const tickets = new Map<string, { value: string; expiresAt: number }>()
  const forcedAt: number[] = []

  function checkSecret({ grant_type, appid, secret }: Params): void {
    if (grant_type !== 'client_credential') throw new Refusal(40002)
    if (!appid) throw new Refusal(41002)
    if (!secret) throw new Refusal(41004)
    if (appid !== options.appId) throw new Refusal(40013)
    if (secret !== options.appSecret) throw new Refusal(40125)
  }

  function issue(kind: Token['kind']): Reply {
    // The one before still works for five minutes.
    const before = tokens.get(latest[kind] ?? '')
    if (before) before.expiresAt = Math.min(before.expiresAt, now() + 5 * MINUTE)
    const value = random(`${kind}_token`)
    tokens.set(value, { kind, expiresAt: now() + LIFE * SECOND, revoked: false })
    latest[kind] = value
    return { access_token: value, expires_in: LIFE }
  }

  /** At most 20 a day and 30 seconds apart; otherwise the answer is the normal one. */
  function mayForce(): boolean {
    const today = forcedAt.filter((at) => now() - at < DAY)
    return today.length < 20 && today.every((at) => now() - at >= 30 * SECOND)
  }

  /** The valid ticket: the same one until it expires. */
  function ticketOf(type: string): string {
    const kept = tickets.get(type)
    if (kept && now() < kept.expiresAt) return kept.value
    const value = !kept && type === 'jsapi' && options.ticket ? options.ticket : random(`${type}_ticket`)
    tickets.set(type, { value, expiresAt: now() + LIFE * SECOND })
    return value
  }

  return {
    ticketOf,

    stableToken(params: Params): Reply {
      checkSecret(params)
      const value = latest.stable ?? ''
      const token = tokens.get(value)
      if (!token || token.revoked) return issue('stable')
      if (params.force_refresh === true && mayForce()) {
        forcedAt.push(now())
        token.revoked = true
        return issue('stable')
      }
      const left = Math.floor((token.expiresAt - now()) / SECOND)
      return left > 300 ? { access_token: value, expires_in: left } : issue('stable')
    },

    classicToken(params: Params): Reply {
      checkSecret(params)
      return issue('classic')
    },

    ticket({ access_token, type }: Params): Reply {
      if (!access_token) throw new Refusal(41001)
      const token = tokens.get(String(access_token))
      if (!token || token.revoked) throw new Refusal(40001)
      if (now() >= token.expiresAt) throw new Refusal(42001)
      if (type !== 'jsapi' && type !== 'wx_card') throw new Refusal(40097)
      // Always 7200, however soon it expires.
      return { errcode: 0, errmsg: 'ok', ticket: ticketOf(type), expires_in: LIFE }
    },

    revokeTokens(): void {
      for (const token of tokens.values()) token.revoked = true
    },

    revokeTicket(type: 'jsapi' | 'wx_card' = 'jsapi'): void {
      const kept = tickets.get(type)
      if (kept) kept.expiresAt = now()
    },
  }
}

const random = (name: string) => `fake_${name}_${crypto.randomUUID()}${crypto.randomUUID()}`.replace(/-/g, '')

function attempt(work: () => Reply, refuse: (errcode: number) => Reply): Reply {
  try {
    return work()
  } catch (error) {
    if (error instanceof Refusal) return refuse(error.errcode)
    throw error
  }
}

function readJson(text: string): Params {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

/** Answers with JSON and records the errcode. */
function json(body: object, entry: FakeApiRequest): Response {
  entry.errcode = Number((body as Reply).errcode ?? 0)
  return Response.json(body)
}

/** What a short form stands for. */
function readShort(short: NonNullable<FakeServerAnswer>): Decision {
  if (typeof short === 'number') return { act: 'refuse', errcode: short }
  return short === 'never' ? { act: 'ignore' } : { act: 'answer', body: short as object }
}

/** Does what a fault says. */
async function strike(
  fault: Omit<FakeApiFault, 'path' | 'host' | 'times'>,
  server: FakeServerActs,
): Promise<undefined> {
  const { delay, silent, network, status, body, errcode } = fault
  if (delay && !silent) await pause(delay, server.signal)
  if (silent) return server.ignore()
  if (network) return server.disconnect()
  if (status !== undefined || body !== undefined) return server.status(status ?? 200, body)
  return errcode === undefined ? server.answer() : server.refuse(errcode)
}

/** Waits; when the signal is aborted, no longer. */
const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true })
  })

/** Rejects as `fetch` does when its signal is aborted. */
const aborted = (signal: AbortSignal) =>
  new Promise<never>((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason)
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })

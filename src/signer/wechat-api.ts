import { reasonOf, SignerError } from './errors.ts'
import { delay, within } from './time.ts'

/** Fresh from WeChat; `expiresIn` in seconds. */
export interface Loaded {
  value: string
  expiresIn: number
}

export type TicketType = 'jsapi' | 'wx_card'

export interface WechatApiOptions {
  appId: string
  appSecret: string
  tokenApi: 'stable_token' | 'token'
  apiUrls: readonly string[]
  fetch: typeof fetch
  /** Milliseconds since 1970. */
  now(): number
  /** Milliseconds for one request. */
  timeout: number
}

export type Reply = Record<string, unknown>

const SYSTEM_BUSY = -1
const ATTEMPTS = 3

/** What to do about a code. https://developers.weixin.qq.com/doc/offiaccount/Getting_Started/Global_Return_Code.html */
const ADVICE: { [errcode: number]: string } = {
  [SYSTEM_BUSY]: 'WeChat is busy; ask again later',
  40001:
    'check appSecret; if it is right, another program replaces the access_token: let every program use stable_token',
  40002: 'only client_credential is a grant_type',
  40013: 'check appId: it starts with wx and must be that of the official account',
  40014: 'the access_token is not accepted; let every program use stable_token',
  40125: 'check appSecret: it must be the current one of this very appId',
  40164: 'put this address on the IP white list of the account (设置与开发 > 基本配置 > IP白名单)',
  40243: 'the secret is frozen: unfreeze it on the platform',
  41001: 'the request lost its access_token: does a proxy rewrite it?',
  41002: 'the request lost its appid: does a proxy rewrite it?',
  41004: 'the request lost its secret: does a proxy rewrite it?',
  42001: 'the access_token has expired; let every program use stable_token',
  43002: 'the request must be a POST: does a proxy rewrite it?',
  43003: 'the request must be HTTPS: check apiUrls',
  45009:
    'the quota of this API is used up for today: wait for midnight, or clear it with clear_quota, and look for a program that does not cache',
  45011: 'too many requests in this minute',
  48001: 'the account has no right to this API: it must be certified',
  50002: 'the account is limited or frozen',
  61004: 'put this address on the white list of the third-party platform',
  61007: 'the account has not granted this right to the third-party platform',
  89503: 'an administrator of the account must confirm this address: look for the message on their phone',
  89506: 'an administrator refused this address twice: ask again in 24 hours',
  89507: 'an administrator refused this address: ask again in 1 hour',
}

/** For how many milliseconds asking again would only make it worse. */
const RETRY_AFTER: { [errcode: number]: number } = { 45009: 600_000, 45011: 60_000, 89506: 600_000, 89507: 600_000 }

/** WeChat no longer accepts the access_token that the call was made with. */
export const isTokenRejected = (error: unknown) =>
  error instanceof SignerError && [40001, 40014, 42001].includes(error.errcode ?? 0)

/**
 * The three calls of the HTTP API that a signer needs. They reject with `SignerError` `wechat-refused`, `wechat-reply-invalid` or
 * `wechat-unreachable`.
 */
export function createWechatApi({ appId, appSecret, tokenApi, apiUrls, fetch, now, timeout }: WechatApiOptions) {
  const failures = new Map<string, { error: unknown; count: number; retryAt: number }>()

  /** Asks, unless it is too early after a failure: then that failure is the answer. */
  async function call(path: string, init: RequestInit, valueName: string, secrets: string[]): Promise<Loaded> {
    const last = failures.get(valueName)
    if (last && now() < last.retryAt) throw last.error
    try {
      const value = loaded(await insist(path, init, secrets), valueName)
      failures.delete(valueName)
      return value
    } catch (error) {
      const count = (last?.count ?? 0) + 1
      failures.set(valueName, { error, count, retryAt: now() + pauseAfter(error, count) })
      throw error
    }
  }

  async function insist(path: string, init: RequestInit, secrets: string[]): Promise<Reply> {
    for (let attempt = 1; ; attempt++) {
      const reply = await ask(path, init)
      const errcode = Number(reply.errcode ?? 0)
      if (errcode === 0) return reply
      if (errcode !== SYSTEM_BUSY || attempt === ATTEMPTS) throw refusal(errcode, reply.errmsg, secrets)
      await delay(200 * 2 ** attempt * (0.5 + Math.random() / 2))
    }
  }

  /** The first host that answers at all; the next one only after a network error, a time-out or a 5xx. */
  async function ask(path: string, init: RequestInit): Promise<Reply> {
    const reasons: string[] = []
    for (const base of apiUrls) {
      try {
        const { status, text } = await within(timeout, async (signal) => {
          // A redirect would carry the secret elsewhere.
          const response = await fetch(base + path, { ...init, redirect: 'manual', signal })
          return { status: response.status, text: await response.text() }
        })
        if (status < 500) return parse(text, status)
        reasons.push(`${base}: HTTP ${status}`)
      } catch (error) {
        if (error instanceof SignerError) throw error
        reasons.push(`${base}: ${reasonOf(error)}`)
      }
    }
    throw new SignerError('wechat-unreachable', `WeChat cannot be reached (${reasons.join('; ')})`)
  }

  return {
    token({ force = false } = {}): Promise<Loaded> {
      const fields = { grant_type: 'client_credential', appid: appId, secret: appSecret }
      if (tokenApi === 'token') {
        return call(`/cgi-bin/token?${new URLSearchParams(fields)}`, {}, 'access_token', [appSecret])
      }
      const body = JSON.stringify({ ...fields, force_refresh: force })
      const init = { method: 'POST', body, headers: { 'content-type': 'application/json' } }
      return call('/cgi-bin/stable_token', init, 'access_token', [appSecret])
    },

    ticket(type: TicketType, token: string): Promise<Loaded> {
      const query = new URLSearchParams({ access_token: token, type })
      return call(`/cgi-bin/ticket/getticket?${query}`, {}, 'ticket', [appSecret, token])
    },

    /** Any other GET, without a memory of its failures. No error repeats one of the `secrets`. */
    get: (path: string, query: Record<string, string>, secrets: string[]): Promise<Reply> =>
      insist(`${path}?${new URLSearchParams(query)}`, {}, secrets),
  }
}

/** A first failure may be tried again at once; after that the pause doubles up to half a minute. */
function pauseAfter(error: unknown, count: number): number {
  const asked = error instanceof SignerError ? RETRY_AFTER[error.errcode ?? 0] : undefined
  return asked ?? (count === 1 ? 0 : Math.min(30_000, 500 * 2 ** count) * (0.5 + Math.random() / 2))
}

export type WechatApi = ReturnType<typeof createWechatApi>

function parse(text: string, status: number): Reply {
  try {
    const reply: unknown = JSON.parse(text)
    if (typeof reply === 'object' && reply !== null) return reply as Reply
  } catch {
    // Falls through to the one message for everything that is not WeChat's JSON.
  }
  throw new SignerError(
    'wechat-reply-invalid',
    `WeChat answered HTTP ${status} without its JSON: does a proxy stand in between?`,
  )
}

function loaded(reply: Reply, valueName: string): Loaded {
  const value = reply[valueName]
  const expiresIn = reply.expires_in
  if (typeof value === 'string' && value && typeof expiresIn === 'number' && expiresIn > 0) return { value, expiresIn }
  throw new SignerError('wechat-reply-invalid', `WeChat answered without a valid ${valueName} and expires_in`)
}

function refusal(errcode: number, errmsg: unknown, secrets: string[]): SignerError {
  const words = secrets.reduce((text, secret) => text.split(secret).join('***'), String(errmsg ?? '')).slice(0, 300)
  const address = /invalid ip ([\d.:a-f]+)/i.exec(words)?.[1]
  const advice = ADVICE[errcode]?.replace('this address', address ?? 'this server')
  return new SignerError(
    'wechat-refused',
    `WeChat refused (${errcode} ${words})${advice ? `: ${advice}` : ''}`,
    errcode,
  )
}

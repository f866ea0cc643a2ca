import { errcodeAdvice, SYSTEM_BUSY, TICKET_SYSTEM_ERROR } from '../knowledge/errcodes.ts'
import { createBreaker, pauseForQuota } from './breaker.ts'
import { SignerError } from './errors.ts'
import { isMedia, mediaOf } from './media.ts'
import { redact } from './redact.ts'
import { delay } from './time.ts'
import { createUpstream, secretsOf, type UpstreamOptions } from './upstream.ts'

/** Fresh from WeChat; `expiresIn` in seconds. */
export interface Loaded {
  value: string
  expiresIn: number
}

export type TicketType = 'jsapi' | 'wx_card'

export interface WechatApiOptions extends UpstreamOptions {
  appId: string
  /** Only needed for `token()`. */
  appSecret?: string
  tokenApi: 'stable_token' | 'token'
  /** Milliseconds since 1970. */
  now(): number
}

export type Reply = Record<string, unknown>

const ATTEMPTS = 3

/** In seconds: a tiny `expires_in` must not cause a refetch loop. */
const MIN_EXPIRES_IN = 60

/** WeChat no longer accepts the access_token that the call was made with. */
export const isTokenRejected = (error: unknown) =>
  error instanceof SignerError && [40001, 40014, 42001].includes(error.errcode ?? 0)

/**
 * The calls of the HTTP API that a signer needs. They reject with `SignerError` `wechat-refused`,
 * `wechat-reply-invalid` or `wechat-unreachable`.
 */
export function createWechatApi(options: WechatApiOptions) {
  // Stryker disable next-line StringLiteral: without a secret nothing asks for a token
  const { appId, appSecret = '', tokenApi, now } = options
  const send = createUpstream(options)
  const own = [appSecret, ...secretsOf(options.apiUrls)]
  const createGuard = () => createBreaker({ now, pauseAfter: pauseForQuota })
  // A quota that one ticket type has used up leaves the other alone.
  const guards = { token: createGuard(), jsapi: createGuard(), wx_card: createGuard(), media: createGuard() }

  /** Sends the request, and sends it again while WeChat is busy. */
  async function ask(path: string, init: RequestInit, secrets: string[]): Promise<Reply>
  async function ask<T>(path: string, init: RequestInit, secrets: string[], read: Reader<T>): Promise<Reply | T>
  async function ask<T>(path: string, init: RequestInit, secrets: string[], read?: Reader<T>): Promise<Reply | T> {
    for (let attempt = 1; ; attempt++) {
      const answer = await send(path, init, async (response) => read?.(response) ?? parse(response))
      const { errcode = 0, errmsg } = answer as Reply
      const code = Number(errcode)
      if (code === 0) return answer
      const isBusy = code === SYSTEM_BUSY || code === TICKET_SYSTEM_ERROR
      if (!isBusy || attempt === ATTEMPTS) throw refusal(code, errmsg, [...own, ...secrets])
      await delay(200 * 2 ** attempt * (0.5 + Math.random() / 2))
    }
  }

  return {
    token({ force = false } = {}): Promise<Loaded> {
      const fields = { grant_type: 'client_credential', appid: appId, secret: appSecret }
      return guards.token(async () => {
        if (tokenApi === 'token') {
          return loaded(await ask(`/cgi-bin/token?${new URLSearchParams(fields)}`, {}, []), 'access_token')
        }
        const body = JSON.stringify({ ...fields, force_refresh: force })
        const init = { method: 'POST', body, headers: { 'content-type': 'application/json' } }
        return loaded(await ask('/cgi-bin/stable_token', init, []), 'access_token')
      })
    },

    ticket(type: TicketType, token: string): Promise<Loaded> {
      const query = new URLSearchParams({ access_token: token, type })
      return guards[type](async () => loaded(await ask(`/cgi-bin/ticket/getticket?${query}`, {}, [token]), 'ticket'))
    },

    /** What a page uploaded: a `Response` whose body streams, or WeChat's JSON for a video. */
    media(mediaId: string, token: string, { speex = false } = {}): Promise<Response> {
      const path = speex ? '/cgi-bin/media/get/jssdk' : '/cgi-bin/media/get'
      const query = new URLSearchParams({ access_token: token, media_id: mediaId })
      const read = (response: Response) => (isMedia(response) ? mediaOf(response, options.timeout) : undefined)
      return guards.media(async () => {
        const answer = await ask(`${path}?${query}`, {}, [token], read)
        return answer instanceof Response ? answer : Response.json(answer)
      })
    },

    /** Any other GET, without pauses after failures. No error repeats one of the `secrets`. */
    get: (path: string, query: Record<string, string>, secrets: string[]): Promise<Reply> =>
      ask(`${path}?${new URLSearchParams(query)}`, {}, secrets),
  }
}

export type WechatApi = ReturnType<typeof createWechatApi>

/** Reads a response that is not WeChat's JSON; `undefined` leaves it to the JSON parser. */
type Reader<T> = (response: Response) => T | undefined

/** A string of JSON with whatever is in it. */
const STRING = /"(?:[^"\\]|\\.)*"/gs

/** As `JSON.parse`, but for raw control characters in strings: nicknames come with them. */
function readJson(text: string): unknown {
  const escaped = (character: string) =>
    character < ' ' ? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}` : character
  try {
    return JSON.parse(text)
  } catch {
    return JSON.parse(text.replace(STRING, (string) => Array.from(string, escaped).join('')))
  }
}

async function parse(response: Response): Promise<Reply> {
  const text = await response.text()
  try {
    const reply: unknown = readJson(text)
    if (typeof reply === 'object' && reply !== null) return reply as Reply
  } catch {
    // The error below covers everything that is not WeChat's JSON.
  }
  throw new SignerError(
    'wechat-reply-invalid',
    `WeChat answered HTTP ${response.status} without its JSON: does a proxy stand in between?`,
  )
}

function loaded(reply: Reply, valueName: string): Loaded {
  const value = reply[valueName]
  // A number; a string where a proxy has rewritten it.
  const expiresIn = /^\d+$/.test(String(reply.expires_in)) ? Number(reply.expires_in) : 0
  if (typeof value === 'string' && value && expiresIn > 0) {
    return { value, expiresIn: Math.max(expiresIn, MIN_EXPIRES_IN) }
  }
  throw new SignerError('wechat-reply-invalid', `WeChat answered without a valid ${valueName} and expires_in`)
}

/** A sentence as it goes on after a colon. */
export const asClause = (sentence: string): string =>
  sentence.replace(/^(?!WeChat)[A-Z]/, (letter) => letter.toLowerCase()).replace(/\.$/, '')

function refusal(errcode: number, errmsg: unknown, secrets: string[]): SignerError {
  const { words, rid } = redact(String(errmsg ?? ''), secrets)
  const advice = errcodeAdvice(errcode, words)
  const message = `WeChat refused (${errcode} ${words})${advice ? `: ${asClause(advice)}` : ''}`
  return new SignerError('wechat-refused', message, { errcode, rid })
}

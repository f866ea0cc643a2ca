import { TICKET_SYSTEM_ERROR } from '../knowledge/errcodes.ts'
import { reasonOf, SignerError } from '../server/errors.ts'
import { elapsed, MINUTE, within } from '../server/time.ts'
import { isTokenRejected, type Loaded, type TicketType, type WechatApi } from '../server/wechat-api.ts'
import { createCachedValue } from './cached-value.ts'
import { createForcedTokens } from './forced-tokens.ts'
import type { StoredValueOptions } from './stored-value.ts'

/** A central service that has the token or the tickets already, such as a third-party platform. */
export interface Providers {
  accessToken?(asked: { rejected?: string }): Promise<Loaded>
  ticket?(type: TicketType, asked: { rejected?: string }): Promise<Loaded>
}

export interface TokenAndTicketsOptions extends Omit<StoredValueOptions, 'key'>, Providers {
  appId: string
  api: WechatApi
  ticketMaxAge: number
  /** Milliseconds for one answer of a provider. */
  timeout: number
}

/**
 * A ticket may be refused because of a token that WeChat does not name as rejected: after this time the token is
 * replaced again.
 */
const NEW_TOKEN_EVERY_MS = 10 * MINUTE

/** The access_token, and the tickets that are fetched with it. */
export function createTokenAndTickets(options: TokenAndTicketsOptions) {
  const { appId, api, ticketMaxAge, timeout, now, accessToken, ticket } = options

  const forced = createForcedTokens(options)

  async function loadToken(rejected?: string): Promise<Loaded> {
    const loaded = await api.token()
    if (loaded.value !== rejected) return loaded
    await forced.claim()
    return api.token({ force: true })
  }

  const token = createCachedValue({
    ...options,
    key: `${appId}:token`,
    maxAge: Infinity,
    load: accessToken
      ? (rejected) => provided('accessToken', timeout, async () => accessToken({ rejected }))
      : loadToken,
  })

  let doubtedAt = -Infinity

  /** Whether a new token may help. */
  function isTokensFault(error: unknown): boolean {
    if (isTokenRejected(error)) return true
    const isDoubtful = error instanceof SignerError && error.errcode === TICKET_SYSTEM_ERROR
    if (!isDoubtful || elapsed(doubtedAt, now()) < NEW_TOKEN_EVERY_MS) return false
    doubtedAt = now()
    return true
  }

  /**
   * Does work that needs a token, and once more with a new token when WeChat rejects the first one. Another server's
   * token, which may have been rejected since, does not count as new.
   */
  async function withToken<T>(work: (token: string) => Promise<T>): Promise<T> {
    const startedAt = now()
    let { value } = await token.get()
    for (let replaced = 0, isNew = false; ; ) {
      try {
        return await work(value)
      } catch (error) {
        if (isNew || replaced === 2 || !isTokensFault(error)) throw error
        const other = await token.replace(value)
        value = other.value
        isNew = other.fetchedAt >= startedAt
        replaced++
      }
    }
  }

  const createTicket = (type: TicketType) =>
    createCachedValue({
      ...options,
      key: `${appId}:ticket:${type}`,
      maxAge: ticketMaxAge,
      load: ticket
        ? (rejected) => provided('ticket', timeout, async () => ticket(type, { rejected }))
        : () => withToken((value) => api.ticket(type, value)),
    })

  const jsapi = createTicket('jsapi')
  const card = createTicket('wx_card')
  const idle = async () => void (await Promise.all([jsapi.idle(), card.idle(), token.idle()]))
  return { token, withToken, jsapi, card, idle }
}

/** A provider's value. Its own words are not repeated: they may quote what it was called with. */
async function provided(name: keyof Providers, timeout: number, ask: () => Promise<Loaded>): Promise<Loaded> {
  let answer: Partial<Loaded> | undefined
  try {
    answer = await within(timeout, ask)
  } catch (error) {
    throw new SignerError('provider-failed', `"${name}" has failed (${reasonOf(error)})`)
  }
  const { value, expiresIn } = answer ?? {}
  if (typeof value === 'string' && value && Number(expiresIn) > 0) return { value, expiresIn: Number(expiresIn) }
  throw new SignerError('provider-failed', `"${name}" must give { value, expiresIn }: a text, and seconds above 0`)
}

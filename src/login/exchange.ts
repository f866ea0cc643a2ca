import type { SharedStore } from '../server/shared-store.ts'
import { digest } from './crypto.ts'
import { LoginError, type LoginErrorCode, type LoginErrorFacts, stateInvalid } from './errors.ts'
import { ANSWER_LIFE_MS, STATE_LIFE_MS } from './rules.ts'
import type { Visitor } from './visitor.ts'
import { asLoginError, isSpent } from './wechat.ts'

/** How a login ended, as the store keeps it. The token is not in it, and of the code only a hash. */
interface Outcome {
  code: string
  /** Milliseconds since 1970. */
  at: number
  visitor?: Visitor
  failure?: { code: LoginErrorCode; message: string } & LoginErrorFacts
}

export interface ExchangeOptions {
  appId: string
  store: SharedStore
  now(): number
  /** Receives the failures that stop nothing. */
  onError(error: unknown): void
}

/** Asks WeChat; calls `onExchanged` as soon as the code is worth nothing any more. */
type Ask = (onExchanged: () => void) => Promise<Visitor>

/**
 * Exchanges once for one login, in this process and over all that share the store: every other request of the login
 * waits for the first one's answer and gets it, also with another code (some Android clients call back twice). A code
 * is good for the first state that it comes with.
 */
export function createExchange({ appId, store, now, onError }: ExchangeOptions) {
  const flights = new Map<string, Promise<Outcome>>()

  /** The outcome of a login that ended before, or that this or another process ends now. */
  async function obtain({ id, hash, isSameCode }: CallbackCode, ask: Ask): Promise<Outcome> {
    const key = `${appId}:login:${id}`
    const find = async () => outcomeOf(await store.get(key))
    const before = await find()
    if (before && isSameCode && before.code !== hash) throw stateInvalid('used')
    return before ?? store.once(key, { find, work: async () => (await find()) ?? exchange(key, hash, ask) })
  }

  async function exchange(key: string, code: string, ask: Ask): Promise<Outcome> {
    // A lease that is kept: another state with this code is refused.
    const taken = await store.take(`${appId}:login-code:${code}`, STATE_LIFE_MS)
    if (!taken) throw stateInvalid('used')
    let isGone = false
    const onExchanged = () => {
      isGone = true
    }
    try {
      return await keep(key, { code, at: now(), visitor: await ask(onExchanged) })
    } catch (error) {
      const failure = error instanceof LoginError ? error : undefined
      if (!failure || !(isGone || isSpent(failure))) {
        await store.end(taken)
        throw error
      }
      const { message, errcode, rid } = failure
      return keep(key, { code, at: now(), failure: { code: failure.code, message, errcode, rid } })
    }
  }

  /** Stored for as long as the state could be used again. The outcome counts, whether it can be stored or not. */
  async function keep(key: string, outcome: Outcome): Promise<Outcome> {
    await store.set(key, outcome, STATE_LIFE_MS).catch(onError)
    return outcome
  }

  /**
   * @param isSameCode refuse another code than that of a login which has ended; one that comes while it is under way
   * gets its answer all the same
   */
  return async (id: string, code: string, isSameCode: boolean, ask: Ask): Promise<Visitor> => {
    const hash = await digest(code)
    const asked = { id, hash, isSameCode }
    const outcome = flights.get(id) ?? asLoginError(() => obtain(asked, ask)).finally(() => flights.delete(id))
    flights.set(id, outcome)
    const { at, visitor, failure } = await outcome
    if (now() - at > ANSWER_LIFE_MS) throw stateInvalid('used')
    if (visitor) return visitor
    // Stryker disable next-line OptionalChaining,StringLiteral: an outcome has a visitor or a failure
    throw new LoginError(failure?.code ?? 'internal-error', failure?.message ?? 'The login failed', failure)
  }
}

interface CallbackCode {
  id: string
  hash: string
  isSameCode: boolean
}

function outcomeOf(stored: unknown): Outcome | undefined {
  const { at, code, visitor, failure } = Object(stored)
  return Number.isFinite(at) && typeof code === 'string' && (visitor || failure) ? (stored as Outcome) : undefined
}

import { createSharedStore } from '../server/shared-store.ts'
import type { SignerStore } from '../server/store.ts'
import { LoginError, type LoginErrorCode, type LoginErrorFacts } from './errors.ts'
import { ANSWER_LIFE_MS, hex, invalid, STATE_LIFE_MS } from './state.ts'
import type { Visitor } from './visitor.ts'
import { asLoginError, isSpent } from './wechat.ts'

/** How a login ended, as the store keeps it. No token is in it, and of the code a hash alone. */
interface Outcome {
  code: string
  /** Milliseconds since 1970. */
  at: number
  visitor?: Visitor
  failure?: { code: LoginErrorCode; message: string } & LoginErrorFacts
}

export interface ExchangeOptions {
  appId: string
  store: SignerStore
  now(): number
  /** For how long one process may keep the others waiting, in milliseconds. */
  lease: number
  /** Milliseconds for one call of the store. */
  storeTimeout: number
  onError(error: unknown): void
}

/** Asks WeChat; calls `onExchanged` as soon as the code is worth nothing any more. */
type Ask = (onExchanged: () => void) => Promise<Visitor>

/**
 * Exchanges once for one login, however many requests bring its code, in this process and over all that share the
 * store. A state is
 * good for the first code that comes with it, and a code for the first state.
 */
export function createExchange({ appId, store, now, lease, storeTimeout, onError }: ExchangeOptions) {
  const shared = createSharedStore({ store, storeName: 'The store of the logins', storeTimeout, lease, onError })
  const flights = new Map<string, Promise<Outcome>>()

  async function obtain(id: string, code: string, ask: Ask): Promise<Outcome> {
    const key = `${appId}:login:${id}`
    const find = async () => outcomeOf(await shared.get(key))
    return shared.once(key, { find, work: async () => (await find()) ?? exchange(key, code, ask) })
  }

  async function exchange(key: string, code: string, ask: Ask): Promise<Outcome> {
    // A lease that is kept: another state with this code is refused.
    const taken = await shared.take(`${appId}:login-code:${code}`, STATE_LIFE_MS)
    if (!taken) throw invalid('its code came with another state before')
    let isGone = false
    const onExchanged = () => {
      isGone = true
    }
    try {
      return await keep(key, { code, at: now(), visitor: await ask(onExchanged) })
    } catch (error) {
      const failure = error instanceof LoginError ? error : undefined
      if (!failure || !(isGone || isSpent(failure))) {
        await shared.end(taken)
        throw error
      }
      const { message, errcode, rid } = failure
      return keep(key, { code, at: now(), failure: { code: failure.code, message, errcode, rid } })
    }
  }

  /** Stored for as long as the state could be used again. The outcome counts, whether it can be stored or not. */
  async function keep(key: string, outcome: Outcome): Promise<Outcome> {
    await shared.set(key, outcome, STATE_LIFE_MS).catch(onError)
    return outcome
  }

  return async (id: string, code: string, ask: Ask): Promise<Visitor> => {
    const hash = await digest(code)
    const flight = `${id}:${hash}`
    const outcome =
      flights.get(flight) ?? asLoginError(() => obtain(id, hash, ask)).finally(() => flights.delete(flight))
    flights.set(flight, outcome)
    const { code: first, at, visitor, failure } = await outcome
    if (first !== hash) throw invalid('it was used with another code before')
    if (now() - at > ANSWER_LIFE_MS) throw invalid('it was used more than five minutes ago')
    if (visitor) return visitor
    throw new LoginError(failure?.code ?? 'internal-error', failure?.message ?? 'The login failed', failure)
  }
}

async function digest(text: string): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))))
}

function outcomeOf(stored: unknown): Outcome | undefined {
  const { code, at } = Object(stored)
  return typeof code === 'string' && Number.isFinite(at) ? (stored as Outcome) : undefined
}

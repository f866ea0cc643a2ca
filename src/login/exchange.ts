import { reasonOf } from '../signer/errors.ts'
import type { SignerStore } from '../signer/store.ts'
import { delay, within } from '../signer/time.ts'
import { LoginError, type LoginErrorCode, type LoginErrorFacts } from './errors.ts'
import { ANSWER_LIFE_MS, hex, invalid, STATE_LIFE_MS } from './state.ts'
import type { Visitor } from './visitor.ts'
import { isSpent } from './wechat.ts'

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

/** How often another process's exchange is looked for, in milliseconds. */
const POLL_MS = 100

/**
 * Exchanges once for one login, however many requests bring its code, in this process and over all that share the
 * store. A state is
 * good for the first code that comes with it, and a code for the first state.
 */
export function createExchange({ appId, store, now, lease, storeTimeout, onError }: ExchangeOptions) {
  const flights = new Map<string, Promise<Outcome>>()

  async function obtain(id: string, code: string, ask: Ask): Promise<Outcome> {
    const key = `${appId}:login:${id}`
    for (let waited = 0; waited < 2 * lease; ) {
      const giveBack = await inStore(() => store.lease(key, lease))
      try {
        const known = parse(await inStore(() => store.get(key)))
        if (known) return known
        if (giveBack) return await exchange(key, code, ask)
      } finally {
        // A lease that cannot be given back lapses by itself.
        if (giveBack) await inStore(giveBack).catch(onError)
      }
      const pause = POLL_MS * (0.5 + Math.random())
      await delay(pause)
      waited += pause
    }
    throw new LoginError('store-unreachable', `Another server has been exchanging this code for ${2 * lease} ms`)
  }

  async function exchange(key: string, code: string, ask: Ask): Promise<Outcome> {
    // A lease that is kept: whoever else brings this code comes too late.
    const giveBack = await inStore(() => store.lease(`${appId}:login-code:${code}`, STATE_LIFE_MS))
    if (!giveBack) throw invalid('its code came with another state before')
    let isGone = false
    const onExchanged = () => {
      isGone = true
    }
    try {
      return await keep(key, { code, at: now(), visitor: await ask(onExchanged) })
    } catch (error) {
      const failure = error instanceof LoginError ? error : undefined
      if (!failure || !(isGone || isSpent(failure))) {
        await inStore(giveBack).catch(onError)
        throw error
      }
      const { message, errcode, rid } = failure
      return keep(key, { code, at: now(), failure: { code: failure.code, message, errcode, rid } })
    }
  }

  /** For as long as the state could be used again. The answer itself counts, whether it can be kept or not. */
  async function keep(key: string, outcome: Outcome): Promise<Outcome> {
    await inStore(() => store.set(key, JSON.stringify(outcome), STATE_LIFE_MS)).catch(onError)
    return outcome
  }

  async function inStore<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await within(storeTimeout, work)
    } catch (error) {
      throw new LoginError('store-unreachable', `The store of the logins does not answer (${reasonOf(error)})`)
    }
  }

  return async (id: string, code: string, ask: Ask): Promise<Visitor> => {
    const hash = await digest(code)
    const flight = `${id}:${hash}`
    const outcome = flights.get(flight) ?? obtain(id, hash, ask).finally(() => flights.delete(flight))
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

function parse(text: string | undefined): Outcome | undefined {
  try {
    const outcome = JSON.parse(text ?? '{}')
    return typeof outcome.code === 'string' && Number.isFinite(outcome.at) ? outcome : undefined
  } catch {
    return undefined
  }
}

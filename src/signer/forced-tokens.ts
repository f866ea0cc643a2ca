import { SignerError } from '../server/errors.ts'
import type { SharedStore } from '../server/shared-store.ts'
import { elapsed, MINUTE } from '../server/time.ts'

const DAY_MS = 24 * 60 * MINUTE

/** WeChat's limit per account: `force_refresh` at most 20 times a day. */
const MAX_PER_DAY = 20

/** WeChat wants 30 s between two forced tokens; a few more, since a request may take longer than the one after it. */
const FIRST_PAUSE_MS = 35_000

/** The pause at which 20 forced tokens last for a day. */
const MAX_PAUSE_MS = DAY_MS / MAX_PER_DAY

/**
 * In how many milliseconds the next token may be forced, given when the last ones were, oldest first: the pause doubles
 * from 35 s up to 72 minutes, so that the day's 20 are not used up when a forced token does not help.
 */
export function waitBeforeForce(forcedAt: readonly number[], now: number): number {
  const today = forcedAt.filter((at) => elapsed(at, now) < DAY_MS)
  const last = today[today.length - 1]
  if (last === undefined) return 0
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** (today.length - 1), MAX_PAUSE_MS)
  const [oldest = last] = today.slice(-MAX_PER_DAY)
  const untilOneIsFree = today.length < MAX_PER_DAY ? 0 : oldest + DAY_MS - now
  return Math.max(0, last + pause - now, untilOneIsFree)
}

export interface ForcedTokensOptions {
  appId: string
  shared: SharedStore
  now(): number
  onError(error: unknown): void
}

/** Counts the forced tokens of an account, over all servers that share the store. */
export function createForcedTokens({ appId, shared, now, onError }: ForcedTokensOptions) {
  const key = `${appId}:forced-tokens`
  let own: number[] = []

  async function read(): Promise<number[]> {
    const { at } = Object(await shared.get(key).catch(onError))
    const stored = Array.isArray(at) ? at.filter(Number.isFinite) : []
    return [...new Set([...own, ...stored])].sort((one, other) => one - other)
  }

  return {
    /** Counts one more. Rejects with `SignerError` `wechat-refused` while no token may be forced. */
    async claim(): Promise<void> {
      const known = await read()
      const wait = waitBeforeForce(known, now())
      if (wait > 0) {
        throw new SignerError(
          'wechat-refused',
          `WeChat rejects the access_token (40001), and the next one may be forced in ${Math.ceil(wait / MINUTE)} min ` +
            '(20 a day): does another program force tokens, or is apiUrls a proxy for another account?',
          { errcode: 40001 },
        )
      }
      own = [...known, now()].slice(-MAX_PER_DAY)
      await shared.set(key, { at: own }, DAY_MS).catch(onError)
    },
  }
}

import type { WechatErrorCode } from '../knowledge/codes.ts'
import { type miniProgramApis, nativeName, officialName, rows } from './api.ts'
import { isWechatError, WechatError } from './errors.ts'
import { type Ask, createLanes } from './lanes.ts'
import { type Asked, assertOk, invoke, toMessage, toResult, withoutWords } from './message.ts'
import { checkMs } from './options.ts'
import { type Limits, type Pending, pend, within } from './pending.ts'
import type { Bridge, RawReply, WxSdk } from './sdk.ts'
import type { Configuration, Session } from './session.ts'
import type { Signatures } from './signature.ts'
import { type AnyRow, wordsOf } from './table.ts'

/** What every call takes as its second argument. */
export interface CallOptions {
  /** Rejects the call with the signal's reason. What the client already shows stays on the screen. */
  readonly signal?: AbortSignal | undefined
  /**
   * Milliseconds for the client's answer, 1 to 2 147 483 647, from the moment that it is asked. Default:
   * `timeouts.call` of `createWechat`.
   */
  readonly timeout?: number | undefined
}

/**
 * A call that the library makes by itself: dropped when it is no longer wanted at the moment at which it would be
 * asked.
 */
interface OwnCallOptions extends CallOptions {
  readonly wanted?: () => boolean
}

/** One call, as the inspector shows it. */
export interface CallRecord {
  readonly api: string
  /** When it was made, in milliseconds of `performance.now()`. */
  readonly start: number
  /** Milliseconds that it took; none while it is under way. */
  duration?: number
  error?: unknown
}

/** What the calls work with. */
export interface CallsParts {
  readonly session: Session
  readonly signatures: Signatures
  readonly pending: Pending
  /** Milliseconds for the client's answer, where the app has said so. */
  readonly timeout: number | undefined
  /** The APIs that the configuration asks for. */
  readonly requested: readonly string[]
}

export type Calls = ReturnType<typeof createCalls>

/** Milliseconds for the answer of a call that waits neither for the user nor for the network. */
const ANSWER_LIMIT_MS = 10_000

/** Milliseconds after a configuration in which a client may still refuse what it has just granted. */
const SETTLING_MS = 500

/** Milliseconds after which a denial is the user's answer to a prompt. */
const PROMPT_MIN_MS = 1000

/** Milliseconds for which an API that was refused after healing is not healed again. */
const HEAL_COOLDOWN_MS = 600_000

/** Milliseconds after which a mini program that does not answer counts as successful. */
const MINI_PROGRAM_QUIET_MS = 300

/** The number of calls that the inspector can show. */
const RECORDS = 20

/** Codes that mean that the client dropped the configuration. */
// Stryker disable next-line ArrayDeclaration,StringLiteral: evaluated once, before a fault is made
const refusalCodes: readonly WechatErrorCode[] = ['invalid-signature', 'not-verified', 'permission-denied']

/** A call that was refused. */
interface Refused {
  readonly error: WechatError
  readonly asked: Asked
  /** The configuration under which the client was asked. */
  readonly under: Configuration
  /** When it was asked, in milliseconds of `performance.now()`. */
  readonly askedAt: number
  /** Whether the page was healed for this call before. */
  readonly healed: boolean
  readonly signal: AbortSignal | undefined
}

/** Every call of the client: one message, one promise. */
export function createCalls({ session, signatures, pending, timeout, requested }: CallsParts) {
  const lanes = createLanes(pending)
  /** By API: when the page was last healed for it, and whether it was refused after that. Cleared by an ok. */
  const healings = new Map<string, { readonly at: number; readonly failedAgain: boolean }>()
  const records: CallRecord[] = []

  /** One message and its answer, which must be good. */
  const ask = async (bridge: Bridge, { api, row, message }: Asked, limits: Limits): Promise<RawReply> => {
    const answer = () =>
      invoke(bridge, nativeName(api), message).catch((cause) => {
        throw new WechatError('call-failed', String(cause), { api, cause })
      })
    const reply = await within(pending, limits, answer)
    assertOk(reply, { api, ok: row.ok, fallback: wordsOf(reply) ? 'call-failed' : 'reply-invalid' })
    return reply
  }

  const pause = (ms: number, signal: Limits['signal']): Promise<void> =>
    pend<void>(pending, { signal }, (resolve) => {
      const timer = setTimeout(resolve, ms)
      return () => clearTimeout(timer)
    })

  /**
   * Does for a refused call what can be done: waits until a client that has just been configured has settled, or has
   * the page configured again. Resolves, when the time to ask again has come, with whether the page was healed; with
   * nothing where the refusal is final.
   */
  const recover = async (refused: Refused): Promise<boolean | undefined> => {
    const { error, asked, under, askedAt, healed, signal } = refused
    const { api, row } = asked
    const now = performance.now()
    const name = officialName(api)
    const granted = requested.includes(name) && !under.page.denied.includes(name)
    const byUser = error.code === 'permission-denied' && now - askedAt > PROMPT_MIN_MS
    if (!granted || byUser || !refusalCodes.includes(error.code)) return
    const before = healings.get(api)
    const recent = before && now - before.at < HEAL_COOLDOWN_MS ? before : undefined
    if (recent?.failedAgain) return
    const settling = under.since + SETTLING_MS - now
    if (settling > 0 && !row.once) {
      await pause(settling, signal)
      return false
    }
    // Refused by a page that was healed for it, and has settled: that is final.
    if (healed || (recent && session.current() === under)) {
      healings.set(api, { at: now, failedAgain: true })
      return
    }
    // Another call may have had it healed meanwhile. One that is asked but once is not healed for while the client
    // settles.
    if (session.current() === under) {
      if (settling > 0 || !session.heal(under, error.code)) return
      healings.set(api, { at: now, failedAgain: false })
    }
    // Money is never asked for twice; but the next call finds a page that is configured.
    if (row.once) return
    // A client that denies may need its time to settle; one that has verified another signature does not.
    if (error.code !== 'invalid-signature') {
      const since = await session.whenReady((_, configuration) => configuration.since, { signal })
      await pause(since + SETTLING_MS - performance.now(), signal)
    }
    return true
  }

  /** `WeixinJSBridge` itself, for rows with `direct`; it is there when the page is configured. */
  const pageBridge = () => (window as unknown as { WeixinJSBridge: Bridge }).WeixinJSBridge

  /** Asks the client at the moment of readiness, and again as the rules of healing allow. */
  const askWhenReady =
    (asked: Asked, wanted: OwnCallOptions['wanted']): Ask =>
    async (limits, onAsk) => {
      const { api, row } = asked
      const { signal } = limits
      let healed = false
      for (;;) {
        let under: Configuration | undefined
        let askedAt = 0
        try {
          const reply = await session.whenReady(
            (wx, configuration) => {
              // Stryker disable next-line StringLiteral,ObjectLiteral: no caller gets the error of what is not wanted
              if (wanted?.() === false) throw new WechatError('call-failed', 'no longer wanted', { api })
              under = configuration
              askedAt = performance.now()
              const answer = ask(row.direct ? pageBridge() : wx, asked, limits)
              onAsk?.(answer)
              return answer
            },
            { signal },
          )
          healings.delete(api)
          return reply
        } catch (error) {
          // Without a configuration it has not been asked: the error is that of the configuration.
          if (!under || !isWechatError(error)) throw error
          const isHealed = await recover({ error, asked, under, askedAt, healed, signal })
          if (isHealed === undefined) throw error
          healed ||= isHealed
        }
      }
    }

  /**
   * Asks the client without a configuration. One that is about an account takes its own appId, else that of the last
   * signature, else waits for one.
   */
  const askBridge = async (asked: Asked, limits: Limits): Promise<RawReply> => {
    const { row, message } = asked
    const { signal } = limits
    // Where the page is configured the SDK adds what it knows, which is the appId of the configuration.
    const configured = session.current() && !message.appId
    const through = configured ? await session.whenReady((wx) => wx) : await session.bridge(signal)
    if (row.needs === 'appId' && !message.appId) {
      if (!signatures.latest()) await session.ready({ signal })
      // Stryker disable next-line OptionalChaining: a page that is ready has one
      message.appId = signatures.latest()?.appId
    }
    return ask(through, asked, limits)
  }

  const send = (asked: Asked, options: OwnCallOptions): Promise<RawReply> => {
    const { api, row, message } = asked
    const ms = options.timeout ?? timeout ?? row.limit ?? ANSWER_LIMIT_MS
    const late = () => new WechatError('call-timeout', `no answer within ${ms} ms`, { api })
    const limits: Limits = { signal: options.signal, ms, late }
    if (row.needs) return askBridge(asked, limits)
    const whenReady = askWhenReady(asked, options.wanted)
    if (row.lane === 'share') return lanes.shared(api, message, limits, whenReady)
    return row.lane ? lanes.inTurn(api, limits, whenReady) : whenReady(limits)
  }

  /** Makes one call, and keeps a record of it while it is under way and for a while. */
  const make = async <T>(
    api: string,
    row: AnyRow,
    params: object | undefined,
    options: OwnCallOptions,
    read: (asked: Asked, reply: RawReply) => T,
  ): Promise<T> => {
    const record: CallRecord = { api, start: performance.now() }
    if (records.push(record) > RECORDS) records.shift()
    try {
      session.assertUsable()
      checkMs('timeout', options.timeout)
      const asked: Asked = { api, row, message: toMessage(api, row, params) }
      return read(asked, await send(asked, options))
    } catch (error) {
      record.error = error
      throw error
    } finally {
      record.duration = performance.now() - record.start
    }
  }

  const call = (api: string, params?: object, options: OwnCallOptions = {}): Promise<unknown> =>
    make(api, rows[api] ?? {}, params, options, toResult)

  return {
    records,
    /** One call of an API of the table. */
    call,
    /** One call of an API that the table lacks; it may wait for the user. */
    invoke: (api: string, params?: object, options: CallOptions = {}): Promise<RawReply> =>
      make(api, { limit: 0 }, params, options, (_, reply) => withoutWords(reply)),
    async supports(api: string): Promise<boolean> {
      const { checkResult } = (await call('checkJsApi', { jsApiList: [api] })) as {
        checkResult: Record<string, boolean>
      }
      return !!checkResult[api]
    },
    /** A mini program needs no configuration, and mostly gives no answer. */
    async miniProgram(name: keyof typeof miniProgramApis, params?: object, { signal }: CallOptions = {}) {
      session.assertUsable()
      const api = `miniProgram.${name}`
      const message = toMessage(api, {}, params)
      const { miniProgram } = (await session.sdk(signal)) as WxSdk & {
        miniProgram?: Partial<Record<string, (options: unknown) => void>>
      }
      const run = miniProgram?.[name]
      if (!run) throw new WechatError('unsupported', 'jweixin before 1.3.2 and bridgeSdk lack it', { api })
      return pend<unknown>(pending, { signal }, (resolve, reject) => {
        if (name === 'getEnv') return run(resolve)
        const timer = setTimeout(resolve, MINI_PROGRAM_QUIET_MS)
        const fail = (reply: RawReply) => {
          try {
            assertOk(reply, { api })
          } catch (error) {
            reject(error)
          }
        }
        run({ ...message, success: () => resolve(undefined), fail, cancel: fail })
        return () => clearTimeout(timer)
      })
    },
  }
}

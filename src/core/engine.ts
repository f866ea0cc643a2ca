/*
 * All that only runs inside WeChat: a chunk of its own, loaded by the first `ready()` or call, side by side with the JS-SDK and the first signature.
 */
import { nativeName, rows } from './api.ts'
import { assertOk, invoke, toMessage, toResult, withoutWords } from './call.ts'
import { WechatError } from './errors.ts'
import { createEvents } from './events.ts'
import { createLanes } from './lanes.ts'
import { pend } from './pending.ts'
import type { RawReply, WxSdk } from './sdk.ts'
import { createSession, type SessionContext } from './session.ts'
import { createShare, type ShareContent } from './share.ts'
import { type AnyRow, wordsOf } from './table.ts'

/** What every call takes as its second argument. */
export interface CallOptions {
  /** Rejects the call with the signal's reason. What the client already shows stays on the screen. */
  readonly signal?: AbortSignal | undefined
  /** Milliseconds for the client's answer, 1 to 2 147 483 647. Default: `timeouts.call` of `createWechat`. */
  readonly timeout?: number | undefined
}

/** What the engine works with. */
export interface EngineContext extends Omit<SessionContext, 'configured'> {
  readonly share: ((location: Location) => ShareContent | undefined) | undefined
}

export type Engine = ReturnType<typeof createEngine>

/** Milliseconds after which a mini program that says nothing is taken to have done what it was asked. */
const QUIET = 300

export function createEngine(context: EngineContext) {
  const { pending, timeouts } = context
  const session = createSession({
    ...context,
    configured(configured) {
      events.configured()
      share.configured(configured)
    },
  })
  const inLane = createLanes()

  const limits = (api: string, { signal, timeout: ms = timeouts.call }: CallOptions) => ({
    signal,
    ms,
    late: () => new WechatError('call-timeout', `none within ${ms} ms`, { api }),
  })

  /** One message to the client and its answer; the page is configured. */
  const send = async (
    wx: WxSdk,
    api: string,
    row: AnyRow,
    message: RawReply,
    options: CallOptions,
  ): Promise<RawReply> => {
    const { WeixinJSBridge } = window as unknown as { WeixinJSBridge: Pick<WxSdk, 'invoke'> }
    const ask = () => invoke(row.direct ? WeixinJSBridge : wx, nativeName(api), message)
    const reply = await pend<RawReply>(pending, limits(api, options), (resolve, reject) => {
      // When its turn comes in a lane, the page may have gone on.
      const answer = row.lane ? inLane(row.lane, api, message, () => session.whenReady(ask)) : ask()
      answer.then(resolve, reject)
    })
    assertOk(api, reply, wordsOf(reply) ? 'call-failed' : 'reply-invalid', row.ok)
    return reply
  }

  /** One call of an API of the table; the page is configured. */
  const call = async (wx: WxSdk, api: string, params: object, options: CallOptions = {}) => {
    const row = rows[api] ?? {}
    const message = toMessage(api, row, params)
    return toResult(api, row, await send(wx, api, row, message, options), message)
  }

  const events = createEvents({ sdk: () => session.whenReady((wx) => wx), content: () => share.content() })
  const share = createShare({
    state: session.state,
    ready: session.ready,
    send: async (api, params) => call(await session.sdk(), api, params),
    attachMenu: events.attach,
    requested: context.permissions.apis,
    byDefault: context.share,
  })

  return {
    ...session,
    listen: events.listen,
    share: share.share,
    dispose() {
      events.dispose()
      session.dispose()
    },
    call: (api: string, params: object, options: CallOptions): Promise<unknown> =>
      session.whenReady((wx) => call(wx, api, params, options), options),
    async invoke(name: string, params: object, options: CallOptions): Promise<RawReply> {
      const ask = (wx: WxSdk) => send(wx, name, {}, toMessage(name, {}, params), options)
      return withoutWords(await session.whenReady(ask, options))
    },
    async supports(api: string): Promise<boolean> {
      const ask = (wx: WxSdk) => call(wx, 'checkJsApi', { jsApiList: [api] })
      const { checkResult } = (await session.whenReady(ask)) as { checkResult: Record<string, boolean> }
      return !!checkResult[api]
    },
    /** A mini program needs no configuration, and mostly gives no answer. */
    async miniProgram(name: string, params: object, { signal }: CallOptions): Promise<unknown> {
      const { miniProgram } = (await session.sdk()) as unknown as {
        miniProgram: Record<string, (options: object) => void>
      }
      return pend(pending, { signal }, (resolve, reject) => {
        if (name === 'getEnv') return miniProgram.getEnv?.(resolve)
        setTimeout(resolve, QUIET)
        const fail = (reply: RawReply) => {
          try {
            assertOk(`miniProgram.${name}`, reply, 'call-failed')
          } catch (error) {
            reject(error)
          }
        }
        miniProgram[name]?.({ ...toMessage(name, {}, params), success: () => resolve(undefined), fail, cancel: fail })
      })
    },
  }
}

import type { WechatErrorCode } from '../knowledge/codes.ts'
import { codeOf } from '../knowledge/phrases.ts'
import { WechatError, type WechatErrorFacts } from './errors.ts'
import type { Bridge, RawReply } from './sdk.ts'
import { type AnyRow, wordsOf } from './table.ts'

/** The words of a good reply. */
const OK = /:\s*(ok|confirm)\s*$/i

/** Sends one message to the client. Resolves with what it answers first, which may be a refusal. */
export const invoke = (bridge: Bridge, name: string, message: object): Promise<RawReply> =>
  new Promise((resolve) => bridge.invoke(name, message, (reply) => resolve(reply ?? {})))

/** What the client is asked: the API by its official name, its row of the table, and the message for it. */
export interface Asked {
  readonly api: string
  readonly row: AnyRow
  readonly message: RawReply
}

/** How a reply is judged, where it is not just `ok` for good and `call-failed` for anything else. */
interface Judgement {
  readonly api: string
  /** The words of a good reply. */
  readonly ok?: RegExp | undefined
  /** The code for words that are not known. */
  readonly fallback?: WechatErrorCode
  readonly facts?: WechatErrorFacts
}

/** Throws the error for a reply that is not good. */
export function assertOk(reply: RawReply, { api, ok = OK, fallback = 'call-failed', facts }: Judgement): void {
  const errMsg = wordsOf(reply)
  // Some clients give the reason beside their words.
  const why = String(reply.err_desc ?? reply.err_detail ?? '')
  if (!ok.test(errMsg)) throw new WechatError(codeOf(`${errMsg} ${why}`, fallback), why, { api, errMsg, ...facts })
}

/**
 * The message for a call: a deep copy, as JSON, which is how it reaches the client. Later changes to the caller's
 * objects and arrays are not sent.
 */
export function toMessage(api: string, row: AnyRow, params: unknown): Record<string, unknown> {
  try {
    const message: Record<string, unknown> = { ...row.defaults }
    for (const [name, value] of Object.entries(params ?? {})) {
      if (typeof value === 'function') throw new TypeError(`"${name}" is a function: await the call instead`)
      if (value !== undefined) message[name] = value
    }
    const copy = JSON.parse(JSON.stringify(message))
    return row.send ? (row.send(copy as never) as RawReply) : copy
  } catch (cause) {
    throw new WechatError('invalid-argument', (cause as Error | null)?.message, { api, cause })
  }
}

/** The result in a good reply: the fields of the row, each in its own form, and no others. */
export function toResult({ api, row, message }: Asked, reply: RawReply): unknown {
  if (!row.reply) return undefined
  const result: RawReply = {}
  for (const [field, parse] of Object.entries(row.reply)) {
    try {
      const value = parse(reply[field], reply, message)
      if (value !== undefined) result[field] = value
    } catch (cause) {
      throw new WechatError('reply-invalid', `${field} in ${JSON.stringify(reply).slice(0, 300)}`, { api, cause })
    }
  }
  return result
}

/** All that is in a good reply but the client's words about itself. */
export function withoutWords(reply: RawReply): RawReply {
  const { errMsg, err_msg, err_code, err_desc, err_detail, ...result } = reply
  return result
}

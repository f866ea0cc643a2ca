import type { ClientPlatform } from '../knowledge/clients.ts'
import type { MenuShareContent, MenuShareEvent } from './api-types.ts'
import type { RawReply } from './sdk.ts'

/**
 * Reads one field of a reply. Throws when the field cannot be what it should be; returns `undefined` to leave it out.
 *
 * @param value the field as the client sent it
 * @param reply the whole reply
 * @param sent the message that it answers
 */
export type ReplyParser = (value: unknown, reply: RawReply, sent: Record<string, unknown>) => unknown

/** The parsers of a reply, by field. */
export type ReplyParsers = Readonly<Record<string, ReplyParser>>

/**
 * Which clients have an API. A string is the first version of the client that has it, `false` means that this client
 * never does; a client that is not named is taken to have it. Every limit has its `@source` in the row's comment.
 */
export interface Clients extends Readonly<Partial<Record<ClientPlatform, string | false>>> {
  /** `false`: refused in the web-view of a mini program. */
  readonly miniProgram?: false
  /** `true`: WeCom alone has it. */
  readonly wecom?: true
}

/** An API that is called once and answers once. */
export interface CallRow<Params, Result> {
  /** For the types alone: never there. */
  readonly types?: (params: Params) => Result
  readonly event?: undefined
  readonly clients?: Clients
  /** The client's own name, where it differs from the official one. */
  readonly native?: string
  /** What is sent for parameters that are left out. */
  readonly defaults?: object
  /** Makes the client's message of the parameters, where it is not just them. */
  readonly send?: (params: Params) => object
  /** The fields of the result, and how each is read; left out when there is no result. */
  readonly reply?: Readonly<Record<keyof Result & string, ReplyParser>>
  /** The words of a good reply, where they are not `ok`. */
  readonly ok?: RegExp
  /** What calls at the same time do: wait for each other, or share the answer to the same question. */
  readonly lane?: 'queue' | 'share'
  /** Whether it goes to the bridge past the SDK, which would put the configuration's appId in place of its own. */
  readonly direct?: true
  /** Milliseconds for the client's answer where they are not the usual ones; 0: it may take for ever. */
  readonly limit?: number
  /** Whether it is never asked for twice, not even after a refusal that could be healed. */
  readonly once?: true
  /** What it needs, where that is not a configuration: the client's bridge alone, or an account's appId as well. */
  readonly needs?: 'bridge' | 'appId'
}

/** An event, to which one listens. */
export interface EventRow<Payload, Content = never> {
  /** For the types alone: never there. */
  readonly types?: (payload: Payload, content: Content) => void
  /** `'menu'`: a button of the client's menu, which wants to know what to share. */
  readonly event: 'plain' | 'menu'
  readonly clients?: Clients
  readonly native?: string
  readonly reply?: Readonly<Record<keyof Payload & string, ReplyParser>>
}

/** A row, as the code that walks over the table sees it. */
export interface AnyRow {
  readonly event?: 'plain' | 'menu' | undefined
  readonly clients?: Clients
  readonly native?: string
  readonly defaults?: object
  readonly send?: (params: never) => object
  readonly reply?: ReplyParsers
  readonly ok?: RegExp
  readonly lane?: 'queue' | 'share'
  readonly direct?: true
  readonly limit?: number
  readonly once?: true
  readonly needs?: 'bridge' | 'appId'
}

/** One row: an API of these parameters (`void`: none) with this result (`void`: none). */
export const call = <Params, Result>(row: CallRow<Params, Result> = {}): CallRow<Params, Result> => row

/** One row: an event with this payload. */
export const event = <Payload>(
  reply: Readonly<Record<keyof Payload & string, ReplyParser>>,
  others?: Pick<EventRow<Payload>, 'native' | 'clients'>,
): EventRow<Payload> => ({ event: 'plain', reply, ...others })

/** One row: a share button of the client's menu. */
export const menu = (native: string, clients: Clients): EventRow<MenuShareEvent, MenuShareContent> => ({
  event: 'menu',
  clients,
  native,
  reply: { outcome: text, errMsg: text },
})

/** The client's own words in a reply, e.g. `geoLocation:permission_denied`. */
export const wordsOf = (reply: RawReply): string => String(reply.errMsg ?? reply.err_msg ?? '')

const fail = (): never => {
  throw new TypeError()
}

/** JSON where it came as text, as Android and HarmonyOS send it; anything else as it is. */
const json = (value: unknown): unknown => (typeof value === 'string' ? JSON.parse(value) : value)

/** An array, also where it came as text. */
export const list = (value: unknown): unknown[] => {
  const parsed = json(value)
  return Array.isArray(parsed) ? parsed : fail()
}

/** An object, also where it came as text. */
export const record = (value: unknown): object => {
  const parsed = json(value)
  return parsed && typeof parsed === 'object' && !Array.isArray(parsed) ? parsed : fail()
}

/** A number, also where it came as text. */
export const number = (value: unknown): number => {
  const parsed = typeof value === 'string' && value.trim() ? Number(value) : value
  return typeof parsed === 'number' && Number.isFinite(parsed) ? parsed : fail()
}

export const text = (value: unknown): string => (typeof value === 'string' ? value : fail())

/** A field that some clients leave out. */
export const optional =
  <Value>(parse: (value: unknown) => Value) =>
  (value: unknown): Value | undefined =>
    value === undefined || value === null || value === '' ? undefined : parse(value)

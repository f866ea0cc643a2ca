import type { Handler } from './handlers.ts'
import type { Message } from './verification.ts'

/** One call that the page has made. */
export interface FakeCall {
  /** The name that the documentation uses, `getLocation`. */
  readonly api: string
  /** What the page sent, without the parameters that jweixin adds for the verification. */
  readonly params: Message
  /** `location.href` when it was made. */
  readonly url: string
  /** Why the client refuses it by itself, in words for the developer; `undefined` when it does not. */
  readonly explanation: string | undefined
  /** The client's raw answer, once given. */
  answer?: Message
}

/** One configuration that the page has asked for. */
export interface FakeConfiguration extends FakeCall {
  readonly api: 'config'
  readonly appId: string
  /** The APIs asked for, by the names that the documentation uses. */
  readonly jsApiList: readonly string[]
  readonly openTagList: readonly string[]
  /** The URLs that the client checked the signature against. */
  readonly urlsChecked: readonly string[]
  /** The one of them that it was a signature of; `undefined` when the configuration was refused. */
  readonly signedUrl: string | undefined
}

/** What a handler may do about one call, one of these and once. */
export interface FakeClientActs {
  /**
   * The call succeeds with this result in the shape that the documentation shows: the fake spells it as the platform
   * does. Without a result the believable one; one that has `err_msg` or `errMsg` is sent as it is.
   */
  answer(result?: object): undefined
  /** The user cancels. */
  cancel(): undefined
  /**
   * The client refuses.
   *
   * @param words its own words after the name of the API, `'fail_no_gps'`; with a colon the whole of `err_msg`,
   * `'system:too_frequent'`. Default: as it refuses what is not permitted.
   */
  refuse(words?: string): undefined
  /** No answer, ever. */
  ignore(): undefined
  /** The answer that the client would have given comes twice. */
  repeat(): undefined
  /** Leaves the decision to the handler set before, and last to the client itself. */
  next(): undefined
}

/**
 * The short form of an act:
 * - an object: `answer(object)`;
 * - `'cancel'`: `cancel()`; `'deny'`: `refuse()`; `'never'`: `ignore()`; `'twice'`: `repeat()`;
 * - any other text: `refuse(text)`;
 * - `undefined`: `next()`.
 */
export type Answer = object | 'cancel' | 'deny' | 'never' | 'twice' | (string & {}) | undefined

/** Decides what becomes of a call that the client has let through, or of a configuration. */
export type FakeHandler = Handler<FakeCall, FakeClientActs, NonNullable<Answer>>

/** A short form, or how to find it for one call. */
export type Reply = Answer | ((params: Message, call: FakeCall) => Answer | PromiseLike<Answer>)

/** What becomes of one message. */
export type Decision =
  | { readonly act: 'answer'; readonly result: object }
  | { readonly act: 'cancel' }
  | { readonly act: 'refuse'; readonly words: string | undefined }
  | { readonly act: 'ignore' }
  | { readonly act: 'repeat' }

/** What a short form stands for. */
export function readShort(short: NonNullable<Answer>): Decision {
  if (typeof short === 'object') return { act: 'answer', result: short }
  if (short === 'cancel') return { act: 'cancel' }
  if (short === 'never') return { act: 'ignore' }
  if (short === 'twice') return { act: 'repeat' }
  return { act: 'refuse', words: short === 'deny' ? undefined : short }
}

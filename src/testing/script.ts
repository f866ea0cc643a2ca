import type { Message } from './verification.ts'

/** One call that the page has made. */
export interface FakeCall {
  /** The name that the documentation uses, `getLocation`. */
  readonly api: string
  /** What the page sent, without the parameters that jweixin adds for the verification. */
  readonly params: Message
  /** `location.href` when it was made. */
  readonly url: string
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
  /** Why it was refused, in words for the developer. */
  readonly explanation: string | undefined
}

/**
 * What the client answers:
 * - an object: success, with this result in the shape that the documentation shows (the fake spells it as the platform does);
 *   one that has `err_msg` or `errMsg` is sent as it is;
 * - `'cancel'`: the user cancels; `'deny'`: the client refuses; `'never'`: no answer; `'twice'`: the answer comes twice;
 * - any other text: the client's words after the name of the API, `'fail_no_gps'`; with a colon the whole of `err_msg`,
 *   `'system:too_frequent'`;
 * - `undefined`: what it would have answered unscripted.
 */
export type Answer = object | 'cancel' | 'deny' | 'never' | 'twice' | (string & {}) | undefined

/** An answer, or how to find it for one call. */
export type Reply = Answer | ((params: Message, call: FakeCall) => Answer | PromiseLike<Answer>)

/** The replies that a test has laid down, by web name. */
export class Script {
  private readonly standing = new Map<string, Reply>()
  private readonly queues = new Map<string, Reply[]>()

  always(api: string, reply: Reply) {
    this.queues.delete(api)
    if (reply === undefined) this.standing.delete(api)
    else this.standing.set(api, reply)
  }

  once(api: string, reply: Reply) {
    this.queues.set(api, [...(this.queues.get(api) ?? []), reply])
  }

  /** The reply for the next call of `api`, taken off the script. */
  next(api: string): Reply {
    const queue = this.queues.get(api)
    return queue?.length ? queue.shift() : this.standing.get(api)
  }

  /** Whether the script says anything about `api`. */
  has(api: string): boolean {
    return this.standing.has(api) || Boolean(this.queues.get(api)?.length)
  }

  clear() {
    this.standing.clear()
    this.queues.clear()
  }
}

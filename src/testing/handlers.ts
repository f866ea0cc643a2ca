/** A value now or later. */
export type Settled<Value> = Value | PromiseLike<Value>

/** Decides about one message: acts, or returns the short form of an act; with neither, the next handler decides. */
export type Handler<Subject, Acts, Short> = (subject: Subject, acts: Acts) => Settled<Short | undefined>

interface Entry<Asked, Key> {
  readonly key: Key
  readonly handler: Asked
  left: number
}

/**
 * The handlers that a test has set, by name. Handlers for a number of messages are asked first, the oldest of them
 * first; then the others, the newest first.
 */
export class Handlers<Asked, Key = string> {
  private entries: Entry<Asked, Key>[] = []

  /** Returns a function that removes the handler. */
  add(key: Key, handler: Asked, times = Number.POSITIVE_INFINITY): () => void {
    if (!(times >= 1)) throw new TypeError(`"times" must be at least 1, not ${times}`)
    const entry = { key, handler, left: times }
    this.entries.push(entry)
    return () => this.remove(entry)
  }

  /** The handlers for one message, in their order; one that is yielded counts as used. */
  *asked(fits: (key: Key) => boolean): Generator<Asked, undefined> {
    const fitting = this.entries.filter(({ key }) => fits(key))
    const limited = fitting.filter(({ left }) => left !== Number.POSITIVE_INFINITY)
    const standing = fitting.filter(({ left }) => left === Number.POSITIVE_INFINITY).reverse()
    for (const entry of [...limited, ...standing]) {
      if (--entry.left <= 0) this.remove(entry)
      yield entry.handler
    }
  }

  has(key: Key): boolean {
    return this.entries.some((entry) => entry.key === key)
  }

  /** Removes the handlers of one name, or all. */
  clear(key?: Key) {
    this.entries = this.entries.filter((entry) => key !== undefined && entry.key !== key)
  }

  private remove(entry: Entry<Asked, Key>) {
    this.entries = this.entries.filter((one) => one !== entry)
  }
}

const NEXT = Symbol('next')

/** What it takes to decide about one message. */
export interface Question<Subject, Acts, Short, Decision> {
  readonly subject: Subject
  /** For messages to the developer: `The handler for "chooseImage"`. */
  readonly name: string
  readonly handlers: Iterator<Handler<Subject, Acts, Short>, undefined>
  /** The acts, each of which takes one decision. */
  acts(take: (decision: Decision) => undefined, next: () => undefined): Acts
  /** What a short form stands for. */
  read(short: Short): Decision
  /** The decision when no handler takes one. */
  own(): Settled<Decision>
}

/** Asks the handlers one after the other until one decides. Each may act once. */
export function decide<Subject, Acts, Short, Decision>(
  question: Question<Subject, Acts, Short, Decision>,
): Settled<Decision> {
  const { value: handler } = question.handlers.next()
  if (!handler) return question.own()
  let taken: { decision: Decision | typeof NEXT } | undefined
  const take = (decision: Decision | typeof NEXT) => {
    if (taken) throw new Error(`The handler for "${question.name}" has decided already: each message is decided once.`)
    taken = { decision }
    return undefined
  }
  const returned = handler(
    question.subject,
    question.acts(take, () => take(NEXT)),
  )
  return settle(returned, (short) => {
    if (short !== undefined) take(question.read(short))
    taken ??= { decision: NEXT }
    const { decision } = taken
    return decision === NEXT ? decide(question) : decision
  })
}

/** Goes on with a value now or with a promise's value later, so that a synchronous answer needs no microtask. */
export function settle<Value, Result>(value: Settled<Value>, then: (value: Value) => Settled<Result>): Settled<Result> {
  return isPromiseLike(value) ? value.then(then) : then(value)
}

const isPromiseLike = <Value>(value: Settled<Value>): value is PromiseLike<Value> =>
  typeof value === 'object' && value !== null && 'then' in value

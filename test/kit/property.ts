import fc from 'fast-check'
import { expect } from 'vitest'

/*
 * Random stories, each a list of events that a world plays. The gate tells the same stories every time.
 * `RUNS=5000 npm run test:long` tells others, in rounds with a seed each; `SEED=7` begins with that one.
 * `SEED=7 REPLAY=12:0:3`, as a failure prints it, tells one story alone.
 */
const { RUNS, SEED, REPLAY } = process.env

const GATE_SEED = 20_251_125
const firstSeed = Number(SEED ?? (RUNS ? Date.now() % 1e9 : GATE_SEED))

/** The time limit of a test that tells stories, in milliseconds: a long run has none. */
export const STORY_TIMEOUT = RUNS ? 0 : 300_000

export interface Property<Story> {
  stories: fc.Arbitrary<Story>
  /** How many stories the gate tells. */
  runs: number
  /** Stories that went wrong once. They are told first, every time. */
  examples?: Story[]
  /** Plays a story, which it may change, and throws where a rule does not hold. `seen` takes what has happened. */
  play(story: Story, seen: Set<string>): Promise<void>
  /** Ends what a story has begun, also after a failure. */
  close?(): void
  /** What has to happen in one story at least: else the stories are not worth telling. */
  happens?: readonly (string | RegExp)[]
}

/** Tells the stories of a property. An error says how to replay the story, which is made as short as possible. */
export async function holds<Story>({ stories, runs, examples = [], play, close, happens = [] }: Property<Story>) {
  const seen = new Set<string>()
  const property = fc
    .asyncProperty(stories, async (story) => {
      const { random } = Math
      Math.random = pseudoRandom()
      await play(structuredClone(story), seen).finally(() => {
        Math.random = random
      })
    })
    .afterEach(() => close?.())
  const told = examples.map((story): [Story] => [story])
  const total = REPLAY ? 1 : Number(RUNS ?? runs)
  const rounds = Math.ceil(total / runs)
  for (let round = 0; round < rounds; round++) {
    const numRuns = Math.min(runs, total - round * runs)
    const details = await fc.check(property, {
      seed: firstSeed + round,
      numRuns: numRuns + told.length,
      examples: told,
      ...(REPLAY && { path: REPLAY, endOnFailure: true }),
    })
    if (details.failed) throw failure(details)
  }
  if (RUNS) console.log(`${total} stories, seeds ${firstSeed} to ${firstSeed + rounds - 1}: all rules hold`)
  if (REPLAY) return
  const missing = happens.filter(
    (one) => ![...seen].some((text) => (typeof one === 'string' ? text === one : one.test(text))),
  )
  expect(missing.map(String), 'has not happened in any story').toEqual([])
}

/** The same numbers for each story: a story that is replayed goes as it went. */
function pseudoRandom(): () => number {
  let state = 1
  return () => {
    // Park and Miller.
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

function failure<Story>(details: fc.RunDetails<[Story]>): Error {
  const { testPath = '', currentTestName = '' } = expect.getState()
  const file = testPath.replace(/^.*\/(?=test\/)/, '')
  const replay = `SEED=${details.seed} REPLAY=${details.counterexamplePath} npx vitest run ${file}`
  return new Error(`${fc.defaultReportMessage(details)}\n\nReplay "${currentTestName}":\n${replay}\n`, {
    cause: details.errorInstance,
  })
}

/**
 * An event, and how many milliseconds, or else microtasks, after the one before it happens; with neither, in the same
 * task.
 */
export type Timed<Event> = Event & { wait?: number; microtasks?: number }

/** What a story happens to: time passes, an event acts, and rules hold after each one. */
export interface World<Event> {
  pass?(ms: number): Promise<void>
  act(event: Event): unknown
  rules?(event: Event): void
}

/** Plays events one after the other. */
export async function playEvents<Event>(events: readonly Timed<Event>[], { pass, act, rules }: World<Event>) {
  for (const event of events) {
    if (event.wait) await pass?.(event.wait)
    else for (let left = event.microtasks ?? 0; left; left--) await undefined
    const acting = act(event)
    // Not even a microtask passes between two events of one task.
    if (acting instanceof Promise) await acting
    rules?.(event)
  }
}

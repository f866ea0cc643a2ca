import { AsyncLocalStorage } from 'node:async_hooks'
import { appendFileSync, fstatSync, openSync, readSync } from 'node:fs'
import { relative } from 'node:path'
import { TestRunner, vi } from 'vitest'

/**
 * Runs each test once for every fault that it reaches and that no other test has noticed yet, all in one process: a
 * file is loaded once, and not once for each fault. `scripts/mutate.mjs` has put the faults into the source, each
 * behind a switch, and reads what is written into the journal here.
 */

type Task = Parameters<TestRunner['onBeforeRunTask']>[0]

/** What the switches of the instrumented source read and write. */
interface Switches {
  activeMutant?: string | undefined
  currentTestId?: string
  hitCount?: number | undefined
  hitLimit?: number
  mutantCoverage?: { static: Record<string, number>; perTest: Record<string, Record<string, number>> }
}

/** One run of a test: twice without a fault, since the first one may load and cache things; then with one fault each. */
type Step = { is: 'first' | 'second' | 'check' } | { is: 'fault'; mutant: string }

// Those of the machine, whatever a test fakes.
const { setInterval, clearInterval } = globalThis
const now = performance.now.bind(performance)
const TICK_MS = 25
/** Ticks of a process that has time: a busy machine counts them more slowly. */
const MIN_TICKS = Number(process.env.MUTATION_TICKS ?? 80)
/** In the first round, tests that take longer are left for the second one, when few faults are left. */
const FAST_MS = process.env.MUTATION_ROUND === '1' ? 400 : Number.POSITIVE_INFINITY

const journal = process.env.MUTATION_JOURNAL ?? ''
const reader = openSync(journal, 'r')
const settled = new Set<string>()
const done = new Set<string>()
let offset = 0
let rest = ''

function readJournal(): void {
  const { size } = fstatSync(reader)
  if (size <= offset) return
  const buffer = Buffer.alloc(size - offset)
  offset += readSync(reader, buffer, 0, buffer.length, offset)
  const lines = (rest + buffer.toString()).split('\n')
  rest = lines.pop() ?? ''
  for (const line of lines) {
    const entry = JSON.parse(line)
    if (entry.status) settled.add(entry.mutant)
    if (entry.done) done.add(entry.done)
  }
}

const write = (entry: object) =>
  appendFileSync(journal, `${JSON.stringify({ pid: process.pid, at: Date.now(), ...entry })}\n`)

const attempts = new AsyncLocalStorage<{ isOver: boolean }>()

// A test that was given up would turn the clock of those that follow.
const advance = vi.advanceTimersByTimeAsync
vi.advanceTimersByTimeAsync = (ms) => (attempts.getStore()?.isOver ? new Promise(() => {}) : advance.call(vi, ms))

class TimeOver extends Error {}

const globals = globalThis as { __stryker__?: Switches }
globals.__stryker__ ??= {}
const switches = globals.__stryker__
switches.mutantCoverage ??= { static: {}, perTest: {} }
const { mutantCoverage } = switches

export default class MutationRunner extends TestRunner {
  #isSpoilt = false
  #isFirstOfFile = true
  #hasDeferred = false
  #step: Step = { is: 'first' }
  #file = ''
  #queue: string[] = []
  #hits: Record<string, number> = {}
  #baselineMs = 0
  #startedAt = 0
  #isTimeOver = false

  override async onBeforeRunTask(test: Task): Promise<void> {
    await super.onBeforeRunTask(test)
    if (test.mode !== 'run' && test.mode !== 'queued') return
    readJournal()
    if (this.#isFirstOfFile) write({ static: Object.keys(mutantCoverage.static) })
    this.#isFirstOfFile = false
    this.#file = fileOf(test)
    if (this.#isSpoilt || done.has(keyOf(test))) test.mode = 'skip'
    test.repeats = Number.MAX_SAFE_INTEGER
    this.#step = { is: 'first' }
  }

  override onBeforeTryTask(test: Task): void {
    super.onBeforeTryTask(test)
    if (test.result) {
      test.result.state = 'run'
      delete test.result.errors
    }
    const isFault = this.#step.is === 'fault'
    mutantCoverage.perTest = {}
    switches.currentTestId = 'test'
    switches.activeMutant = this.#step.is === 'fault' ? this.#step.mutant : undefined
    switches.hitCount = isFault ? 0 : undefined
    switches.hitLimit = this.#step.is === 'fault' ? 1000 + 100 * (this.#hits[this.#step.mutant] ?? 0) : 0
    this.#isTimeOver = false
    this.#startedAt = now()
    write({ begin: keyOf(test), ...this.#step })
  }

  async runTask(test: Task): Promise<void> {
    const attempt = { isOver: false }
    const limit = this.#step.is === 'fault' ? MIN_TICKS + (5 * this.#baselineMs) / TICK_MS : 60_000 / TICK_MS
    let ticks = 0
    let timer: ReturnType<typeof setInterval> | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setInterval(() => {
        if (++ticks <= limit) return
        this.#isTimeOver = true
        attempt.isOver = true
        reject(new TimeOver('the time of this test is over'))
      }, TICK_MS)
    })
    try {
      await Promise.race([attempts.run(attempt, () => TestRunner.getTestFn(test as never)()), late])
    } finally {
      clearInterval(timer)
    }
  }

  onAfterRetryTask(test: Task): void {
    const hasFailed = test.result?.state === 'fail'
    const hits = mutantCoverage.perTest.test ?? {}
    const hasLooped = (switches.hitCount ?? 0) > (switches.hitLimit ?? 0)
    switches.activeMutant = undefined
    switches.hitCount = undefined
    const next = this.#next(test, hasFailed, hits, hasLooped)
    if (next) this.#step = next
    // What is skipped in the middle of its runs ends there.
    else if (test.result) Object.assign(test.result, { pending: true })
  }

  #next(test: Task, hasFailed: boolean, hits: Record<string, number>, hasLooped: boolean): Step | undefined {
    const step = this.#step
    if (step.is === 'fault') {
      if (!hasFailed && !hasLooped) return this.#nextFault(test)
      settled.add(step.mutant)
      const status = hasLooped || this.#isTimeOver ? 'Timeout' : 'Killed'
      write({
        mutant: step.mutant,
        status,
        by: keyOf(test),
        looped: hasLooped,
        ms: Math.round(now() - this.#startedAt),
      })
      return { is: 'check' }
    }
    if (hasFailed) {
      // Without a fault: what has been done here before has left something behind.
      this.#isSpoilt = true
      write({ spoilt: keyOf(test), ...step, why: test.result?.errors?.[0]?.message?.slice(0, 300) })
      return undefined
    }
    if (step.is === 'first') {
      this.#hits = hits
      this.#baselineMs = now() - this.#startedAt
      if (this.#baselineMs > FAST_MS) {
        this.#hasDeferred = true
        return undefined
      }
      return { is: 'second' }
    }
    if (step.is === 'second') {
      const once = Object.keys(this.#hits).filter((mutant) => !(mutant in hits))
      this.#hits = hits
      this.#baselineMs = Math.max(this.#baselineMs, now() - this.#startedAt)
      const reached = Object.keys(hits)
      write({ covered: reached, ...(once.length > 0 && { once }) })
      this.#queue = reached
    }
    return this.#nextFault(test)
  }

  #nextFault(test: Task): Step | undefined {
    readJournal()
    for (let mutant = this.#queue.pop(); mutant !== undefined; mutant = this.#queue.pop()) {
      if (!settled.has(mutant)) return { is: 'fault', mutant }
    }
    write({ done: keyOf(test) })
    return undefined
  }

  override onAfterRunFiles(): void {
    if (!this.#isSpoilt && !this.#hasDeferred) write({ end: this.#file })
    super.onAfterRunFiles()
  }
}

const fileOf = (test: Task) => relative(process.cwd(), test.file.filepath)

/** Two tests of a file may have one name. */
function keyOf(test: Task): string {
  return `${fileOf(test)} ${test.id} ${test.fullTestName ?? test.name}`
}

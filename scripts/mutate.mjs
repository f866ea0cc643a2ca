// @ts-check
// Looks for faults that the tests do not notice: puts every fault that Stryker knows into the source, each behind a
// switch, and runs the tests of the room with one fault at a time (test/mutation.runner.ts).
// Usage: node scripts/mutate.mjs                          every room
//        node scripts/mutate.mjs login server             two rooms
//        node scripts/mutate.mjs src/core/verify.ts       a file
import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInstrumenter } from '@stryker-mutator/instrumenter'
import { createInjector } from 'typed-inject'

/**
 * @typedef {import('@stryker-mutator/api/core').Mutant} Mutant
 * @typedef {{ status: string, by?: string }} Verdict
 */

const ROOMS = ['login', 'server', 'signer', 'knowledge', 'core']
const WORKERS = Number(process.env.MUTATION_WORKERS ?? 2)
/** How long one test with one fault may hold a process, in milliseconds: an endless loop that the switches do not see. */
const STUCK_MS = Number(process.env.MUTATION_STUCK_MS ?? 90_000)
const LEFT_OUT = /^(node_modules|dist|reports|screenshots|docs|\.git|\.stryker-tmp|\.mutation|demo\/dist)(\/|$)/

let lastProgress = -1

const given = process.argv.slice(2)
const asked = given.length > 0 ? given : ROOMS
const files = [...new Set(asked.flatMap(filesOf))]

for (const room of ROOMS) {
  const here = files.filter((file) => file.startsWith(`src/${room}/`))
  if (here.length > 0) await measure(room, here)
}

/** @param {string} name of a room, or the path of a file */
function filesOf(name) {
  if (!ROOMS.includes(name)) return [name]
  const names = readdirSync(`src/${name}`, { recursive: true, encoding: 'utf8' })
  return names.filter((file) => file.endsWith('.ts')).map((file) => `src/${name}/${file}`)
}

/**
 * @param {string} room
 * @param {string[]} here
 */
async function measure(room, here) {
  const started = Date.now()
  const sandbox = resolve(`.mutation/${room}`)
  const sources = new Map(here.map((file) => [file, readFileSync(file, 'utf8')]))
  const { files: instrumented, mutants } = await instrument(sources)
  build(sandbox, instrumented)
  const journal = join(sandbox, 'journal.jsonl')
  writeFileSync(journal, '')
  const wanted = new Set(mutants.filter(({ status }) => status !== 'Ignored').map(({ id }) => id))
  console.log(`${room}: ${here.length} files, ${mutants.length} faults, ${mutants.length - wanted.size} excused`)

  for (let round = 1; round <= 400; round++) {
    const left = await runTests(room, here, sandbox, journal, round)
    report(room, started, round, journal, wanted)
    if (!left) break
  }
  save(room, sources, mutants, journal)
}

/** @param {Map<string, string>} sources */
async function instrument(sources) {
  const quiet = () => {}
  const isQuiet = () => false
  /** @type {import('@stryker-mutator/api/logging').Logger} */
  const logger = {
    ...{ trace: quiet, debug: quiet, info: quiet, warn: console.warn, error: console.error, fatal: console.error },
    ...{ isTraceEnabled: isQuiet, isDebugEnabled: isQuiet, isInfoEnabled: isQuiet },
    ...{ isWarnEnabled: () => true, isErrorEnabled: () => true, isFatalEnabled: () => true },
  }
  const injector = createInjector()
    .provideValue('logger', logger)
    .provideValue('getLogger', () => logger)
  const inputs = [...sources].map(([name, content]) => ({ name, content, mutate: true }))
  const options = { plugins: null, excludedMutations: [], ignorers: [], noHeader: false }
  return injector.injectFunction(createInstrumenter).instrument(inputs, options)
}

/**
 * A copy of the tree with the faults in it.
 * @param {string} sandbox
 * @param {readonly { name: string, content: string }[]} instrumented
 */
function build(sandbox, instrumented) {
  rmSync(sandbox, { recursive: true, force: true })
  mkdirSync(sandbox, { recursive: true })
  for (const name of readdirSync('.')) {
    if (!LEFT_OUT.test(name)) {
      cpSync(name, join(sandbox, name), { recursive: true, filter: (path) => !LEFT_OUT.test(path) })
    }
  }
  symlinkSync(resolve('node_modules'), join(sandbox, 'node_modules'))
  for (const { name, content } of instrumented) writeFileSync(join(sandbox, name), content)
}

/**
 * One round over the files of tests that are not through. Resolves to whether there is another one to make.
 * @param {string} room
 * @param {string[]} here
 * @param {string} sandbox
 * @param {string} journal
 * @param {number} round
 */
async function runTests(room, here, sandbox, journal, round) {
  const ended = entriesOf(journal).flatMap(({ end }) => (end ? [end] : []))
  const env = {
    ...process.env,
    NODE_ENV: 'test',
    MUTATED_ROOM: room,
    MUTATED_FILES: JSON.stringify(here),
    MUTATION_JOURNAL: journal,
    MUTATION_ROUND: `${round}`,
    MUTATION_WORKERS: `${WORKERS}`,
    MUTATION_ENDED: JSON.stringify(ended),
  }
  const args = ['vitest', 'run', '--config', 'test/mutation.config.ts', '--passWithNoTests']
  const child = spawn('npx', args, { cwd: sandbox, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  const end = () => endGroup(child.pid)
  const stop = () => {
    end()
    process.exit(1)
  }
  process.once('SIGTERM', stop).once('SIGINT', stop)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => {
      output = (output + data).slice(-20_000)
    })
  }
  const watch = setInterval(() => endStuck(journal, end), 5000)
  const code = await new Promise((resolveCode) => child.on('exit', resolveCode))
  clearInterval(watch)
  process.off('SIGTERM', stop).off('SIGINT', stop)
  writeFileSync(join(sandbox, 'vitest.log'), output)
  const entries = entriesOf(journal)
  const progress = entries.filter(({ end, status, done, gaveUp }) => end || status || done || gaveUp).length
  giveUp(journal, entries)
  const isFinished = /No test files found/.test(output)
  if (!isFinished && progress === lastProgress) {
    console.error(`No progress (${code}):\n${output.slice(-3000)}`)
    return false
  }
  lastProgress = progress
  return !isFinished
}

/**
 * A test that fails three times without a fault is left out.
 * @param {string} journal
 * @param {ReturnType<typeof entriesOf>} entries
 */
function giveUp(journal, entries) {
  const first = entries.filter(({ spoilt, is }) => spoilt && is !== 'check').map(({ spoilt }) => spoilt)
  for (const test of new Set(first)) {
    if (first.filter((one) => one === test).length >= 3 && !entries.some(({ done }) => done === test)) {
      append(journal, { done: test, gaveUp: true })
    }
  }
}

/**
 * Ends the process of a test that has not come back, and takes its fault for timed out; all of the round where nothing
 * happens any more.
 * @param {string} journal
 * @param {() => void} end
 */
function endStuck(journal, end) {
  const last = new Map(entriesOf(journal).map((entry) => [entry.pid, entry]))
  const latest = Math.max(0, ...[...last.values()].map(({ at }) => at ?? 0))
  if (latest > 0 && Date.now() - latest > 3 * STUCK_MS) end()
  for (const [pid, { begin, at, mutant, killed }] of last) {
    if (!pid || killed || Date.now() - (at ?? 0) < STUCK_MS) continue
    if (!existsSync(`/proc/${pid}`)) continue
    try {
      process.kill(pid, 'SIGKILL')
    } catch {}
    append(
      journal,
      begin && mutant ? { pid, killed: true, mutant, status: 'Timeout', by: begin } : { pid, killed: true },
    )
  }
}

/** @param {number | undefined} pid */
function endGroup(pid) {
  try {
    if (pid) process.kill(-pid, 'SIGKILL')
  } catch {}
}

/**
 * @param {string} journal
 * @param {object} entry
 */
function append(journal, entry) {
  writeFileSync(journal, `${JSON.stringify({ at: Date.now(), ...entry })}\n`, { flag: 'a' })
}

/**
 * @typedef {{ pid?: number, mutant?: string, status?: string, by?: string, static?: string[], covered?: string[], once?:
 * string[], end?: string, done?: string, spoilt?: string, is?: string, begin?: string, at?: number, killed?: boolean,
 * gaveUp?: boolean, why?: string }} Entry
 * @param {string} journal
 * @returns {Entry[]}
 */
function entriesOf(journal) {
  const lines = readFileSync(journal, 'utf8').split('\n').slice(0, -1)
  return lines.flatMap((line) => {
    try {
      return [JSON.parse(line)]
    } catch {
      return []
    }
  })
}

/**
 * @param {string} journal
 */
function verdictsOf(journal) {
  /** @type {Map<string, Verdict>} */
  const verdicts = new Map()
  /** @type {Map<string, Set<string>>} */
  const filesOf = new Map()
  const isStatic = new Set()
  /** @type {Map<number | undefined, string>} */
  const fileOf = new Map()
  for (const entry of entriesOf(journal)) {
    if (entry.begin) fileOf.set(entry.pid, entry.begin.split(' ')[0] ?? '')
    for (const mutant of entry.static ?? []) isStatic.add(mutant)
    for (const mutant of entry.once ?? []) isStatic.add(mutant)
    for (const mutant of entry.covered ?? []) {
      filesOf.set(mutant, (filesOf.get(mutant) ?? new Set()).add(fileOf.get(entry.pid) ?? ''))
    }
    const { mutant, status, by = '' } = entry
    if (mutant && status && verdicts.get(mutant)?.status !== 'Killed') verdicts.set(mutant, { status, by })
  }
  // What is evaluated when a module is loaded, and once more in the two files of tests that load modules again, is not tried.
  const isTried = (/** @type {string} */ mutant, /** @type {Set<string>} */ files) =>
    verdicts.has(mutant) || !isStatic.has(mutant) || files.size > 2
  const covered = new Set([...filesOf].filter(([mutant, files]) => isTried(mutant, files)).map(([mutant]) => mutant))
  return { verdicts, covered, isStatic }
}

/**
 * @param {string} room
 * @param {number} started
 * @param {number} round
 * @param {string} journal
 * @param {Set<string>} wanted
 */
function report(room, started, round, journal, wanted) {
  const { verdicts, covered } = verdictsOf(journal)
  const reached = [...covered].filter((mutant) => wanted.has(mutant)).length
  const of = (/** @type {string} */ status) => [...verdicts.values()].filter((one) => one.status === status).length
  const seconds = Math.round((Date.now() - started) / 1000)
  console.log(
    `${room}, round ${round}, ${seconds} s: ${wanted.size} faults, ${reached} reached, ${of('Killed')} killed, ${of('Timeout')} timed out`,
  )
}

/**
 * Writes what was found in the shape of Stryker's own report.
 * @param {string} room
 * @param {Map<string, string>} sources
 * @param {readonly Mutant[]} mutants
 * @param {string} journal
 */
function save(room, sources, mutants, journal) {
  const path = `reports/mutation/${room}.json`
  const before = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).files : {}
  const { verdicts, covered, isStatic } = verdictsOf(journal)
  const files = Object.fromEntries(
    [...sources].map(([file, source]) => {
      const own = mutants.filter(({ fileName }) => fileName === file)
      return [file, { source, date: new Date().toISOString().slice(0, 10), mutants: own.map(resultOf) }]
    }),
  )
  mkdirSync('reports/mutation', { recursive: true })
  writeFileSync(path, JSON.stringify({ files: { ...before, ...files } }, null, 1))

  /** @param {Mutant} mutant */
  function resultOf({ id, mutatorName, replacement, location: { start, end }, status, statusReason }) {
    const at = (/** @type {{ line: number, column: number }} */ { line, column }) => ({
      line: line + 1,
      column: column + 1,
    })
    const found = verdicts.get(id)
    const unnoticed = covered.has(id) ? 'Survived' : 'NoCoverage'
    const isOnce = !covered.has(id) && isStatic.has(id)
    return {
      ...{ id, mutatorName, replacement, location: { start: at(start), end: at(end) } },
      status: status === 'Ignored' || isOnce ? 'Ignored' : (found?.status ?? unnoticed),
      ...(status === 'Ignored' ? { statusReason } : isOnce ? { statusReason: 'Static mutant' } : {}),
      ...(found?.by && { by: found.by }),
    }
  }
}

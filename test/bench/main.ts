import { fork } from 'node:child_process'
import { once } from 'node:events'
import { loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { missing } from '../e2e/chromium.ts'
import { machine } from './machine.ts'
import { writePages } from './pages.ts'
import { ready } from './ready.ts'
import { routes } from './routes.ts'
import { sizes } from './sizes.ts'
import { openStage, type Stage } from './stage.ts'
import { isMet, type Row, textTable } from './table.ts'

type Part = { inBrowser: true; run(stage: Stage): Promise<Row[]> } | { inBrowser?: false; run(): Promise<Row[]> }

/** In the order of the table. */
const parts: Record<string, Part> = {
  sizes: { run: sizes },
  ready: { inBrowser: true, run: ready },
  routes: { inBrowser: true, run: routes },
  call: { run: () => inProcess('call.js') },
  signer: { run: () => inProcess('signer.js') },
}

/** Runs a part in a process of its own, where nothing else has been compiled or left behind. */
async function inProcess(file: string): Promise<Row[]> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)))
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${file} ended with ${code}`)
  })
  const [rows] = await Promise.race([once(child, 'message'), ended])
  return rows
}

/** Opened when a part first needs it. */
function stageDoor() {
  let stage: Promise<Stage> | undefined
  return {
    open() {
      stage ??= openStage()
      return stage
    },
    /** One that does not open has been told of by the part that needed it. */
    opened: () => stage?.catch(() => undefined),
  }
}

/**
 * Runs the parts that are named, or all, and prints one table. With `--write` it goes into the pages of benchmarks as
 * well. The process ends with 1 when a part could not run; a bar that is missed, or a browser that is not there, is
 * said and no failure.
 */
export async function main(args: string[]): Promise<void> {
  const named = args.filter((arg) => arg !== '--write')
  const unknown = named.filter((name) => !parts[name])
  if (unknown.length) throw new Error(`no such part: ${unknown.join(', ')}. There are ${Object.keys(parts).join(', ')}`)
  const door = stageDoor()
  const rows: Row[] = []
  const loads = [loadNow()]
  let complete = !named.length
  try {
    for (const [name, part] of Object.entries(parts)) {
      if (named.length && !named.includes(name)) continue
      const measured = await measure(name, part, door.open)
      loads.push(loadNow())
      complete &&= measured !== undefined
      rows.push(...(measured ?? []))
    }
    const facts = machine((await door.opened())?.browser, loads)
    console.log(`\n${textTable(rows)}\n\n${facts.join('\n')}`)
    const missed = rows.filter((row) => row.bar && !isMet(row))
    if (rows.length) console.log(missed.length ? `\n${missed.length} missed` : '\nNo bar is missed')
    if (args.includes('--write')) {
      if (!complete) throw new Error('The pages quote a run of all parts, which this was not: they stay as they are')
      writePages(rows, facts)
    }
  } finally {
    await (await door.opened())?.close()
  }
}

/** The load average of the last minute: above the number of cores, times are upper bounds. */
const loadNow = () => loadavg()[0] ?? 0

/** The rows of one part; `undefined` when it did not run. */
async function measure(name: string, part: Part, openStage: () => Promise<Stage>): Promise<Row[] | undefined> {
  const lacking = part.inBrowser && missing()
  if (lacking) {
    console.log(`${name}: skipped (${lacking})`)
    return undefined
  }
  const start = performance.now()
  try {
    const rows = part.inBrowser ? await part.run(await openStage()) : await part.run()
    console.log(`${name}: ${((performance.now() - start) / 1000).toFixed(0)} s, load average ${loadNow().toFixed(1)}`)
    return rows
  } catch (error) {
    console.error(`${name}: could not run:`, error)
    process.exitCode = 1
    return undefined
  }
}

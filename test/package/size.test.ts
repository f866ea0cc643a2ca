import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'
import { beforeAll, expect, inject, test, vi } from 'vitest'

type Chunk = Rolldown.OutputChunk

/** The chunks that an application gets of a module that exports just this, bundled for production as Vite does it. */
async function bundle(code: string): Promise<Chunk[]> {
  // Else the runner's own `test` makes Vite choose the development build.
  vi.stubEnv('NODE_ENV', 'production')
  const root = inject('consumer')
  const input = join(root, 'size.js')
  writeFileSync(input, code)
  const { output } = (await build({
    root,
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      target: 'es2020',
      rolldownOptions: { input, preserveEntrySignatures: 'strict', external: ['vue', 'react'] },
    },
    // One build, not watched: it is one output. The declared type covers the other cases as well.
  })) as Rolldown.RolldownOutput
  return output.filter((file) => file.type === 'chunk')
}

const kilobytes = (code: string | Uint8Array) => gzipSync(code, { level: 9 }).length / 1000
const total = (chunks: Chunk[]) => chunks.reduce((sum, { code }) => sum + kilobytes(code), 0)

/** The chunks that an entry needs before it runs. */
function eagerOf(chunks: Chunk[]): Chunk[] {
  const found = new Set(chunks.filter(({ isEntry }) => isEntry))
  // A set that grows while it is walked: what is added gets its turn.
  for (const { imports } of found) {
    for (const chunk of chunks) if (imports.includes(chunk.fileName)) found.add(chunk)
  }
  return [...found]
}

const client = "export { createWechat, isWechatError } from 'wechat-ready'\n"
const holds = (part: string) => (chunk: Chunk) => chunk.moduleIds.some((id) => id.includes(part))

/** The sizes that the README states, row by row, in kB. */
async function measure(): Promise<number[]> {
  const chunks = await bundle(client)
  const eager = eagerOf(chunks)
  expect(eager.some(holds('/weixin-js-sdk/'))).toBe(false)
  // The online script is loaded in the place of `weixin-js-sdk`, not beside it.
  const lazy = chunks.filter((chunk) => !eager.includes(chunk) && !holds('sdk-online')(chunk))
  const sdk = lazy.filter(holds('/weixin-js-sdk/'))
  const rest = lazy.filter((chunk) => !sdk.includes(chunk))
  const onTop = async (code: string) => total(eagerOf(await bundle(client + code))) - total(eager)
  const script = readFileSync(join(inject('consumer'), 'node_modules/wechat-ready/dist/wechat-ready.global.js'))
  return [
    total(eager),
    total(sdk),
    total(rest),
    await onTop("export { localImage, recordVoice, uploadImages } from 'wechat-ready'"),
    await onTop("export * from 'wechat-ready/vue'"),
    await onTop("export * from 'wechat-ready/react'"),
    kilobytes(script),
  ]
}

/** In the order of the README's rows, what each may cost at most. The first two together: 9.4. */
const budgets = [5.0, 4.7, 6.5, 0.5, 0.8, 0.8, 14.5]

/** The table of sizes: what, and how many kB. */
function stated(file: string): { what: string; size: number }[] {
  const rows = /\| kB \|\n\|.*\n((?:\|.*\n)+)/.exec(readFileSync(file, 'utf8'))?.[1]?.trim().split('\n') ?? []
  return rows.map((row) => {
    const [, what = '', size = ''] = row.split('|').map((cell) => cell.trim())
    return { what, size: Number(size) }
  })
}

let sizes: number[]
beforeAll(async () => {
  sizes = await measure()
  const rows = stated('README.md')
  for (const [row, size] of sizes.entries()) console.log(`size: ${rows[row]?.what}: ${size.toFixed(2)} kB`)
})

test('no part costs more than its budget', () => {
  expect(sizes.filter((size, row) => size > (budgets[row] ?? 0))).toEqual([])
  expect((sizes[0] ?? 0) + (sizes[1] ?? 0)).toBeLessThanOrEqual(9.4)
})

test.each(['README.md', 'README.zh-CN.md'])('%s states the sizes that were measured, to a tenth of a kB', (file) => {
  const rows = stated(file)
  expect(rows.length).toBe(sizes.length)
  expect(rows.filter(({ size }, row) => !(Math.abs(size - (sizes[row] ?? 0)) < 0.1))).toEqual([])
})

test.each(['README.md', 'README.zh-CN.md'])('%s begins with the size of its first row', (file) => {
  const [introduction = ''] = readFileSync(file, 'utf8').split('\n## ')
  expect(introduction).toContain(` ${stated(file)[0]?.size.toFixed(1)} kB`)
})

import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { minify } from 'rolldown/utils'
import { build, type Rolldown } from 'vite'

export type Chunk = Rolldown.OutputChunk

/**
 * The chunks that an application gets of a module that exports just this, bundled for production as Vite does it.
 *
 * @param root a folder where the packages that `code` imports are found
 * @param minify whether the chunks are minified
 */
export async function bundle(root: string, code: string, minify = true): Promise<Chunk[]> {
  const input = join(root, 'size.js')
  const { NODE_ENV } = process.env
  // Else a test runner's own `test` makes Vite choose the development build.
  process.env.NODE_ENV = 'production'
  try {
    const { output } = (await build({
      root,
      configFile: false,
      logLevel: 'silent',
      // The file need not be there.
      plugins: [
        { name: 'code', resolveId: (id) => (id === input ? id : null), load: (id) => (id === input ? code : null) },
      ],
      build: {
        write: false,
        minify,
        target: 'es2020',
        rolldownOptions: { input, preserveEntrySignatures: 'strict', external: ['vue', 'react'] },
      },
      // One build, not watched: it is one output. The declared type covers the other cases as well.
    })) as Rolldown.RolldownOutput
    return output.filter((file) => file.type === 'chunk')
  } finally {
    if (NODE_ENV === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = NODE_ENV
  }
}

export const kilobytes = (code: string | Uint8Array) => gzipSync(code, { level: 9 }).length / 1000
export const total = (chunks: Chunk[]) => chunks.reduce((sum, { code }) => sum + kilobytes(code), 0)

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

/** What the package costs an application, part by part, in kB. */
export interface Parts {
  /** The one chunk of `wechat-ready`, with all APIs: what a page loads everywhere. */
  page: number
  /** Loaded inside WeChat: `weixin-js-sdk`. */
  sdk: number
  /** `bridgeSdk` in its place, in the one chunk. */
  bridgeSdk: number
  /** All that a page loads with `createWechat` of `wechat-ready/bridge`. */
  bridged: number
  /** `wechat-ready/environment` alone. */
  environment: number
  /** Each on top of the one chunk. */
  helpers: number
  vue: number
  vue2: number
  react: number
}

export async function measureParts(root: string): Promise<Parts> {
  const chunks = await bundle(root, client)
  const eager = eagerOf(chunks)
  if (eager.some(holds('/weixin-js-sdk/'))) throw new Error('weixin-js-sdk is in the eager code')
  const lazy = chunks.filter((chunk) => !eager.includes(chunk))
  if (!lazy.every(holds('/weixin-js-sdk/'))) throw new Error('something beside weixin-js-sdk is lazy')
  const bridged = await bundle(
    root,
    "export { isWechatError } from 'wechat-ready'\nexport { createWechat } from 'wechat-ready/bridge'",
  )
  if (bridged.length > 1 || bridged.some(holds('/weixin-js-sdk/'))) throw new Error('bridgeSdk brings an SDK along')
  const onTop = async (code: string) => total(eagerOf(await bundle(root, client + code))) - total(eager)
  return {
    page: total(eager),
    sdk: total(lazy),
    bridgeSdk: await onTop("export { bridgeSdk } from 'wechat-ready/bridge'"),
    bridged: total(bridged),
    environment: total(await bundle(root, "export * from 'wechat-ready/environment'")),
    helpers: await onTop("export { localImage, recordVoice, uploadImages } from 'wechat-ready'"),
    vue: await onTop("export * from 'wechat-ready/vue'"),
    vue2: await onTop("export * from 'wechat-ready/vue2'"),
    react: await onTop("export * from 'wechat-ready/react'"),
  }
}

/** The modules of the one chunk that cost most: what the chunk would weigh less without each, in kB. */
export async function measureModules(root: string, count: number): Promise<{ name: string; size: number }[]> {
  const [chunk] = eagerOf(await bundle(root, client, false))
  const modules = Object.entries(chunk?.modules ?? {}).flatMap(([id, { code }]) => (code ? [{ id, code }] : []))
  const parts = await Promise.all(
    modules.map(async ({ id, code }) => {
      const { code: small } = await minify('part.js', code, { compress: true, mangle: { toplevel: true } })
      return { name: id.replace(/^.*\//, ''), code: small }
    }),
  )
  const weigh = (some: typeof parts) => kilobytes(some.map(({ code }) => code).join('\n'))
  const all = weigh(parts)
  return parts
    .map((part) => ({ name: part.name, size: all - weigh(parts.filter((other) => other !== part)) }))
    .sort((a, b) => b.size - a.size)
    .slice(0, count)
}

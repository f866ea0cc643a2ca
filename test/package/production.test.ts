import { join } from 'node:path'
import { build, type Rolldown } from 'vite'
import { expect, inject, test } from 'vitest'

/** The client object as docs/en/testing.md has it: with the sandbox in development. */
const recipe = `
  import { createWechat } from 'wechat-ready'
  import { installSandbox } from 'wechat-ready/sandbox'
  const endpoint = '/api/wechat/signature'
  export const wechat = createWechat({
    signature: import.meta.env.DEV ? (installSandbox()?.sign ?? endpoint) : endpoint,
  })
`

/** What Vite writes for this module in production: what a precache list such as that of vite-plugin-pwa names. */
async function filesOf(code: string): Promise<Rolldown.RolldownOutput['output']> {
  const root = inject('consumer')
  const input = join(root, 'app.js')
  const { NODE_ENV } = process.env
  process.env.NODE_ENV = 'production'
  try {
    const { output } = (await build({
      root,
      configFile: false,
      logLevel: 'silent',
      plugins: [
        { name: 'code', resolveId: (id) => (id === input ? id : null), load: (id) => (id === input ? code : null) },
      ],
      build: { write: false, rolldownOptions: { input, preserveEntrySignatures: 'strict' } },
    })) as Rolldown.RolldownOutput
    return output
  } finally {
    process.env.NODE_ENV = NODE_ENV
  }
}

/** What is in the fake client alone. */
const isFake = (text: string) => /offline verifying|wechatReadyTesting/.test(text)
const textOf = (file: Rolldown.OutputChunk | Rolldown.OutputAsset) =>
  file.type === 'chunk' ? file.code : String(file.source)

test('a production build with the sandbox in development holds nothing of the fake client, and no file of it', async () => {
  const files = await filesOf(recipe)
  expect(files.filter((file) => file.type === 'asset').map(({ fileName }) => fileName)).toEqual([])
  expect(files.filter((file) => isFake(textOf(file))).map(({ fileName }) => fileName)).toEqual([])
  expect(files.some((file) => textOf(file).includes('/api/wechat/signature'))).toBe(true)
})

test('a build that keeps the sandbox holds its code, but not the classic script as a file', async () => {
  const files = await filesOf("export { installSandbox, sandboxScript } from 'wechat-ready/sandbox'")
  expect(files.filter((file) => file.type === 'asset')).toEqual([])
  expect(files.some((file) => isFake(textOf(file)))).toBe(true)
})

import { expect, inject, test } from 'vitest'
import { run } from '../kit/run.ts'
import { entries } from './entries.ts'

const node = (script: string) =>
  run(process.execPath, ['--input-type=module', '-e', script], { cwd: inject('consumer') })

test.each(entries)('importing %s on a server prints nothing and ends at once', { tags: 'server-import' }, (entry) => {
  expect(node(`import('${entry}')`)).toEqual({ stdout: '', stderr: '' })
})

test.each(entries)(
  'requiring %s on a server prints nothing, and has the same names as importing it',
  { tags: 'entries' },
  (entry) => {
    const { stdout, stderr } = node(`
    const { createRequire } = await import('node:module')
    const required = createRequire(process.cwd() + '/')('${entry}')
    const names = (module) => Object.keys(module).sort()
    console.log(JSON.stringify([names(required), names(await import('${entry}'))]))
  `)
    expect(stderr).toBe('')
    const [required, imported] = JSON.parse(stdout)
    expect(required.length).toBeGreaterThan(0)
    expect(required).toEqual(imported)
  },
)

test("if a process imports and requires the package, each copy knows the other's errors", {
  tags: 'error-copies',
}, () => {
  const { stdout } = node(`
    const { createRequire } = await import('node:module')
    const require = createRequire(process.cwd() + '/')
    const copies = [await import('wechat-ready'), require('wechat-ready')]
    const [imported, required] = copies
    const known = copies.flatMap(({ isWechatError }) =>
      copies.map(({ WechatError }) => isWechatError(new WechatError('cancelled'), 'cancelled')))
    console.log(JSON.stringify({ known, same: imported.WechatError === required.WechatError }))
  `)
  // Two copies indeed: else the test shows nothing.
  expect(JSON.parse(stdout)).toEqual({ known: [true, true, true, true], same: false })
})

test("if a process imports and requires the package, composables find the other's plugin", () => {
  const { stdout } = node(`
    const { createRequire } = await import('node:module')
    const require = createRequire(process.cwd() + '/')
    const { createSSRApp } = await import('vue')
    const copies = [await import('wechat-ready/vue'), require('wechat-ready/vue')]
    const wechat = (await import('wechat-ready')).createWechat({ signature: '/s' })
    const found = copies.flatMap(({ createWechatPlugin }) => {
      const app = createSSRApp({}).use(createWechatPlugin(wechat))
      return copies.map(({ useWechat }) => app.runWithContext(() => useWechat().wechat === wechat))
    })
    console.log(JSON.stringify({ found, same: copies[0].useWechat === copies[1].useWechat }))
  `)
  expect(JSON.parse(stdout)).toEqual({ found: [true, true, true, true], same: false })
})

test.each(entries)('importing %s leaves every global as it was', { tags: 'server-import' }, (entry) => {
  // What a framework itself does to the globals is not ours.
  const framework = /vue|react/.exec(entry)?.[0] ?? 'node:path'
  // Descriptors are compared, not values: reading a value would run Node's lazy getters.
  const { stdout } = node(`
    const read = () => Object.getOwnPropertyDescriptors(globalThis)
    await import('${framework}')
    const before = read()
    await import('${entry}')
    const after = read()
    const changed = Reflect.ownKeys({ ...before, ...after }).filter((key) =>
      ['value', 'get', 'set'].some((part) => !Object.is(before[key]?.[part], after[key]?.[part])) || !(key in before) || !(key in after),
    )
    console.log(JSON.stringify(changed.map(String)))
  `)
  expect(JSON.parse(stdout)).toEqual([])
})

import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { run } from '../kit/run.ts'

const projects = inject('projects')
const folderOf = (name: string) => projects[name]?.folder ?? ''

test.each([
  ['an empty folder', 'empty'],
  ['a project with Vue 2.7, React 17, Vite 4, redis 3 and webpack 4', 'old'],
])('npm installs the package in %s, and says no word about it', { tags: 'install' }, (_, name) => {
  const { words = '' } = projects[name] ?? {}
  expect(words).toMatch(/added|changed|up to date/)
  expect(words).not.toContain('wechat-ready')
  expect(words).not.toContain('ERESOLVE')
})

test('the core and the signer work beside old peers', { tags: 'install' }, () => {
  const script = `
    const { createWechat, isWechatError } = require('wechat-ready')
    const { createSigner } = require('wechat-ready/signer')
    createSigner({ appId: 'wx0123456789abcdef', appSecret: '0'.repeat(32), allowedOrigins: ['https://shop.example.com'] })
    createWechat({ signature: '/s' }).ready().catch((error) => console.log(isWechatError(error, 'not-in-wechat')))
  `
  expect(run(process.execPath, ['-e', script], { cwd: folderOf('old') })).toEqual({ stdout: 'true\n', stderr: '' })
})

test.each([
  [
    'require',
    "require('wechat-ready/vue').createWechatPlugin({})",
    'wechat-ready/vue needs Vue 3.3 or later: this is 2.7.',
  ],
  [
    'import',
    "(await import('wechat-ready/vue')).createWechatPlugin({})",
    'wechat-ready/vue needs Vue 3.3 or later: this is 2.7.',
  ],
  [
    'require',
    "require('wechat-ready/react').WechatProvider({})",
    'wechat-ready/react needs React 18 or later: this is 17.',
  ],
  [
    'import',
    "(await import('wechat-ready/react')).WechatProvider({})",
    'wechat-ready/react needs React 18 or later: this is 17.',
  ],
])('by %s, a binding over an old framework says what it needs', { tags: 'install' }, (kind, code, words) => {
  const script = `try { ${code} } catch (error) { console.log(error.message) }`
  const flags = kind === 'import' ? ['--input-type=module'] : []
  expect(run(process.execPath, [...flags, '-e', script], { cwd: folderOf('old') }).stdout).toContain(words)
})

test('wechat-ready/vite serves a CommonJS project with Vite 5', () => {
  const config = join(folderOf('floors'), 'vite.config.ts')
  const script = `
    require('vite').loadConfigFromFile({ command: 'serve', mode: 'development' }, ${JSON.stringify(config)})
      .then(({ config }) => console.log(config.plugins.flat().map(({ name }) => name).join()))
  `
  const { stdout } = run(process.execPath, ['-e', script], { cwd: folderOf('floors') })
  expect(stdout).toContain('wechat-ready')
})

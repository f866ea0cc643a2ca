import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, inject, test } from 'vitest'
import { run } from '../kit/run.ts'

const tsc = createRequire(import.meta.url).resolve('typescript/lib/tsc.js')

test.each([
  ['vue', ['vue', 'vue/on-page', 'vue2']],
  ['react', ['react']],
])('%s is imported by its own entries only', (framework, modules) => {
  const dist = join(inject('consumer'), 'node_modules/wechat-ready/dist')
  const importing = readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(js|d\.ts)$/.test(file))
    .filter((file) =>
      new RegExp(`(from|import|module|require)\\s*\\(?['"]${framework}['"/]`).test(
        readFileSync(join(dist, file), 'utf8'),
      ),
    )
  // Of a module that both bindings use, the declarations name no type of the framework.
  const own = modules.flatMap((name) => (name === 'vue/on-page' ? [`${name}.js`] : [`${name}.d.ts`, `${name}.js`]))
  // The CommonJS build has all its code in one folder.
  const inCommonJs = (file: string) => join('cjs', file.endsWith('.js') ? basename(file) : file)
  expect(importing.sort()).toEqual([...own.map(inCommonJs), ...own].sort())
})

test('the entry for React has "use client" for frameworks that render on a server', () => {
  for (const build of ['dist', 'dist/cjs']) {
    const code = readFileSync(join(inject('consumer'), 'node_modules/wechat-ready', build, 'react.js'), 'utf8')
    expect(code).toMatch(/^['"]use client['"]/)
  }
})

const react = `
import { createWechat } from 'wechat-ready'
import { useWechat, useWechatReady, useWechatShare, WechatProvider, WxTagTemplate } from 'wechat-ready/react'

function Page() {
  const { wechat, status, environment } = useWechat()
  status satisfies 'idle' | 'configuring' | 'ready' | 'failed'
  // @ts-expect-error It is not known on a server.
  environment.platform
  // @ts-expect-error It is not \`any\`.
  environment?.platform satisfies number
  useWechatReady(({ url }) => url satisfies string)
  useWechatShare({ title: 'A thing', link: '' })
  // @ts-expect-error A typing mistake in the name of a field is an error.
  useWechatShare({ titel: 'A thing' })
  return (
    <>
      <wx-open-launch-weapp appid="wx1" env-version="trial" className="tag" onlaunch={() => wechat.closeWindow()}>
        <WxTagTemplate html="<button>Open</button>" />
      </wx-open-launch-weapp>
      <wx-open-subscribe template="T" onsuccess={({ detail }) => detail.subscribeDetails satisfies string} />
      {/* @ts-expect-error No such version. */}
      <wx-open-launch-weapp env-version="beta" />
      {/* @ts-expect-error It lacks its template. */}
      <wx-open-subscribe />
    </>
  )
}

export const App = () => (
  <WechatProvider client={createWechat({ signature: '/signature' })}>
    <Page />
  </WechatProvider>
)
`

const vue = `
import { createApp, type GlobalComponents } from 'vue'
import { createRouter, createWebHistory } from 'vue-router'
import { createWechat } from 'wechat-ready'
import { createWechatPlugin, useWechat, useWechatReady, useWechatShare } from 'wechat-ready/vue'

const App = {
  setup() {
    const { status, environment } = useWechat()
    status.value satisfies 'idle' | 'configuring' | 'ready' | 'failed'
    // @ts-expect-error It is not \`any\`.
    environment.value.platform satisfies number
    // @ts-expect-error It is read-only.
    status.value = 'ready'
    useWechatReady(({ url }) => url satisfies string)
    useWechatShare(() => ({ title: 'A thing', link: '' }))
    // @ts-expect-error A typing mistake in the name of a field is an error.
    useWechatShare(() => ({ titel: 'A thing' }))
  },
}
const router = createRouter({ history: createWebHistory(), routes: [] })
createApp(App).use(createWechatPlugin(createWechat({ signature: '/signature' }), { router }))

type Props<Tag extends keyof GlobalComponents> = InstanceType<GlobalComponents[Tag]>['$props']
export const launch: Props<'wx-open-launch-weapp'> = { appid: 'wx1', class: 'tag', onLaunch: ({ detail }) => void detail }
export const failed: Props<'wx-open-launch-weapp'> = { onError: ({ detail }: CustomEvent<{ errMsg: string }>) => void detail.errMsg }
// @ts-expect-error No such version.
export const wrong: Props<'wx-open-launch-weapp'> = { 'env-version': 'beta' }
// @ts-expect-error It lacks its template.
export const empty: Props<'wx-open-subscribe'> = {}
`

test.each([
  ['React, with the open tags as JSX', 'react', 'page.tsx', react],
  ['Vue, with its router and the open tags in templates', 'vue', 'page.ts', vue],
])('a strict project in %s compiles', (_, name, file, code) => {
  const folder = join(inject('consumer'), name)
  mkdirSync(join(folder, 'node_modules'), { recursive: true })
  const router = fileURLToPath(new URL('../../node_modules/vue-router', import.meta.url))
  symlinkSync(router, join(folder, 'node_modules/vue-router'), 'junction')
  const strict = { strict: true, exactOptionalPropertyTypes: true, noEmit: true, skipLibCheck: true, types: [] }
  const compilerOptions = {
    target: 'es2022',
    module: 'esnext',
    moduleResolution: 'bundler',
    jsx: 'react-jsx',
    ...strict,
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }))
  writeFileSync(join(folder, file), code)
  expect(run(process.execPath, [tsc, '-p', folder]).stdout).toBe('')
})

import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inject } from 'vitest'
import { pagesOf } from '../../docs/.vitepress/pages.ts'
import { type CodeBlock, codeBlocks } from './markdown.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** What the snippets import, besides the package itself. */
const packages = [
  ...['@hono/node-server', '@types/express', '@types/express-session', '@types/koa', '@types/node', '@types/react'],
  ...[
    '@types/react-dom',
    'express',
    'express-session',
    'happy-dom',
    'hono',
    'koa',
    'playwright-core',
    'react',
    'react-dom',
    'react-router',
    'redis',
  ],
  ...['vite', 'vitest', 'vue', 'vue-router', '@vitejs/plugin-vue', 'ioredis', 'rate-limiter-flexible', 'vconsole'],
]

const compilerOptions = {
  target: 'es2022',
  module: 'esnext',
  moduleResolution: 'bundler',
  moduleDetection: 'force',
  lib: ['es2022', 'dom', 'dom.iterable'],
  jsx: 'react-jsx',
  types: ['node'],
  allowJs: true,
  // Nest's.
  experimentalDecorators: true,
  strict: true,
  noEmit: true,
  skipLibCheck: true,
}

/** The files of this page are there for every other one: they go on from them. */
const shared = 'start'

export interface Project {
  folder: string
  /** The path of a file that a page names. */
  path(page: string, file: string): string
}

/** Both READMEs are pages like the others. */
export const pageFiles = (language: 'en' | 'zh'): string[] => [
  join(root, language === 'en' ? 'README.md' : 'README.zh-CN.md'),
  ...pagesOf(language).map((page) => join(root, `docs/${language}/${page}.md`)),
]

/** Writes the pages' code as a reader would: one project for each, with the package installed from its tarball. */
export function writeProject(name: string): Project {
  const folder = join(inject('consumer'), name)
  for (const dependency of packages) {
    const link = join(folder, 'node_modules', dependency)
    if (existsSync(link)) continue
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(join(root, 'node_modules', dependency), link, 'junction')
  }
  const blocks = pageFiles('en')
    .flatMap(codeBlocks)
    .filter(({ language }) => isCode.test(language))
  const path = (page: string, file: string) => join(folder, page, file)
  for (const page of new Set(blocks.map((block) => block.page))) {
    const own = blocks.filter((block) => block.page === page)
    const names = own.map(({ file }) => file)
    const common = blocks.filter((block) => block.page === shared && block.file && !names.includes(block.file))
    for (const block of [...own, ...(page === shared ? [] : common)]) write(path(page, nameOf(block, blocks)), block)
  }
  for (const [file, code] of Object.entries(given)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), code)
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }))
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['.'] }))
  return { folder, path }
}

const isCode = /^(?:jsx?|tsx?|vue)$/

/** What the pages take as given: a client object, what Nuxt imports by itself, the app's own files. */
const given = {
  'given.d.ts': `
    declare const wechat: import('wechat-ready').Wechat
    declare const openInspector: typeof import('wechat-ready/inspector').openInspector
    interface ImportMeta { readonly dev: boolean, readonly client: boolean }
    interface NuxtEvent { path: string, node: { req: import('node:http').IncomingMessage, res: import('node:http').ServerResponse } }
    declare function defineNuxtPlugin(setup: (nuxt: { vueApp: import('vue').App }) => void): unknown
    declare module '@nestjs/common'
    declare module '@tarojs/taro'
    declare module 'umi'
    declare module '@angular/core' {
      export const Injectable: (options: { providedIn: 'root' }) => (made: new () => object) => void
      export function inject<T>(token: new () => T): T
      export function signal<T>(value: T): { (): T, set(value: T): void }
      export function effect(run: (onCleanup: (cleanup: () => void) => void) => void): void
    }
    declare module '@angular/router' {
      export class Router { lastSuccessfulNavigation: () => unknown }
    }
    declare module '$env/dynamic/private' { export const env: Record<string, string | undefined> }
    declare module '@dcloudio/vite-plugin-uni' {
      const uni: () => import('vite').Plugin
      export default uni
    }
    declare function useRouter(): import('vue-router').Router
    declare function defineEventHandler(handler: (event: NuxtEvent) => unknown): unknown
    declare function useRuntimeConfig(event: NuxtEvent): Record<string, string>
    declare function toWebRequest(event: NuxtEvent): Request
    declare function defineNuxtConfig(config: object): unknown
    declare function useSession(event: NuxtEvent, config: { password: string }): Promise<{
      data: { openid?: string }
      update(data: object): Promise<unknown>
    }>
  `,
  // Next itself runs in the tests of the frameworks.
  'node_modules/next/package.json': `{
    "type": "module",
    "exports": { "./server": "./server.js", ".": { "types": "./index.d.ts" } }
  }`,
  'node_modules/next/index.d.ts': `
    export type NextApiRequest = import('node:http').IncomingMessage
    export type NextApiResponse = import('node:http').ServerResponse
  `,
  'node_modules/next/server.js': 'export const connection = async () => {}',
  'node_modules/next/server.d.ts': 'export function connection(): Promise<void>',
  'frameworks/app/wechat.ts': `export { wechat } from '../wechat'`,
  'frameworks/src/App.vue': '<template />',
  'login/platform.ts': `export const componentToken = async () => 'component_access_token'`,
  'login/session.ts': `
    export const hasSession = async (cookies = '') => cookies.includes('openid=')
    export const sessionCookie = async (openid: string) => \`openid=\${openid}; Path=/; HttpOnly\`
  `,
}

const nameOf = ({ file, language, ...block }: CodeBlock, all: CodeBlock[]) =>
  file ?? `snippet-${all.findIndex(({ code }) => code === block.code)}.${language}`

/** Part of a template alone, made a component: what it may use is what its section has imported. */
const components: Record<string, (code: string) => string> = {
  vue: (code) =>
    `<script setup lang="ts">\nimport { WxTagTemplate } from 'wechat-ready/vue'\nconst log = console.log\n</script>\n<template>\n${code}</template>\n`,
  jsx: (code) =>
    `import { WxTagTemplate } from 'wechat-ready/react'\nconst log = console.log\nexport const part = (\n${code})\n`,
}

function write(path: string, { language, code }: CodeBlock) {
  if (existsSync(path)) throw new Error(`a page has two files of the name ${path}`)
  mkdirSync(dirname(path), { recursive: true })
  const isPart = /^<(?!script|template|!--)/.test(code)
  // A `.tsx` file, since in a `.jsx` one no types would be checked.
  writeFileSync(path.replace(/\.jsx$/, '.tsx'), (isPart && components[language]?.(code)) || code)
}

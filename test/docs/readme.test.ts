import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { codeBlocks, headings, prose, tables } from './markdown.ts'

const english = 'README.md'
const chinese = 'README.zh-CN.md'

/** The headings, in their order. One that is the same in both languages stands alone. */
const names = [
  'wechat-ready',
  ['Before and after', '前后对比'],
  ['Try it', '试一试'],
  ['Use it', '使用'],
  'Vue',
  'React',
  ['Server rendering', '服务端渲染'],
  ['What it does for you', '它替你做了什么'],
  ['What it costs', '体积'],
  ['Beside its peers', '与同类对比'],
  ['Options', '选项'],
  ['APIs', '接口'],
  ['Which URL is signed', '对哪个 URL 签名'],
  ['Routes', '路由'],
  ['Sharing', '分享'],
  ['Pictures and voice', '图片与语音'],
  ['Open tags', '开放标签'],
  ['Errors', '错误'],
  ['Invalid signature', '签名错误'],
  ['The 24 known errors', '24 个常见错误'],
  ['Testing', '测试'],
  ['A unit test', '单元测试'],
  ['In a browser', '浏览器里'],
  'Vite',
  ['On a phone', '在手机上'],
  ['The signer', '签名服务'],
  ['What it answers', '它回答什么'],
  'Express',
  'Koa',
  'Hono',
  'Next',
  ['A worker', 'Worker'],
  'Redis',
  ['Who gets a signature', '谁能得到签名'],
  ["Cards, and the platform's own check", '卡券，以及平台的服务器校验'],
  ['Without a bundler', '不用打包工具'],
  ['Content-Security-Policy and privacy', 'Content-Security-Policy 与隐私'],
  ['Moving here', '迁移'],
  ['From raw wx', '从原生 wx'],
  ['From wrappers of weixin-js-sdk', '从 weixin-js-sdk 的各种封装'],
  ['From wechat-jssdk', '从 wechat-jssdk'],
  ['From @wecom/jssdk', '从 @wecom/jssdk'],
  ['What it does not do', '它不做什么'],
  ['License', '许可证'],
]

test('both languages have the same headings, in the same order', () => {
  const texts = (file: string) => headings(file).map(({ text }) => text)
  expect(texts(english)).toEqual(names.map((name) => [name].flat()[0]))
  expect(texts(chinese)).toEqual(names.map((name) => [name].flat().at(-1)))
  expect(headings(chinese).map(({ level }) => level)).toEqual(headings(english).map(({ level }) => level))
})

test('both languages have the same code, in the same order', () => {
  expect(codeBlocks(english).length).toBeGreaterThan(20)
  const code = (file: string) => codeBlocks(file).map(({ language, code }) => ({ language, code }))
  expect(code(chinese)).toEqual(code(english))
})

test('both languages have the same tables: as many rows, and the same code in their first cells', () => {
  const code = (cell = '') => cell.match(/`[^`]+`/g)
  const shape = (file: string) => tables(file).map((rows) => rows.map(([first, ...more]) => [code(first), more.length]))
  expect(shape(chinese)).toEqual(shape(english))
})

test('both languages quote the same run of the bench', () => {
  const bench = (file: string) => /<!-- bench -->(.*)<!-- \/bench -->/s.exec(readFileSync(file, 'utf8'))?.[1] ?? ''
  const numbers = (file: string) => bench(file).match(/\d+([.,:-]\d+)*/g)
  expect(numbers(english)?.length).toBeGreaterThan(30)
  expect(numbers(chinese)).toEqual(numbers(english))
})

test.each([english, chinese])('every link in %s leads somewhere', (file) => {
  const anchors = headings(file).map(({ anchor }) => `#${anchor}`)
  const links = [
    ...prose(file)
      .replace(/`[^`]*`/g, '')
      .matchAll(/\]\(([^)]+)\)|src="([^"]+)"/g),
  ].map(([, link = '', src]) => src ?? link)
  const isGood = (link: string) => link.startsWith('https://') || anchors.includes(link) || existsSync(link)
  expect(links.length).toBeGreaterThan(30)
  expect(links.filter((link) => !isGood(link))).toEqual([])
})

/** The members of an interface, or of a union of texts, in the source. */
function namesIn(file: string, declaration: RegExp, name: RegExp): string[] {
  const body = declaration.exec(readFileSync(file, 'utf8'))?.[1] ?? ''
  return [...body.matchAll(name)].map(([, found = '']) => found)
}

/** The names in the first cells of a table that has `name` there. */
function documented(name: string): string[] {
  const table = tables(english).find((rows) => rows.some(([first]) => first?.includes(`\`${name}\``))) ?? []
  return table
    .flatMap(([first = '', second = '']) => [...(/`/.test(first) ? first : second).matchAll(/`([\w-]+)/g)])
    .map(([, found = '']) => found)
}

const member = /^ {2}(\w+)[?(:]/gm
const literal = /'([\w-]+)'/g

test('the README explains every error code, and no other', () => {
  const codes = namesIn('src/core/errors.ts', /type WechatErrorCode =(.*?)\n\n/s, literal)
  expect(codes.length).toBe(20)
  expect(documented('not-in-wechat')).toEqual(codes)
})

test('the README explains every option of createWechat, and no other', () => {
  const options = namesIn('src/core/options.ts', /interface WechatOptions \{(.*?)\n\}/s, member)
  expect(options.length).toBeGreaterThan(9)
  expect(documented('signUrl').sort()).toEqual(options.sort())
})

test('the README explains every option of createSigner, and no other', () => {
  const options = [
    ...namesIn('src/signer/options.ts', /interface SignerOptions [^{]*\{(.*?)\n\}/s, member),
    ...namesIn('src/signer/handler.ts', /interface HandlerOptions \{(.*?)\n\}/s, member),
  ]
  expect(options.length).toBeGreaterThan(11)
  expect(documented('allowedOrigins').sort()).toEqual(options.sort())
})

test('the README explains every code of the signer with its status, and no other', () => {
  const source = /STATUS = \{(.*?)\n\}/s.exec(readFileSync('src/signer/errors.ts', 'utf8'))?.[1] ?? ''
  const codes = [...source.matchAll(/'([\w-]+)': (\d+)/g)].map(([, code, status]) => `${status} ${code}`)
  const table = tables(english).find((rows) => rows.some(([, second]) => second === '`invalid-url`')) ?? []
  const rows = table.flatMap(([status, cell = '']) =>
    [...cell.matchAll(/`([\w-]+)`/g)].map(([, code]) => `${status} ${code}`),
  )
  expect(rows.sort()).toEqual(codes.sort())
})

test('all 24 known errors of the official documentation have their answer', () => {
  const rows = tables(english).find(([first]) => first?.[0] === '1') ?? []
  expect(rows.map(([number]) => Number(number))).toEqual(Array.from({ length: 24 }, (_, index) => index + 1))
  expect(rows.filter(([, , answer]) => !answer)).toEqual([])
})

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export type Language = 'en' | 'zh'
type Text = Record<Language, string>

/** The sidebar, in its order. A page that is in no group comes last by itself; its title is its first heading. */
const groups: readonly { title: Text; pages: readonly string[] }[] = [
  {
    title: { en: 'Use', zh: '使用' },
    pages: [...['start', 'vite', 'vue', 'react', 'frameworks', 'server-rendering', 'no-bundler', 'options', 'demo']],
  },
  { title: { en: 'Understand', zh: '理解' }, pages: ['routes', 'sharing', 'pictures-and-voice', 'open-tags'] },
  {
    title: { en: 'On the server', zh: '服务端' },
    pages: ['signer', 'signer-options', 'payment', 'redis', 'login', 'doctor'],
  },
  {
    title: { en: 'When something is wrong', zh: '排查与测试' },
    pages: ['errors', 'inspector', 'testing', 'unit-tests', 'fake-facts'],
  },
  { title: { en: 'Decide', zh: '评估' }, pages: ['support', 'security', 'benchmarks', 'migration'] },
  { title: { en: 'Reference', zh: '参考' }, pages: ['api'] },
]

const folder = (language: Language) => fileURLToPath(new URL(`../${language}/`, import.meta.url))

/** Every page of a language but the home page, by name. */
export function pagesOf(language: Language): string[] {
  const files = readdirSync(folder(language)).filter((file) => file.endsWith('.md') && file !== 'index.md')
  return files.map((file) => file.slice(0, -'.md'.length))
}

function titleOf(language: Language, page: string): string {
  const title = /^# (.+)$/m.exec(readFileSync(`${folder(language)}${page}.md`, 'utf8'))?.[1]
  if (!title) throw new Error(`docs/${language}/${page}.md has no heading of the first level`)
  return title.replaceAll('`', '')
}

/** What VitePress draws at the side. */
export function sidebarOf(language: Language, base: string) {
  const item = (page: string) => ({ text: titleOf(language, page), link: `${base}${page}` })
  const exists = (page: string) => existsSync(`${folder(language)}${page}.md`)
  const listed = groups.flatMap(({ pages }) => pages)
  const others = pagesOf(language).filter((page) => !listed.includes(page))
  return groups.map(({ title, pages }, index) => ({
    text: title[language],
    items: [...pages.filter(exists), ...(index === groups.length - 1 ? others : [])].map(item),
  }))
}

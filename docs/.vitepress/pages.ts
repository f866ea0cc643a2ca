import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export type Language = 'en' | 'zh'
type Text = Record<Language, string>

/**
 * The sidebar, by what a reader came for. A page that is in no group comes last among those to look things up in;
 * its title is its first heading.
 */
const groups: readonly { title: Text; pages: readonly string[]; hasOthers?: true }[] = [
  {
    title: { en: 'I start a page', zh: '新建页面' },
    pages: [
      ...['start', 'vite', 'vue', 'react', 'frameworks', 'server-rendering', 'no-bundler'],
      ...['signer', 'redis', 'login', 'payment'],
    ],
  },
  { title: { en: 'I have a page with wx.config', zh: '已有 wx.config 页面' }, pages: ['migration', 'routes'] },
  { title: { en: 'Something is wrong', zh: '遇到问题' }, pages: ['errors', 'inspector', 'doctor'] },
  {
    title: { en: 'Reference', zh: '查阅' },
    pages: [
      ...['sharing', 'open-tags', 'pictures-and-voice', 'options', 'api', 'signer-options'],
      ...['testing', 'unit-tests'],
    ],
    hasOthers: true,
  },
  { title: { en: "I'm evaluating it", zh: '技术选型' }, pages: ['support', 'security', 'benchmarks'] },
  { title: { en: 'Contributors', zh: '参与贡献' }, pages: ['demo', 'fake-facts', 'measurements'] },
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
  return groups.map(({ title, pages, hasOthers }) => ({
    text: title[language],
    items: [...pages.filter(exists), ...(hasOthers ? others : [])].map(item),
  }))
}

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import MiniSearch from 'minisearch'
import { build } from 'vitepress'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tokenize } from '../../docs/.vitepress/tokenize.ts'

let site: string
beforeAll(async () => {
  site = resolve(mkdtempSync(join('docs/.vitepress', 'dist-')))
  await build('docs', { outDir: site })
})
afterAll(() => rmSync(site, { recursive: true, force: true }))

/** What somebody finds who types a query: the addresses of the sections, best first. */
async function find(language: 'root' | 'zh', query: string): Promise<string[]> {
  const chunks = join(site, 'assets/chunks')
  const file = readdirSync(chunks).find((name) => name.startsWith(`@localSearchIndex${language}.`)) ?? ''
  const { default: index } = await import(/* @vite-ignore */ pathToFileURL(join(chunks, file)).href)
  const options = { fields: ['title', 'titles', 'text'], storeFields: ['title', 'titles'], tokenize }
  const search = MiniSearch.loadJSON(index, options)
  return search.search(query, { combineWith: 'AND', prefix: true, fuzzy: 0.2 }).map(({ id }) => id)
}

describe('the site', () => {
  test('has each page in both languages, with a link to the other one', () => {
    for (const [file, other] of [
      ['errors.html', 'href="/zh/errors"'],
      ['zh/errors.html', 'href="/errors"'],
    ] as const)
      expect(readFileSync(join(site, file), 'utf8').replaceAll('.html"', '"')).toContain(other)
  })

  test.each([
    ['root', 'invalid signature', '/errors'],
    ['root', '40164', '/signer'],
    ['root', 'share iOS', '/sharing'],
    ['zh', 'invalid signature', '/zh/errors'],
    ['zh', '签名', '/zh/signer'],
    ['zh', '40164', '/zh/signer'],
    ['zh', 'iOS 分享', '/zh/sharing'],
    ['zh', '安全域名', '/zh/errors'],
  ] as const)('in %s finds for "%s" the page %s', async (language, query, page) => {
    const found = await find(language, query)
    expect(found.map((address) => address.replace(/(\.html)?#.*$/, ''))).toContain(page)
  })
})

test('a Chinese text is split into Chinese words, numbers and Latin words', () => {
  expect(tokenize('iOS 分享失败：invalid-signature 40164')).toEqual([
    ...['iOS', '分享', '失败', 'invalid', 'signature', '40164'],
  ])
  expect(tokenize('invalid-signature')).toEqual(['invalid', 'signature'])
})

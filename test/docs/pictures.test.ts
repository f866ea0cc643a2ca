import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { pagesOf } from '../../docs/.vitepress/pages.ts'
import { pictures } from '../../scripts/pictures.mjs'

const folder = 'docs/pictures/'
const drawn = pictures()
const pages = (['en', 'zh'] as const).flatMap((language) =>
  pagesOf(language).map((page) => ({ language, text: readFileSync(`docs/${language}/${page}.md`, 'utf8') })),
)

test('the pictures are up to date with their script', () => {
  const files = Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(folder + name, 'utf8')]))
  expect(files).toEqual(drawn)
})

describe.each(Object.entries(drawn))('%s', (name, svg) => {
  test('has a title, at most 12 kB, and no text smaller than 13 px', () => {
    expect(svg).toMatch(/<title>[^<]+<\/title>/)
    expect(Buffer.byteLength(svg)).toBeLessThan(12_000)
    const sizes = [...svg.matchAll(/font-size="([\d.]+)"/g)].map(([, size]) => Number(size))
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(13)
  })

  test('is used on a page of its language, with an alternative text', () => {
    const language = /-(en|zh)-/.exec(name)?.[1]
    const users = pages.filter(({ text }) => text.includes(`pictures/${name}`))
    expect(users.map((page) => page.language)).toContain(language)
    expect(users.filter((page) => page.language !== language)).toEqual([])
    for (const { text } of users) {
      const picture = text.split('<picture>').find((part) => part.includes(name)) ?? ''
      expect(picture).toMatch(/<img src="[^"]+" alt="[^"]{40,}">/)
    }
  })
})

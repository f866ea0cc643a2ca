import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { entries } from '../package/entries.ts'

const text = readFileSync('llms.txt', 'utf8')

/** The names behind `- \`entry\`:`. */
const namesOf = (entry: string) => {
  const line = text.split('\n').find((one) => one.startsWith(`- \`${entry}\`:`)) ?? ''
  return [...line.slice(line.indexOf(':')).matchAll(/`(\w+)`/g)].map(([, name = '']) => name)
}

test.each(entries)('llms.txt names exactly the values that %s exports', async (entry) => {
  const exported = Object.keys(await import(entry))
  expect(namesOf(entry).sort()).toEqual(exported.sort())
})

test('llms.txt names every error code', () => {
  const declaration = readFileSync(
    join(inject('consumer'), 'node_modules/wechat-ready/dist/cjs/knowledge/codes.d.ts'),
    'utf8',
  )
  const codes = /type WechatErrorCode = ([^;]+)/.exec(declaration)?.[1]?.match(/[\w-]+/g) ?? []
  expect(codes.length).toBe(20)
  const listed = /^Error codes: (.*?)\n\n/ms.exec(text)?.[1]?.match(/[\w-]+/g)
  expect(listed).toEqual(codes)
})

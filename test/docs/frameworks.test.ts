import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

test.each(['en', 'zh'])('each command of docs/%s/frameworks.md names a test that is there', (language) => {
  const tests = ['test/frameworks', 'test/package', 'test/vite']
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')
  const page = readFileSync(`docs/${language}/frameworks.md`, 'utf8')
  const names = [...page.matchAll(/ -t '([^']+)'/g)].map(([, name = '']) => name)
  expect(names.length).toBeGreaterThan(10)
  expect(names.filter((name) => !tests.includes(name))).toEqual([])
})

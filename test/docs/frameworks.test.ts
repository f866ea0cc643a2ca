import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { otherMajors, tableOf } from '../../scripts/framework-versions.mjs'

test('each command of test/frameworks/README.md names a test that is there', () => {
  const tests = ['test/frameworks', 'test/package', 'test/vite']
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')
  const page = readFileSync('test/frameworks/README.md', 'utf8')
  const names = [...page.matchAll(/ -t '([^']+)'/g)].map(([, name = '']) => name)
  expect(names.length).toBeGreaterThan(10)
  expect(names.filter((name) => !tests.includes(name))).toEqual([])
})

test.each(['en', 'zh'])('docs/%s/frameworks.md names the versions of versions.json', (language) => {
  const page = readFileSync(`docs/${language}/frameworks.md`, 'utf8')
  const all = JSON.parse(readFileSync('test/frameworks/versions.json', 'utf8'))
  expect(page).toContain(`<!-- versions -->\n${tableOf(all)}\n<!-- /versions -->`)
})

test('a recipe that ran with another major version is reported, one on another Node is not', () => {
  const known = { vue: { node: '20', vue: '3.5.1', vite: '8.0.0' } }
  expect(otherMajors(known, { vue: { node: '20', vue: '3.9.0', vite: '9.0.0' } })).toEqual([
    'vue: vite 9.0.0, known: 8.0.0',
  ])
  expect(otherMajors(known, { vue: { node: '24', vite: '9.0.0' } })).toEqual([])
  expect(otherMajors(known, { next: { node: '20', next: '16.0.0' } })).toEqual(['next: next 16.0.0, known: none'])
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'acorn'
import { expect, inject, test } from 'vitest'

const textOf = (path: string) => readFileSync(join(inject('consumer'), 'node_modules/wechat-ready', path), 'utf8')
const scripts = () => inject('packed').filter((path) => /^(dist|bin)\/.*\.js$/.test(path))

test('no script has a lookbehind, which iOS before 16.4 cannot parse', {
  tags: 'old-browsers',
}, () => {
  expect(scripts().filter((path) => /\(\?<[=!]/.test(textOf(path)))).toEqual([])
})

/** As much of a node as is read here. */
interface SomeNode {
  type: string
  regex?: { pattern: string; flags: string }
  callee?: { name?: string }
  arguments?: { value?: unknown }[]
}

/** The regular expressions of a script: literals, and those that a compiler has written as `new RegExp`. */
function regularExpressions(code: string): { pattern: string; flags: string }[] {
  const found: { pattern: string; flags: string }[] = []
  const visit = (node: unknown) => {
    if (!node || typeof node !== 'object') return
    const { type, regex, callee, arguments: given = [] } = node as SomeNode
    if (type === 'Literal' && regex) found.push(regex)
    if (type === 'NewExpression' && callee?.name === 'RegExp') {
      const [pattern = '', flags = ''] = given.map(({ value }) => String(value ?? ''))
      found.push({ pattern, flags })
    }
    for (const child of Object.values(node)) visit(child)
  }
  visit(parse(code, { ecmaVersion: 'latest' }))
  return found
}

test.each(['dist/wechat-ready.global.js', 'dist/testing/fake-wechat.global.js'])(
  '%s is valid ES2017',
  { tags: 'old-browsers' },
  (path) => {
    const code = textOf(path)
    expect(parse(code, { ecmaVersion: 2017 }).type).toBe('Program')
    // Named groups, the flag `s` and properties of Unicode are later.
    const all = regularExpressions(code)
    expect(all.length).toBeGreaterThan(5)
    const later = all.filter(({ pattern, flags }) => /\(\?<|\\p\{/.test(pattern) || /[sdv]/.test(flags))
    expect(later).toEqual([])
  },
)

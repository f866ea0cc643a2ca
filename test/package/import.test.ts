import { expect, inject, test } from 'vitest'
import { entries } from './entries.ts'
import { run } from './run.ts'

const node = (script: string) =>
  run(process.execPath, ['--input-type=module', '-e', script], { cwd: inject('consumer') })

test.each(entries)('importing %s on a server prints nothing and ends at once', (entry) => {
  expect(node(`import('${entry}')`)).toEqual({ stdout: '', stderr: '' })
})

test.each(entries)('importing %s leaves every global as it was', (entry) => {
  // What a framework itself does to the globals is not ours.
  const framework = /vue|react/.exec(entry) ?? 'node:path'
  // Descriptors are compared, not values: reading a value would run Node's lazy getters.
  const { stdout } = node(`
    const read = () => Object.getOwnPropertyDescriptors(globalThis)
    await import('${framework}')
    const before = read()
    await import('${entry}')
    const after = read()
    const changed = Reflect.ownKeys({ ...before, ...after }).filter((key) =>
      ['value', 'get', 'set'].some((part) => !Object.is(before[key]?.[part], after[key]?.[part])) || !(key in before) || !(key in after),
    )
    console.log(JSON.stringify(changed.map(String)))
  `)
  expect(JSON.parse(stdout)).toEqual([])
})

import { describe, expect, test } from 'vitest'
import { memoryStore } from 'wechat-ready/signer'
import { testStore } from './store-suite.ts'

describe('memoryStore', () => {
  testStore(memoryStore)

  test('uses the given clock', async () => {
    let time = 0
    const store = memoryStore({ now: () => time })
    await store.set('key', 'value', 1000)
    time = 999
    expect(await store.get('key')).toBe('value')
    time = 1000
    expect(await store.get('key')).toBeUndefined()
  })

  test('keeps live values while thousands of others expire', async () => {
    let time = 0
    const store = memoryStore({ now: () => time })
    await store.set('key', 'value', 1_000_000)
    for (; time < 5000; time++) await store.set(`short ${time}`, 'value', 1)
    expect(await store.get('key')).toBe('value')
    expect(await store.get('short 4999')).toBeUndefined()
    expect(await store.lease('key', 1)).toBeTypeOf('function')
  })
})

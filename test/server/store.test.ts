import { describe, expect, test, vi } from 'vitest'
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

  test('removes expired entries at the thousandth entry', async () => {
    let time = 0
    const add = vi.spyOn(Map.prototype, 'set')
    const store = memoryStore({ now: () => time })
    for (let at = 1; at <= 999; at++) await store.set(`${at}`, 'value', 10)
    const kept = add.mock.contexts[0] as Map<string, unknown>
    add.mockRestore()
    expect(kept.size).toBe(999)
    time = 10
    await store.set('1000', 'value', 10)
    expect([...kept.keys()]).toEqual(['1000'])
  })

  test('searches all entries again only when their number has doubled', async () => {
    const now = vi.fn(() => 0)
    const store = memoryStore({ now })
    for (let at = 1; at <= 1000; at++) await store.set(`${at}`, 'value', 10)
    now.mockClear()
    for (let at = 1001; at < 2000; at++) await store.set(`${at}`, 'value', 10)
    expect(now).toHaveBeenCalledTimes(999)
    await store.set('2000', 'value', 10)
    expect(now).toHaveBeenCalledTimes(1000 + 2000)
  })
})

import { expect, test } from 'vitest'
import type { SignerStore } from 'wechat-ready/signer'

const LONG = 60_000
const SHORT = 30

/** What every store must do. `create` gives a store of its own to each test. */
export function testStore(create: () => SignerStore): void {
  test('is empty at first', async () => {
    expect(await create().get('key')).toBeUndefined()
  })

  test('returns the last value', async () => {
    const store = create()
    await store.set('key', 'first', LONG)
    await store.set('key', '{"value":"第二 \\n"}', LONG)
    expect(await store.get('key')).toBe('{"value":"第二 \\n"}')
    expect(await store.get('another key')).toBeUndefined()
  })

  test('drops a value after its time to live', async () => {
    const store = create()
    await store.set('key', 'value', SHORT)
    await expect.poll(() => store.get('key')).toBeUndefined()
  })

  test('grants a lease to one of many callers', async () => {
    const store = create()
    const leases = await Promise.all(Array.from({ length: 20 }, () => store.lease('key', LONG)))
    expect(leases.filter((giveBack) => giveBack !== undefined)).toHaveLength(1)
    expect(await store.lease('another key', LONG)).toBeTypeOf('function')
  })

  test('grants a lease again after its release', async () => {
    const store = create()
    const giveBack = await store.lease('key', LONG)
    await giveBack?.()
    expect(await store.lease('key', LONG)).toBeTypeOf('function')
    expect(await store.lease('key', LONG)).toBeUndefined()
  })

  test('grants an expired lease again, which its former holder cannot release', async () => {
    const store = create()
    const giveBack = await store.lease('key', SHORT)
    await expect.poll(() => store.lease('key', LONG)).toBeTypeOf('function')
    await giveBack?.()
    expect(await store.lease('key', LONG)).toBeUndefined()
  })

  test('separates values and leases of the same name', async () => {
    const store = create()
    await store.set('key', 'value', LONG)
    const giveBack = await store.lease('key', LONG)
    expect(giveBack).toBeTypeOf('function')
    await giveBack?.()
    expect(await store.get('key')).toBe('value')
  })
}

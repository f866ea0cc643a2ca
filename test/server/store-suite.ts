import { expect, test } from 'vitest'
import type { SignerStore } from 'wechat-ready/signer'

const LONG = 60_000
const SHORT = 30

/** What every store must do. `create` gives a store of its own to each test. */
export function testStore(create: () => SignerStore): void {
  test('has nothing at first', async () => {
    expect(await create().get('key')).toBeUndefined()
  })

  test('gives back what was set last', async () => {
    const store = create()
    await store.set('key', 'first', LONG)
    await store.set('key', '{"value":"第二 \\n"}', LONG)
    expect(await store.get('key')).toBe('{"value":"第二 \\n"}')
    expect(await store.get('another key')).toBeUndefined()
  })

  test('forgets a value when its time is over', async () => {
    const store = create()
    await store.set('key', 'value', SHORT)
    await expect.poll(() => store.get('key')).toBeUndefined()
  })

  test('gives a lease to one of many', async () => {
    const store = create()
    const leases = await Promise.all(Array.from({ length: 20 }, () => store.lease('key', LONG)))
    expect(leases.filter((giveBack) => giveBack !== undefined)).toHaveLength(1)
    expect(await store.lease('another key', LONG)).toBeTypeOf('function')
  })

  test('gives a lease again once it was given back', async () => {
    const store = create()
    const giveBack = await store.lease('key', LONG)
    await giveBack?.()
    expect(await store.lease('key', LONG)).toBeTypeOf('function')
    expect(await store.lease('key', LONG)).toBeUndefined()
  })

  test('gives a lease again once it has lapsed, and the former holder cannot give it back any more', async () => {
    const store = create()
    const giveBack = await store.lease('key', SHORT)
    await expect.poll(() => store.lease('key', LONG)).toBeTypeOf('function')
    await giveBack?.()
    expect(await store.lease('key', LONG)).toBeUndefined()
  })

  test('keeps values and leases of the same name apart', async () => {
    const store = create()
    await store.set('key', 'value', LONG)
    const giveBack = await store.lease('key', LONG)
    expect(giveBack).toBeTypeOf('function')
    await giveBack?.()
    expect(await store.get('key')).toBe('value')
  })
}

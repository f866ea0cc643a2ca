import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { memoryStore, type SignerStore } from 'wechat-ready/signer'
import { createSharedStore } from '../../src/server/shared-store.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const create = (store: SignerStore, lease = 20_000) =>
  createSharedStore({ store, storeName: 'The store', storeTimeout: 1000, lease, onError: () => {} })

/** A store whose leases can be extended, and when they were. */
function extendable() {
  const store = memoryStore()
  const extend = vi.fn(async () => {})
  return {
    extend,
    store: {
      ...store,
      lease: async (key: string, ttl: number) => {
        const end = await store.lease(key, ttl)
        return end && Object.assign(end, { extend })
      },
    },
  }
}

describe('a lease', () => {
  test('expires after five seconds if its holder dies', { tags: 'lease' }, async () => {
    const store = memoryStore()
    const lease = vi.spyOn(store, 'lease')
    await create(store).once('key', { find: async () => undefined, work: async () => 'done' })
    expect(lease).toHaveBeenCalledWith('key', 5000)
  })

  test('is extended during the work, for twenty seconds at most', async () => {
    const { store, extend } = extendable()
    const working = create(store).once('key', { find: async () => undefined, work: () => new Promise(() => {}) })
    working.catch(() => {})
    await vi.advanceTimersByTimeAsync(4900)
    expect(extend.mock.calls).toEqual([[5000], [5000]])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(extend.mock.calls.length).toBeGreaterThan(6)
    expect(extend.mock.calls.length).toBeLessThan(12)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('is not extended after the work is done', async () => {
    const { store, extend } = extendable()
    await create(store).once('key', { find: async () => undefined, work: async () => 'done' })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(extend).not.toHaveBeenCalled()
  })
})

test('a value is read as it was set, from a store of texts or of parsed values', async () => {
  const store = memoryStore()
  const parsing = { ...store, get: async (key: string) => JSON.parse((await store.get(key)) ?? 'null') }
  for (const one of [store, parsing as SignerStore]) {
    const shared = create(one)
    await shared.set('key', { value: 'x', at: [1] }, 1000)
    expect(await shared.get('key')).toEqual({ value: 'x', at: [1] })
    expect(await shared.get('another')).toBeUndefined()
  }
})

test('work is done once, and all callers get its result', async () => {
  const store = memoryStore()
  const [first, second] = [create(store), create(store)]
  const work = vi.fn(async () => {
    await new Promise((resolve) => setTimeout(resolve, 500))
    await first.set('key', { value: 'x' }, 10_000)
    return { value: 'x' }
  })
  const both = [first, second].map((shared) => shared.once('key', { find: async () => shared.get('key'), work }))
  await vi.advanceTimersByTimeAsync(1000)
  expect(await Promise.all(both)).toEqual([{ value: 'x' }, { value: 'x' }])
  expect(work).toHaveBeenCalledTimes(1)
})

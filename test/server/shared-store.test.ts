import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { memoryStore, type SignerStore } from 'wechat-ready/signer'
import { createSharedStore } from '../../src/server/shared-store.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

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
    expect(extend).toHaveBeenCalledTimes(9)
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

describe('a store', () => {
  test.each([
    ['WRONGTYPE', 'store-value-invalid'],
    ['ECONNREFUSED', 'store-unreachable'],
  ])('that fails with %s causes the error %s', async (reason, code) => {
    const store = { ...memoryStore(), get: () => Promise.reject(Object.assign(new Error('secret'), { code: reason })) }
    await expect(create(store).get('key')).rejects.toMatchObject({
      code,
      message: `The store does not answer (${reason})`,
    })
  })

  test.each([true, false])('that grants a lease too late gets it back (granted: %s)', async (isGranted) => {
    const end = vi.fn(async () => {})
    const lease = async () => {
      await new Promise((resolve) => setTimeout(resolve, 2000))
      return isGranted ? end : undefined
    }
    const taken = create({ ...memoryStore(), lease }).take('key', 5000)
    const refused = expect(taken).rejects.toMatchObject({ code: 'store-unreachable' })
    await vi.advanceTimersByTimeAsync(1999)
    await refused
    expect(end).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(end).toHaveBeenCalledTimes(isGranted ? 1 : 0)
  })
})

test.each([
  ['plain text', 'plain text'],
  ['[1]', [1]],
  [[1], [1]],
])('a stored %j is read as %j', async (given, value) => {
  const store = { ...memoryStore(), get: async () => given as string }
  expect(await create(store).get('key')).toEqual(value)
})

test.each([
  [0.25, 27],
  [0.5, 20],
])("another server's result is awaited for twice the lease time (chance %f)", async (chance, times) => {
  vi.spyOn(Math, 'random').mockReturnValue(chance)
  const store = memoryStore()
  await store.lease('key', 60_000)
  const find = vi.fn(async () => undefined)
  const waiting = create(store, 1000).once('key', { find, work: async () => 'done' })
  const refused = expect(waiting).rejects.toMatchObject({
    code: 'store-unreachable',
    message: 'Another server has been fetching key for 2000 ms',
  })
  await vi.advanceTimersByTimeAsync(10_000)
  await refused
  expect(find).toHaveBeenCalledTimes(times)
})

import { describe, expect, test, vi } from 'vitest'
import { memoryStore } from 'wechat-ready/signer'
import { createSharedStore } from '../../src/server/shared-store.ts'
import { createCachedValue } from '../../src/signer/cached-value.ts'
import { MINUTE } from '../kit/time.ts'

const START = 1_700_000_000_000

/** One value over a store, on a clock of its own; WeChat gives the same ticket for two hours until told otherwise. */
function create() {
  let time = START
  const now = () => time
  const errors: unknown[] = []
  const onError = (error: unknown) => void errors.push(error)
  const store = memoryStore({ now })
  const shared = createSharedStore({ store, storeName: 'The store', storeTimeout: 1000, lease: 1000, onError })
  const load = vi.fn(async (_rejected?: string) => ({ value: 'ticket', expiresIn: 7200 }))
  const cached = createCachedValue({ key: 'key', shared, maxAge: 30 * MINUTE, now, onError, load })
  return { cached, load, store, errors, goTo: (ms: number) => (time = START + ms) }
}

describe('a value is there at once', () => {
  test('while it is fresh, and only then', async () => {
    const { cached, goTo, load } = create()
    expect(cached.peek()).toBeUndefined()
    const entry = await cached.get()
    expect(entry).toMatchObject({ value: 'ticket', fetchedAt: START, expiresAt: START + 120 * MINUTE })
    const times = [0, 25 * MINUTE - 1, 25 * MINUTE, -5 * MINUTE, -5 * MINUTE - 1]
    const found = times.map((ms) => {
      goTo(ms)
      return cached.peek()
    })
    expect(found).toEqual([entry, entry, undefined, entry, undefined])
    expect(load).toHaveBeenCalledTimes(1)
  })

  test('and is not asked for again while it is fresh', async () => {
    const { cached, goTo, load, store } = create()
    await cached.get()
    const read = vi.spyOn(store, 'get')
    goTo(24 * MINUTE)
    await cached.get()
    expect([load.mock.calls.length, read.mock.calls.length]).toEqual([1, 0])
  })
})

describe('a value that WeChat gives once more', () => {
  const stored = (expiresAt: number, more = {}) =>
    JSON.stringify({ value: 'ticket', fetchedAt: START - 60 * MINUTE, expiresAt: START + expiresAt, ...more })

  test.each([
    ['keeps the expiry of the first time', 10 * MINUTE, {}, 10 * MINUTE, undefined],
    ['is believed for a while after its expiry', -1, {}, 5000, 5000],
    ['is believed for twice as long the next time', -1, { graceMs: 120_000 }, 240_000, 240_000],
    ['has its own life span five minutes after its expiry', -5 * MINUTE, {}, 55 * MINUTE, undefined],
    ['is believed for a while just before that', -5 * MINUTE + 1, {}, 5000, 5000],
  ])('%s', async (_, expiresAt, more, life, graceMs) => {
    const { cached, store, load } = create()
    await store.set('key', stored(expiresAt, more), 60 * MINUTE)
    const entry = await cached.replace('another').then(() => cached.replace('ticket'))
    expect(load).toHaveBeenCalled()
    expect([entry.expiresAt - START, entry.graceMs]).toEqual([life, graceMs])
  })
})

test('a failure is the caller’s where there is no value, and onError’s where there is one', async () => {
  const { cached, errors, load, goTo } = create()
  load.mockRejectedValueOnce(new Error('first'))
  await expect(cached.get()).rejects.toThrow('first')
  expect(errors).toEqual([])
  const entry = await cached.get()
  goTo(31 * MINUTE)
  load.mockRejectedValueOnce(new Error('second'))
  expect(await cached.get()).toBe(entry)
  expect(errors).toEqual([expect.objectContaining({ message: 'second' })])
})

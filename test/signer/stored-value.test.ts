import { describe, expect, test, vi } from 'vitest'
import { memoryStore, type SignerStore } from 'wechat-ready/signer'
import { createSharedStore } from '../../src/server/shared-store.ts'
import { createStoredValue, isCredible, MAX_LIFE_MS } from '../../src/signer/stored-value.ts'
import { MINUTE } from '../kit/time.ts'

const NOW = 1_700_000_000_000
const entry = { value: 'ticket', fetchedAt: NOW, expiresAt: NOW + 120 * MINUTE }

function create(store: SignerStore = memoryStore()) {
  const errors: unknown[] = []
  const onError = (error: unknown) => void errors.push(error)
  const shared = createSharedStore({ store, storeName: 'The store', storeTimeout: 1000, lease: 1000, onError })
  return { stored: createStoredValue({ key: 'key', shared, now: () => NOW, onError }), errors, store }
}

test('a value is kept until five minutes after its expiry', async () => {
  const { stored, store } = create()
  const set = vi.spyOn(store, 'set')
  await stored.set(entry)
  expect(set.mock.calls).toEqual([['key', JSON.stringify(entry), 125 * MINUTE]])
  expect([await stored.get(), await stored.getToReplace()]).toEqual([entry, entry])
})

test('a value from the future, or one that lives for more than a day, is not believed', () => {
  const life = (fetchedAt: number, ms: number) => isCredible({ value: 'x', fetchedAt, expiresAt: fetchedAt + ms }, NOW)
  expect([life(NOW + 5 * MINUTE, 1), life(NOW + 5 * MINUTE + 1, 1)]).toEqual([true, false])
  expect([life(NOW, MAX_LIFE_MS), life(NOW, MAX_LIFE_MS + 1)]).toEqual([true, false])
})

describe('what is wrong with a stored value is reported before it is replaced, and not before', () => {
  test.each<[unknown, string, unknown]>([
    [{ ...entry, value: '' }, 'has no value', undefined],
    [{ ...entry, value: 7 }, 'has no value', undefined],
    ['nonsense', 'has no value', undefined],
    [{ ...entry, fetchedAt: '1' }, 'has no valid times', undefined],
    [{ ...entry, expiresAt: undefined }, 'has no valid times', undefined],
    [{ ...entry, renewedAt: '1' }, 'has no valid times', undefined],
    [{ ...entry, renewals: '1' }, 'has no valid times', undefined],
    [{ ...entry, graceMs: '1' }, 'has no valid times', undefined],
    [
      { ...entry, fetchedAt: NOW + 6 * MINUTE },
      'has a timestamp in the future: do the clocks of all servers agree?',
      true,
    ],
  ])('%j', async (value, problem, isKept) => {
    const { stored, store, errors } = create()
    await store.set('key', typeof value === 'string' ? value : JSON.stringify(value), MINUTE)
    expect(await stored.get()).toEqual(isKept ? value : undefined)
    expect(errors).toEqual([])
    expect(await stored.getToReplace()).toEqual(isKept ? value : undefined)
    const message = `The stored value at "key" ${problem}`
    expect(errors).toEqual([expect.objectContaining({ code: 'store-value-invalid', message })])
  })

  test('of another kind than text, as Redis has them', async () => {
    const get = () => Promise.reject(Object.assign(new Error('x'), { code: 'WRONGTYPE' }))
    const { stored, errors } = create({ ...memoryStore(), get })
    expect([await stored.get(), errors]).toEqual([undefined, []])
    expect(await stored.getToReplace()).toBeUndefined()
    const message = 'The stored value at "key" is not a string'
    expect(errors).toEqual([expect.objectContaining({ code: 'store-value-invalid', message })])
  })

  test('but a store that does not answer is an error', async () => {
    const get = () => Promise.reject(Object.assign(new Error('x'), { code: 'ECONNREFUSED' }))
    const { stored, errors } = create({ ...memoryStore(), get })
    await expect(stored.getToReplace()).rejects.toMatchObject({ code: 'store-unreachable' })
    expect(errors).toEqual([])
  })

  test('and an empty place is nothing', async () => {
    const { stored, errors } = create()
    expect([await stored.getToReplace(), errors]).toEqual([undefined, []])
  })
})

import { describe, expect, test, vi } from 'vitest'
import { memoryStore } from 'wechat-ready/signer'
import { createSharedStore } from '../../src/server/shared-store.ts'
import { createForcedTokens, waitBeforeForce } from '../../src/signer/forced-tokens.ts'
import { HOUR, MINUTE, SECOND } from '../kit/time.ts'

const DAY = 24 * HOUR
const NOW = 1_700_000_000_000
/** So many forced tokens, a minute apart, the last one just now. */
const forced = (count: number) => Array.from({ length: count }, (_, at) => NOW - (count - 1 - at) * MINUTE)

describe('the next token may be forced', () => {
  test.each([
    [0, 0],
    [1, 35 * SECOND],
    [2, 70 * SECOND],
    [7, 35 * SECOND * 64],
    [8, 72 * MINUTE],
    [19, 72 * MINUTE],
  ])('after %i of them today, %i ms after the last one', (count, wait) => {
    expect(waitBeforeForce(forced(count), NOW)).toBe(wait)
    expect(waitBeforeForce(forced(count), NOW + wait + 1)).toBe(0)
  })

  test('after 20 of them or more when the twentieth from the end is a day old', () => {
    expect(waitBeforeForce(forced(20), NOW)).toBe(DAY - 19 * MINUTE)
    expect(waitBeforeForce(forced(22), NOW)).toBe(DAY - 19 * MINUTE)
  })

  test('without regard to those that are a day old', () => {
    expect(waitBeforeForce([NOW - DAY, NOW], NOW)).toBe(35 * SECOND)
    expect(waitBeforeForce([NOW - DAY + 1, NOW], NOW)).toBe(70 * SECOND)
    expect(waitBeforeForce([NOW - DAY], NOW)).toBe(0)
  })
})

describe('forced tokens are counted', () => {
  function create(store = memoryStore()) {
    let time = NOW
    const errors: unknown[] = []
    const onError = (error: unknown) => void errors.push(error)
    const shared = createSharedStore({ store, storeName: 'The store', storeTimeout: 1000, lease: 1000, onError })
    const tokens = createForcedTokens({ appId: 'wx1', shared, now: () => time, onError })
    return { tokens, errors, store, pass: (ms: number) => (time += ms) }
  }

  test('in the store, by the account, for a day', async () => {
    const { tokens, store } = create()
    const set = vi.spyOn(store, 'set')
    await tokens.claim()
    expect(set.mock.calls).toEqual([['wx1:forced-tokens', JSON.stringify({ at: [NOW] }), DAY]])
  })

  test('over all servers, and one that comes too early is refused', async () => {
    const { tokens, store, pass } = create()
    const other = create(store)
    await tokens.claim()
    await expect(other.tokens.claim()).rejects.toMatchObject({
      code: 'wechat-refused',
      errcode: 40001,
      message:
        'WeChat rejects the access_token (40001), and the next one may be forced in 1 min ' +
        '(20 a day): does another program force tokens, or is apiUrls a proxy for another account?',
    })
    pass(35 * SECOND)
    await tokens.claim()
    other.pass(35 * SECOND)
    await expect(other.tokens.claim()).rejects.toThrow('forced in 2 min')
  })

  test('by each server alone where the store fails, which onError hears', async () => {
    const fail = () => Promise.reject(Object.assign(new Error('x'), { code: 'ECONNREFUSED' }))
    const { tokens, errors, pass } = create({ get: fail, set: fail, lease: fail })
    await tokens.claim()
    await expect(tokens.claim()).rejects.toMatchObject({ errcode: 40001 })
    pass(35 * SECOND)
    await tokens.claim()
    expect(errors).toHaveLength(5)
  })

  test.each([
    ['{"at":"never"}', 0],
    ['{"at":[null,"x"]}', 0],
    [`{"at":[${NOW},${NOW - 40 * SECOND}]}`, 2],
    [`{"at":[${NOW - 40 * SECOND},${NOW},null]}`, 2],
  ])('from what the store has, as far as it makes sense: %s', async (stored, count) => {
    const { tokens, store } = create()
    await store.set('wx1:forced-tokens', stored, DAY)
    if (count === 0) await tokens.claim()
    else await expect(tokens.claim()).rejects.toThrow('forced in 2 min')
  })

  test('at most 20 of them are kept', async () => {
    const { tokens, store, pass } = create()
    for (let count = 0; count < 25; count++) {
      await tokens.claim()
      pass(2 * HOUR)
    }
    const { at } = JSON.parse((await store.get('wx1:forced-tokens')) ?? '')
    expect(at).toHaveLength(20)
    expect(at.at(-1)).toBe(NOW + 24 * 2 * HOUR)
  })
})

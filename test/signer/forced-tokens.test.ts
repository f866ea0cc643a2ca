import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { memoryStore } from 'wechat-ready/signer'
import { waitBeforeForce } from '../../src/signer/forced-tokens.ts'
import { createPair, isSignedWith, page } from '../kit/signer.ts'
import { HOUR, MINUTE } from '../kit/time.ts'

const SECOND = 1000
const DAY = 24 * HOUR

test('forced tokens are 30 s apart, and at most 20 in any 24 hours', () => {
  const gaps = fc.array(fc.integer({ min: 1, max: 2 * HOUR }), { minLength: 60, maxLength: 200 })
  const check = (pauses: number[]) => {
    const forced: number[] = []
    let now = 1_700_000_000_000
    for (const pause of pauses) {
      now += pause
      if (waitBeforeForce(forced, now) === 0) forced.push(now)
    }
    for (const [index, at] of forced.entries()) {
      const before = forced.slice(0, index)
      expect(at - (before.at(-1) ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(30 * SECOND)
      expect(before.filter((other) => at - other < DAY).length).toBeLessThan(20)
    }
  }
  fc.assert(fc.property(gaps, check))
})

test('a token may be forced as soon as the wait is over', () => {
  const forced = fc.array(fc.integer({ min: 0, max: DAY }), { maxLength: 30 }).map((all) => all.sort((a, b) => a - b))
  const check = (times: number[]) => {
    const wait = waitBeforeForce(times, DAY)
    expect(waitBeforeForce(times, DAY + wait)).toBe(0)
  }
  fc.assert(fc.property(forced, check))
})

test('a token forced by a server with a clock hours ahead does not block for hours', () => {
  expect(waitBeforeForce([10 * HOUR], 0)).toBe(0)
})

describe('when getticket rejects every token for a day', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  test.each([1, 4])(
    '%i servers on one store force at most 20 tokens, 30 s apart',
    { tags: 'tokens' },
    async (servers) => {
      const store = memoryStore()
      const first = createPair({ store, now: Date.now }, { now: Date.now })
      const { api } = first
      const others = Array.from({ length: servers - 1 }, () => createPair({ store, now: Date.now, fetch: api.fetch }))
      api.fail({ path: 'getticket', errcode: 40001 })
      for (let time = 0; time < DAY; time += 20 * SECOND) {
        for (const { signer } of [first, ...others]) signer.sign(page).catch(() => {})
        await vi.advanceTimersByTimeAsync(20 * SECOND)
      }
      const forced = api.requests.filter(({ params }) => params.force_refresh === true).map(({ at }) => at)
      const gaps = forced.slice(1).map((at, index) => at - (forced[index] ?? 0))
      expect(forced.length).toBeGreaterThan(10)
      expect(forced.length).toBeLessThanOrEqual(20)
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(30 * SECOND)
      if (process.env.SHOW_DAY) console.log(servers, forced.length, api.requests.length)
    },
  )

  test('the error says when the next token may be forced, and a valid one ends it', async () => {
    const { api, signer } = createPair({ now: Date.now }, { now: Date.now })
    const lift = api.fail({ path: 'getticket', errcode: 40001 })
    await expect(signer.sign(page)).rejects.toMatchObject({ code: 'wechat-refused', errcode: 40001 })
    await vi.advanceTimersByTimeAsync(10 * SECOND)
    await expect(signer.sign(page)).rejects.toMatchObject({
      errcode: 40001,
      message: expect.stringContaining('the next one may be forced in 1 min (20 a day)'),
    })
    lift()
    await vi.advanceTimersByTimeAsync(MINUTE)
    expect(isSignedWith(api.ticket, await signer.sign(page))).toBe(true)
  })
})

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { memoryStore, type SignerStore } from 'wechat-ready/signer'
import type { FakeApiFault } from 'wechat-ready/testing'
import { createPair, isSignedWith, page } from '../kit/signer.ts'
import { HOUR, MINUTE } from '../kit/time.ts'

const STEP = 5000
const START = Date.UTC(2026, 10, 20)

beforeEach(() => void vi.useFakeTimers({ now: START }))
afterEach(() => void vi.useRealTimers())

/**
 * A day with a page opened every five seconds. A client that does not accept its signature reports it, as wechat-ready
 * does. `events` happen at their hour.
 */
async function live(pair: ReturnType<typeof createPair>, events: [hour: number, event: () => void][]) {
  const { api, signer } = pair
  const counts = { accepted: 0, repaired: 0, dead: 0, refused: [] as number[] }
  const pending = [...events]
  const visits: Promise<void>[] = []
  for (let time = 0; time < 24 * HOUR; time += STEP) {
    while (pending[0] && time >= pending[0][0] * HOUR) pending.shift()?.[1]()
    const visit = async () => {
      const first = await signer.sign(page)
      if (isSignedWith(api.ticket, first)) return 'accepted'
      const second = await signer.sign(page, { reason: 'invalid-signature' })
      return isSignedWith(api.ticket, second) ? 'repaired' : 'dead'
    }
    visits.push(
      visit().then(
        (outcome) => void counts[outcome]++,
        () => void counts.refused.push(time / HOUR),
      ),
    )
    await vi.advanceTimersByTimeAsync(STEP)
  }
  await Promise.all(visits)
  return counts
}

const VISITS = (24 * HOUR) / STEP

describe('a day of traffic', () => {
  test('costs fewer than 100 requests, and every signature is accepted', { tags: 'refresh-ahead' }, async () => {
    const pair = createPair({ now: Date.now }, { now: Date.now })
    const counts = await live(pair, [])
    expect(counts).toEqual({ accepted: VISITS, repaired: 0, dead: 0, refused: [] })
    expect(pair.count('token')).toBe(13)
    expect(pair.count()).toBeLessThan(100)
    expect(pair.errors).toEqual([])
  })

  test('with revoked credentials and an outage refuses only while the ticket is expired', {
    tags: 'refresh-ahead',
  }, async () => {
    const pair = createPair({ now: Date.now }, { now: Date.now })
    const { api } = pair
    let lift = () => {}
    const outage = (fault: FakeApiFault) => () => {
      lift = api.fail(fault)
    }
    const counts = await live(pair, [
      [1, () => api.revokeTokens()],
      // The ticket that is fetched next lives from 3.5 to 5.5, then to 7.5 and so on.
      [3.5, () => api.revokeTicket()],
      [4, () => api.fail({ errcode: -1, times: 7 })],
      [6, () => api.fail({ host: 'api.weixin.qq.com', status: 502, times: 5 })],
      [8, () => api.fail({ path: 'getticket', body: '<html>', times: 3 })],
      [9, () => api.fail({ delay: 4000, times: 10 })],
      [10, () => api.revokeTokens()],
      // One hour that the ticket outlives, and one in the middle of which it dies, at 19.5.
      [14, outage({ network: true })],
      [15, () => lift()],
      [19, outage({ silent: true })],
      [20, () => lift()],
      [22, () => api.fail({ path: 'getticket', errcode: 42001, times: 1 })],
    ])
    expect(counts.dead).toBe(0)
    expect(counts.repaired).toBe(1)
    expect(counts.accepted + counts.repaired + counts.refused.length).toBe(VISITS)
    // Refused is only who came when the old ticket was dead and WeChat out of reach, or within the half minute after.
    expect(counts.refused.length).toBeGreaterThan(0)
    expect(Math.min(...counts.refused)).toBeGreaterThanOrEqual(19.5)
    expect(Math.max(...counts.refused)).toBeLessThan(20 + (50 * 1000) / HOUR)
    // An hour of outage costs some 300: every half a minute or so both hosts are tried.
    expect(pair.count()).toBeLessThan(600)
  })

  test.each([
    ['set back by eight hours, from the first request on', 8 * HOUR, 0],
    ['set ahead by eight hours at noon', 0, 8 * HOUR],
    ['set back by two minutes at noon', 0, -2 * MINUTE],
  ])(
    'with a clock that is %s costs under 150 requests, and at most one retry',
    { tags: 'clocks' },
    async (_, first, then) => {
      let ahead = first
      const pair = createPair({ now: () => Date.now() + ahead }, { now: Date.now })
      const turn = () => {
        ahead = then
      }
      const counts = await live(pair, [[first ? STEP / HOUR : 12, turn]])
      expect(counts).toMatchObject({ dead: 0, refused: [] })
      // How much of a ticket's life was over at the jump, nobody knows: the first client that finds it dead says so.
      expect(counts.repaired).toBeLessThanOrEqual(1)
      expect(pair.count()).toBeLessThan(150)
    },
  )

  test('on two servers three hours apart costs under 400 requests, and every visitor is served', {
    tags: 'clocks',
  }, async () => {
    const store = memoryStore()
    const right = createPair({ store, now: Date.now }, { now: Date.now })
    const ahead = createPair({ store, now: () => Date.now() + 3 * HOUR, fetch: right.api.fetch }, { now: Date.now })
    const both = { ...right, signer: { ...right.signer } }
    let visit = 0
    both.signer.sign = (...args) => (visit++ % 2 ? ahead : right).signer.sign(...args)
    const counts = await live(both, [])
    expect(counts.refused).toEqual([])
    expect(counts.dead).toBe(0)
    expect(counts.repaired).toBeLessThan(30)
    expect(right.count()).toBeLessThan(400)
  })

  test("with an attacker's report every 61 seconds costs fewer than 250 requests", {
    tags: 'client-refusal',
  }, async () => {
    const pair = createPair({ now: Date.now }, { now: Date.now })
    const times = Array.from({ length: (24 * 60 * 60) / 61 }, (_, i) => (i * 61_000) / HOUR)
    const attack = () => void pair.signer.sign(page, { reason: 'invalid-signature' }).catch(() => {})
    const counts = await live(
      pair,
      times.map((hour) => [hour, attack]),
    )
    expect(counts).toEqual({ accepted: VISITS, repaired: 0, dead: 0, refused: [] })
    expect(pair.count('getticket')).toBeLessThan(250)
  })

  test('with card tickets refused costs no signature, and fewer than 100 other requests', async () => {
    const pair = createPair({ now: Date.now }, { now: Date.now })
    const { fetch } = pair.api
    const refusing = createPair({
      now: Date.now,
      fetch: async (input, init) =>
        String(input).includes('wx_card')
          ? Response.json({ errcode: 48001, errmsg: 'api unauthorized' })
          : fetch(input, init),
    })
    let cards = 0
    refusing.api = pair.api
    const { signer } = refusing
    const visiting = { ...refusing, signer: { ...signer } }
    visiting.signer.sign = (...args) => {
      void signer.cardChoice().catch(() => cards++)
      return signer.sign(...args)
    }
    const counts = await live(visiting, [])
    expect(counts).toEqual({ accepted: VISITS, repaired: 0, dead: 0, refused: [] })
    expect(cards).toBe(VISITS)
    expect(pair.count()).toBeLessThan(100)
  })

  test('with the quota of getticket used up for an hour refuses no signature', async () => {
    const pair = createPair({ now: Date.now }, { now: Date.now })
    let lift = () => {}
    const fail = () => {
      lift = pair.api.fail({ path: 'getticket', errcode: 45009 })
    }
    const counts = await live(pair, [
      [10.1, fail],
      [11.1, () => lift()],
    ])
    expect(counts).toEqual({ accepted: VISITS, repaired: 0, dead: 0, refused: [] })
    expect(pair.count()).toBeLessThan(110)
  })

  test('with a Redis that restarts empty every two hours refuses no signature', async () => {
    let isAway = false
    let inner = memoryStore()
    const away = () => Promise.reject(Object.assign(new Error(), { code: 'NOT_CONNECTED' }))
    const store: SignerStore = {
      get: (key) => (isAway ? away() : inner.get(key)),
      set: (...args) => (isAway ? away() : inner.set(...args)),
      lease: (...args) => (isAway ? away() : inner.lease(...args)),
    }
    const pair = createPair({ now: Date.now, store }, { now: Date.now })
    const restarts = Array.from({ length: 11 }, (_, i) => 2 * i + 1.9)
    const counts = await live(
      pair,
      restarts.flatMap((hour): [number, () => void][] => [
        [
          hour,
          () => {
            isAway = true
            inner = memoryStore()
          },
        ],
        [
          hour + 1 / 60,
          () => {
            isAway = false
          },
        ],
      ]),
    )
    expect(counts).toEqual({ accepted: VISITS, repaired: 0, dead: 0, refused: [] })
    expect(pair.count()).toBeLessThan(150)
  })
})

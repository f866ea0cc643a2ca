import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { FakeApiFault } from 'wechat-ready/testing'
import { createPair, HOUR, isSignedWith, page } from './setup.ts'

const STEP = 5000
const START = Date.UTC(2026, 10, 20)

beforeEach(() => void vi.useFakeTimers({ now: START }))
afterEach(() => void vi.useRealTimers())

/**
 * A day with a page opened every five seconds. A client that does not accept its signature reports it, as wechat-ready does.
 * `events` happen at their hour.
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
  test('costs fewer than 100 requests, and no visitor notices an expiry', async () => {
    const pair = createPair({ now: Date.now }, { now: Date.now })
    const counts = await live(pair, [])
    expect(counts).toEqual({ accepted: VISITS, repaired: 0, dead: 0, refused: [] })
    expect(pair.count('token')).toBe(13)
    expect(pair.count()).toBeLessThan(100)
    expect(pair.errors).toEqual([])
  })

  test('with revoked tokens and tickets, broken answers and an hour of outage loses nothing that could be had', async () => {
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
})

import { describe, expect, test } from 'vitest'
import { earliestRetry, nextRetry, type Pace, paceAfter, routeDelay } from '../../src/core/pace.ts'

const steady: Pace = { early: 0, unconfigured: 0 }

describe('the delay of a new URL', () => {
  test.each([
    [0, 100],
    [1, 200],
    [4, 1600],
    [5, 3200],
    [6, 3200],
    [2000, 3200],
  ])('after %i URLs in a row that were left early, without a caller, is %i ms', (early, ms) => {
    expect(routeDelay({ early, unconfigured: 9 }, false)).toBe(ms)
  })

  test.each([
    [0, 0],
    [4, 0],
    [5, 100],
    [6, 200],
    [10, 3200],
    [11, 3200],
  ])('after %i URLs in a row that were not configured, with a caller, is %i ms', (unconfigured, ms) => {
    expect(routeDelay({ early: 9, unconfigured }, true)).toBe(ms)
  })
})

describe('a URL counts as left early', () => {
  test.each([
    ['before it was configured, however long that took', 'trying', 60_000, { early: 4, unconfigured: 3 }],
    ['within a second of being configured', 'ready', 999, { early: 4, unconfigured: 0 }],
    ['not a second after it was configured', 'ready', 1000, { early: 0, unconfigured: 0 }],
    ['within a second of its failure', 'failed', 999, { early: 4, unconfigured: 3 }],
    ['not a second after its failure', 'failed', 1000, { early: 0, unconfigured: 3 }],
  ] as const)('%s', (_, state, stayMs, pace) => {
    expect(paceAfter({ early: 3, unconfigured: 2 }, { state, stayMs, hadCaller: false })).toEqual(pace)
  })

  test('and starts the count', () => {
    const departure = { state: 'trying', stayMs: 0, hadCaller: false } as const
    expect(paceAfter(steady, departure)).toEqual({ early: 1, unconfigured: 1 })
  })

  test('unless a caller has waited for it, which does not reset the count either', () => {
    const departure = { state: 'ready', stayMs: 0, hadCaller: true } as const
    expect(paceAfter({ early: 3, unconfigured: 2 }, departure)).toEqual({ early: 3, unconfigured: 0 })
  })
})

describe('retries', () => {
  test('are scheduled 2, 8 and 30 s after the first failure, and not after that', () => {
    expect([0, 2000, 2001, 8001, 30_001].map((ms) => nextRetry(100, 100 + ms))).toEqual([
      2100,
      2100,
      8100,
      30_100,
      undefined,
    ])
  })

  test('are at least 5 s apart', () => {
    expect([1000, 5999, 6000].map((now) => earliestRetry(now, 1000))).toEqual([6000, 6000, 6000])
    expect(earliestRetry(7000, 1000)).toBe(7000)
    expect(earliestRetry(3, Number.NEGATIVE_INFINITY)).toBe(3)
  })
})

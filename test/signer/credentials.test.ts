import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { memoryStore } from 'wechat-ready/signer'
import { appId, appSecret, createPair, isSignedWith, page } from '../kit/signer.ts'
import { HOUR, MINUTE } from '../kit/time.ts'

const SECOND = 1000
const later = { reason: 'invalid-signature' }

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Lets what is under way in the background come to its end. */
const settle = () => vi.advanceTimersByTimeAsync(30 * SECOND)

describe('a ticket', () => {
  test('is requested once and used for 25 minutes', async () => {
    const { api, signer, count } = createPair()
    await signer.sign(page)
    api.advance(25 * MINUTE - 1)
    expect(isSignedWith(api.ticket, await signer.sign(page))).toBe(true)
    expect(count()).toBe(2)
  })

  test('is refreshed in the background after 25 minutes, while the old one is used', {
    tags: 'refresh-ahead',
  }, async () => {
    const { api, signer, count } = createPair()
    await signer.sign(page)
    const old = api.ticket
    api.revokeTicket()
    api.advance(25 * MINUTE)
    api.fail({ delay: SECOND })
    expect(isSignedWith(old, await signer.sign(page))).toBe(true)
    expect(isSignedWith(old, await signer.sign(page))).toBe(true)
    await settle()
    expect(isSignedWith(api.ticket, await signer.sign(page))).toBe(true)
    expect(count('getticket')).toBe(2)
  })

  test('is not used after 30 minutes without a request', { tags: 'ticket-age' }, async () => {
    const { api, signer, count } = createPair()
    await signer.sign(page)
    api.revokeTicket()
    api.advance(30 * MINUTE)
    expect(isSignedWith(api.ticket, await signer.sign(page))).toBe(true)
    expect(count('getticket')).toBe(2)
  })

  test('is used after 30 minutes if WeChat takes more than two seconds to answer', async () => {
    const { api, signer } = createPair()
    await signer.sign(page)
    const old = api.ticket
    api.revokeTicket()
    api.advance(30 * MINUTE)
    api.fail({ delay: 3 * SECOND })
    const signing = signer.sign(page)
    await vi.advanceTimersByTimeAsync(2 * SECOND)
    expect(isSignedWith(old, await signing)).toBe(true)
    await settle()
    expect(isSignedWith(api.ticket, await signer.sign(page))).toBe(true)
  })

  test('that has expired is not used, however long WeChat takes to answer', async () => {
    const { api, signer } = createPair()
    await signer.sign(page)
    api.advance(120 * MINUTE)
    api.fail({ delay: 4 * SECOND })
    const signing = signer.sign(page)
    await settle()
    expect(isSignedWith(api.ticket, await signing)).toBe(true)
  })

  test('is refreshed after ticketMaxAge', { tags: 'ticket-age' }, async () => {
    const { api, signer } = createPair({ ticketMaxAge: 10 * MINUTE })
    await signer.sign(page)
    api.revokeTicket()
    api.advance(10 * MINUTE)
    expect(isSignedWith(api.ticket, await signer.sign(page))).toBe(true)
  })

  test('is used for two hours if WeChat cannot be reached, and not longer', {
    tags: 'refresh-ahead',
  }, async () => {
    const { api, signer, errors } = createPair()
    await signer.sign(page)
    const old = api.ticket
    api.fail({ network: true })
    for (const minute of [25, 30, 60, 119]) {
      api.advance(minute * MINUTE - (api.now() - 1_700_000_000_000))
      expect(isSignedWith(old, await signer.sign(page))).toBe(true)
      await settle()
    }
    // The fourth time the token was due as well.
    expect(errors).toEqual(Array(5).fill(expect.objectContaining({ code: 'wechat-unreachable' })))
    api.advance(MINUTE)
    await expect(signer.sign(page)).rejects.toMatchObject({ code: 'wechat-unreachable', status: 503 })
  })

  test('that WeChat returns again keeps its expiry', { tags: 'ticket-age' }, async () => {
    const { api, signer, count } = createPair()
    await signer.sign(page)
    for (let minute = 1; minute <= 240; minute++) {
      api.advance(MINUTE)
      expect(isSignedWith(api.ticket, await signer.sign(page))).toBe(true)
      await settle()
    }
    // Each of the two tickets: when new, and after 25, 50, 75, 100 and 116 minutes; then the third ticket.
    expect(count('getticket')).toBe(13)
  })

  test('that WeChat returns again just before it expires is requested five seconds later', async () => {
    const { api, signer, count } = createPair()
    api.fail({ path: 'getticket', delay: SECOND, times: 1 })
    const signing = signer.sign(page)
    // The request was sent now, the ticket issued a second later.
    await vi.advanceTimersByTimeAsync(500)
    api.advance(SECOND)
    await vi.advanceTimersByTimeAsync(500)
    await signing
    for (const [wait, times] of [
      [120 * MINUTE - SECOND, 2],
      [SECOND / 2, 2],
      [4.5 * SECOND, 3],
    ] as const) {
      api.advance(wait)
      expect(isSignedWith(api.ticket, await signer.sign(page))).toBe(true)
      expect(count('getticket')).toBe(times)
    }
  })

  test('is requested again for a client that refused it, and used from then on', {
    tags: 'client-refusal',
  }, async () => {
    const { api, signer } = createPair()
    await signer.sign(page)
    api.revokeTicket()
    api.advance(MINUTE)
    expect(isSignedWith(api.ticket, await signer.sign(page, later))).toBe(true)
    expect(isSignedWith(api.ticket, await signer.sign(page))).toBe(true)
  })

  test('is requested for clients once a minute, then less often while it stays the same', {
    tags: 'client-refusal',
  }, async () => {
    const { api, signer, count } = createPair()
    await signer.sign(page)
    for (let second = 1; second <= 601; second++) {
      api.advance(SECOND)
      await Promise.all([signer.sign(page, later), signer.sign(page, later), signer.sign(page)])
    }
    // At the start, then in the 1st, the 61st, the 181st and the 421st second: WeChat gives the same ticket each time.
    expect(count('getticket')).toBe(5)
    expect(count('token')).toBe(1)
  })

  test('is kept if a request for a client fails, and such requests become less often', async () => {
    const { api, signer, errors, count } = createPair()
    await signer.sign(page)
    api.fail({ path: 'getticket', errcode: 48001 })
    for (let second = 1; second <= 601; second++) {
      api.advance(SECOND)
      expect(isSignedWith(api.ticket, await signer.sign(page, later))).toBe(true)
    }
    expect(count('getticket')).toBe(5)
    expect(errors).toHaveLength(4)
  })

  test('is fetched again for a client while a scheduled refresh is in flight', async () => {
    const { api, signer, count } = createPair()
    await signer.sign(page)
    api.advance(25 * MINUTE)
    api.fail({ path: 'getticket', delay: SECOND, times: 1 })
    await signer.sign(page)
    const signing = signer.sign(page, later)
    await settle()
    await signing
    expect(count('getticket')).toBe(3)
  })

  test('is requested for a client even if there is none yet', async () => {
    const { api, signer, count } = createPair()
    expect(isSignedWith(api.ticket, await signer.sign(page, later))).toBe(true)
    expect(count()).toBe(2)
  })
})

describe('a token', () => {
  test('is used for all tickets until five minutes before it expires', async () => {
    const { api, signer, count } = createPair()
    await signer.sign(page)
    for (let minute = 1; minute < 115; minute++) {
      api.advance(MINUTE)
      await signer.sign(page)
      await signer.cardChoice()
      await settle()
    }
    expect(count('token')).toBe(1)
    for (let minute = 0; minute < 10; minute++) {
      api.advance(MINUTE)
      await signer.sign(page)
      await settle()
    }
    expect(count('token')).toBe(2)
  })

  test('comes from /cgi-bin/token if tokenApi says so', async () => {
    const { api, signer } = createPair({ tokenApi: 'token' })
    expect(isSignedWith(api.ticket, await signer.sign(page))).toBe(true)
    expect(api.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /cgi-bin/token',
      'GET /cgi-bin/ticket/getticket',
    ])
  })

  test.each(['stable_token', 'token'] as const)(
    'that was revoked is replaced once (%s)',
    { tags: 'tokens' },
    async (tokenApi) => {
      const { api, signer, errors } = createPair({ tokenApi })
      await signer.sign(page)
      api.revokeTokens()
      api.advance(30 * MINUTE)
      expect(isSignedWith(api.ticket, await signer.sign(page))).toBe(true)
      expect(api.requests.map(({ path, errcode }) => `${path.split('/').pop()} ${errcode}`)).toEqual([
        `${tokenApi} 0`,
        'getticket 0',
        'getticket 40001',
        `${tokenApi} 0`,
        'getticket 0',
      ])
      expect(errors).toEqual([])
    },
  )

  test.each([40001, 40014, 42001])(
    'that WeChat keeps rejecting with %i is an error after one new token',
    { tags: 'tokens' },
    async (errcode) => {
      const { api, signer, count } = createPair()
      api.fail({ path: 'getticket', errcode })
      await expect(signer.sign(page)).rejects.toMatchObject({ code: 'wechat-refused', errcode })
      expect(count('getticket')).toBe(2)
    },
  )

  test('that stable_token returns again after its rejection is forced to be replaced', async () => {
    const { api, signer } = createPair()
    api.fail({ path: 'getticket', errcode: 40001, times: 1 })
    expect(isSignedWith(api.ticket, await signer.sign(page))).toBe(true)
    expect(api.requests.map(({ path, params }) => [path.split('/').pop(), params.force_refresh])).toEqual([
      ['stable_token', false],
      ['getticket', undefined],
      ['stable_token', false],
      ['stable_token', true],
      ['getticket', undefined],
    ])
  })

  test('is replaced once for both tickets', async () => {
    const { api, signer, count } = createPair()
    await Promise.all([signer.sign(page), signer.cardChoice()])
    api.revokeTokens()
    api.advance(30 * MINUTE)
    await Promise.all([signer.sign(page), signer.cardChoice()])
    expect(count('token')).toBe(2)
  })

  test('that cannot be renewed is used until it expires', async () => {
    const { api, signer, errors } = createPair()
    await signer.sign(page)
    api.fail({ path: 'token', errcode: 40164 })
    api.advance(119 * MINUTE)
    api.revokeTicket()
    expect(isSignedWith(api.ticket, await signer.sign(page))).toBe(true)
    await settle()
    expect(errors).toEqual([expect.objectContaining({ errcode: 40164 })])
  })
})

describe('after a failure', () => {
  test('the next caller starts a request at once', async () => {
    const { api, signer } = createPair()
    api.fail({ errcode: 48001, times: 1 })
    await expect(signer.sign(page)).rejects.toMatchObject({ errcode: 48001 })
    expect(isSignedWith(api.ticket, await signer.sign(page))).toBe(true)
  })

  test('all callers of one request get its error', async () => {
    const { api, signer, count } = createPair()
    api.fail({ errcode: 48001 })
    const results = await Promise.allSettled(Array.from({ length: 1000 }, () => signer.sign(page)))
    expect(results.every(({ status }) => status === 'rejected')).toBe(true)
    expect(count()).toBe(1)
  })

  test('requests become less often, and a new one follows within 30 s of a recovery', async () => {
    const { api, signer, count } = createPair()
    const lift = api.fail({ errcode: 48001 })
    const outcomes = new Set<unknown>()
    for (let second = 0; second < 3600; second++) {
      const outcome = signer.sign(page).catch((error) => error.errcode)
      outcomes.add(await outcome)
      api.advance(SECOND)
    }
    expect([...outcomes]).toEqual([48001])
    expect(count()).toBeGreaterThan(115)
    expect(count()).toBeLessThan(260)
    lift()
    api.advance(30 * SECOND)
    expect(isSignedWith(api.ticket, await signer.sign(page))).toBe(true)
  })

  test.each([
    ['a minute', 45011, 'getticket', MINUTE],
    ['ten minutes', 45009, 'getticket', 10 * MINUTE],
    ['ten minutes', 45009, 'token', 10 * MINUTE],
  ])('no request is made for %s after the quota error %i of %s', async (_, errcode, path, pause) => {
    const { api, signer, count } = createPair()
    api.fail({ path, errcode, times: 1 })
    await expect(signer.sign(page)).rejects.toMatchObject({ errcode })
    const before = count()
    api.advance(pause - 1)
    await expect(signer.sign(page)).rejects.toMatchObject({ errcode })
    expect(count()).toBe(before)
    api.advance(1)
    expect(isSignedWith(api.ticket, await signer.sign(page))).toBe(true)
  })
})

describe('with a store', () => {
  test('that has a ticket, WeChat gets no request', async () => {
    const now = () => 1_700_000_000_000
    const store = memoryStore({ now })
    const { api, signer } = createPair({ store })
    await signer.sign(page)
    const second = createPair({ store })
    expect(isSignedWith(api.ticket, await second.signer.sign(page))).toBe(true)
    expect(second.count()).toBe(0)
  })

  test('a ticket that another signer requested for a client is used', async () => {
    const { api, count } = createPair()
    const store = memoryStore({ now: api.now })
    const shared = { store, fetch: api.fetch, now: api.now }
    const [first, second] = [createPair(shared), createPair(shared)]
    await first.signer.sign(page)
    await second.signer.sign(page)
    api.revokeTicket()
    api.advance(2 * MINUTE)
    expect(isSignedWith(api.ticket, await first.signer.sign(page, later))).toBe(true)
    expect(isSignedWith(api.ticket, await second.signer.sign(page, later))).toBe(true)
    expect(count('getticket')).toBe(2)
  })

  test('the token of another signer that WeChat rejects as well is replaced by a new one', {
    tags: 'tokens',
  }, async () => {
    const { api, count } = createPair()
    const shared = { store: memoryStore({ now: api.now }), fetch: api.fetch, now: api.now }
    const [first, second] = [createPair(shared), createPair(shared)]
    await first.signer.sign(page)
    await second.signer.sign(page)
    api.revokeTokens()
    api.advance(26 * MINUTE)
    await second.signer.sign(page, later)
    api.revokeTokens()
    api.revokeTicket()
    api.advance(26 * MINUTE)
    expect(isSignedWith(api.ticket, await first.signer.sign(page, later))).toBe(true)
    expect(count('stable_token')).toBe(3)
  })

  test('a report is not answered with a ticket that another signer fetched half an hour ago', {
    tags: 'client-refusal',
  }, async () => {
    const { api } = createPair()
    const shared = { store: memoryStore({ now: api.now }), fetch: api.fetch, now: api.now }
    const [first, second] = [createPair(shared), createPair(shared)]
    await first.signer.sign(page)
    api.revokeTicket()
    api.advance(26 * MINUTE)
    await second.signer.sign(page, later)
    // The ticket of the second signer is dead as well, and the first one has never had it.
    api.revokeTicket()
    api.advance(31 * MINUTE)
    expect(isSignedWith(api.ticket, await first.signer.sign(page, later))).toBe(true)
  })

  test('a ticket that another signer refreshed by age is used as well', async () => {
    const { api, count } = createPair()
    const shared = { store: memoryStore({ now: api.now }), fetch: api.fetch, now: api.now }
    const [first, second] = [createPair(shared), createPair(shared)]
    await first.signer.sign(page)
    await second.signer.sign(page)
    api.revokeTicket()
    api.advance(30 * MINUTE)
    await first.signer.sign(page)
    expect(isSignedWith(api.ticket, await second.signer.sign(page, later))).toBe(true)
    expect(count('getticket')).toBe(2)
  })

  test("it is read before and under the lease, and not within a minute of a client's ticket", async () => {
    const store = memoryStore()
    const get = vi.spyOn(store, 'get')
    const { api, signer } = createPair({ store })
    await Promise.all([signer.sign(page), signer.sign(page), signer.sign(page)])
    expect(get.mock.calls.map(([key]) => key.split(':').pop())).toEqual(['jsapi', 'jsapi', 'token', 'token'])
    await signer.sign(page, later)
    expect(get).toHaveBeenCalledTimes(6)
    api.advance(MINUTE - 1)
    await signer.sign(page, later)
    expect(get).toHaveBeenCalledTimes(6)
  })

  test('a ticket is stored for five minutes longer than it lives, to recognise it', async () => {
    const store = memoryStore()
    const set = vi.spyOn(store, 'set')
    const { signer } = createPair({ store })
    await signer.sign(page)
    expect(set).toHaveBeenLastCalledWith('wx0123456789abcdef:ticket:jsapi', expect.any(String), 125 * MINUTE)
  })

  test('that several accounts share, each has its own token and tickets', async () => {
    const store = memoryStore()
    for (const appId of ['wx0000000000000001', 'wx0000000000000002']) {
      const { api, signer } = createPair({ store, appId }, { appId })
      expect(isSignedWith(api.ticket, await signer.sign(page))).toBe(true)
      await signer.cardChoice()
      expect(api.requests.map(({ errcode }) => errcode)).toEqual([0, 0, 0])
    }
  })

  test('with an invalid value, WeChat gets a request', async () => {
    const good = { value: 'x', fetchedAt: 1_700_000_000_000, expiresAt: 1_700_007_200_000 }
    const fields = [{ value: 1 }, { fetchedAt: 'x' }, { fetchedAt: null }, { expiresAt: '9e15' }, { renewedAt: 'x' }]
    const entries = [...fields.map((field) => ({ ...good, ...field })), { value: 'x' }]
    for (const nonsense of ['', '{', 'null', '[]', ...entries.map((entry) => JSON.stringify(entry))]) {
      const store = memoryStore()
      const { api, signer } = createPair({ store })
      // Found at the start, and when a client has not accepted what came from WeChat.
      for (const options of [{}, later]) {
        await store.set('wx0123456789abcdef:ticket:jsapi', nonsense, HOUR)
        expect(isSignedWith(api.ticket, await signer.sign(page, options)), nonsense).toBe(true)
        api.revokeTicket()
      }
    }
  })

  test('whose lease is never released, the error comes after two lease times', async () => {
    const store = { ...memoryStore(), lease: async () => undefined }
    const { api, signer, errors } = createPair({ store, timeouts: { lease: 2000 } })
    const failed = vi.fn()
    signer.sign(page).catch(failed)
    await vi.advanceTimersByTimeAsync(3900)
    expect(failed).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(300)
    expect(failed.mock.calls).toEqual([
      [
        expect.objectContaining({
          code: 'store-unreachable',
          status: 503,
          message: 'Another server has been fetching wx0123456789abcdef:ticket:jsapi for 4000 ms',
        }),
      ],
    ])
    expect(api.requests).toEqual([])
    expect(errors).toEqual([])
  })

  test('that never answers, the error comes within a second', async () => {
    const { signer } = createPair({ store: { ...memoryStore(), lease: () => new Promise(() => {}) } })
    const signing = expect(signer.sign(page)).rejects.toMatchObject({
      code: 'store-unreachable',
      message: expect.stringContaining('TimeoutError'),
    })
    await vi.advanceTimersByTimeAsync(SECOND)
    await signing
  })

  test('that fails, the ticket in memory is used until it expires, and the signer recovers', async () => {
    const { api, count } = createPair()
    const good = memoryStore({ now: api.now })
    let isAway = false
    const reach = <T>(work: () => Promise<T>) => (isAway ? Promise.reject(new Error('READONLY no')) : work())
    const store = {
      get: (key: string) => reach(() => good.get(key)),
      set: (key: string, value: string, ttl: number) => reach(() => good.set(key, value, ttl)),
      lease: (key: string, ttl: number) => reach(() => good.lease(key, ttl)),
    }
    const { signer, errors } = createPair({ store, fetch: api.fetch, now: api.now })
    await signer.sign(page)
    isAway = true
    for (let minute = 1; minute < 120; minute++) {
      api.advance(MINUTE)
      expect(isSignedWith(api.ticket, await signer.sign(page))).toBe(true)
      await settle()
    }
    expect(errors.length).toBeGreaterThan(0)
    expect(errors.length).toBeLessThan(120)
    api.advance(MINUTE)
    await expect(signer.sign(page)).rejects.toMatchObject({
      code: 'store-unreachable',
      message: "The signer's store does not answer (READONLY)",
    })
    expect(count('getticket')).toBe(1)
    isAway = false
    api.advance(SECOND)
    expect(isSignedWith(api.ticket, await signer.sign(page))).toBe(true)
  })

  test('or without, a failed refresh is retried every ten seconds, not by every caller', async () => {
    const { api, signer, errors } = createPair()
    await signer.sign(page)
    api.fail({ path: 'getticket', errcode: 48001 })
    api.advance(26 * MINUTE)
    for (let second = 0; second < 120; second++) {
      await Promise.all([signer.sign(page), signer.sign(page)])
      await vi.advanceTimersByTimeAsync(1)
      api.advance(SECOND)
    }
    expect(errors).toHaveLength(12)
  })

  test('that rejects writes, tickets are used all the same', async () => {
    const set = () => Promise.reject(new Error('OOM command not allowed'))
    const { api, signer, errors } = createPair({ store: { ...memoryStore(), set } })
    expect(isSignedWith(api.ticket, await signer.sign(page))).toBe(true)
    expect(isSignedWith(api.ticket, await signer.sign(page))).toBe(true)
    expect(errors).toHaveLength(2)
  })
})

describe('when clocks jump', () => {
  const START = 1_700_000_000_000

  /** A signer whose clock is `ahead` of the true one. */
  function createSkewed(
    ahead: number,
    shared: ReturnType<typeof createPair>['api'],
    store = memoryStore({ now: shared.now }),
  ) {
    const clock = { ahead }
    const pair = createPair({ store, fetch: shared.fetch, now: () => shared.now() + clock.ahead })
    return { ...pair, clock }
  }

  test('a failure before the clock was set back delays no request after it', async () => {
    const { api } = createPair()
    const { signer, clock } = createSkewed(8 * HOUR, api)
    const lift = api.fail({ network: true })
    for (let i = 0; i < 5; i++) await expect(signer.sign(page)).rejects.toMatchObject({ code: 'wechat-unreachable' })
    lift()
    clock.ahead = 0
    expect(isSignedWith(api.ticket, await signer.sign(page))).toBe(true)
  })

  test.each(['45009', '45011'])(
    'a quota error (%s) before the clock was set back delays no request after it',
    async (errcode) => {
      const { api } = createPair()
      const { signer, clock } = createSkewed(8 * HOUR, api)
      api.fail({ errcode: Number(errcode), times: 1 })
      await expect(signer.sign(page)).rejects.toMatchObject({ errcode: Number(errcode) })
      clock.ahead = 0
      expect(isSignedWith(api.ticket, await signer.sign(page))).toBe(true)
    },
  )

  test('a ticket from before the clock was set back is requested again, and expires in time', async () => {
    const { api, count } = createPair()
    const { signer, clock } = createSkewed(8 * HOUR, api)
    await signer.sign(page)
    clock.ahead = 0
    for (let minute = 0; minute < 300; minute++) {
      expect(isSignedWith(api.ticket, await signer.sign(page)), `minute ${minute}`).toBe(true)
      api.advance(MINUTE)
      await settle()
    }
    expect(count('getticket')).toBeLessThan(22)
  })

  test('a clock that jumps ahead costs fewer than 15 requests', async () => {
    const { api, count } = createPair()
    const { signer, clock } = createSkewed(0, api)
    await signer.sign(page)
    clock.ahead = 121 * MINUTE
    for (let second = 0; second < 1200; second++) {
      expect(isSignedWith(api.ticket, await signer.sign(page))).toBe(true)
      api.advance(SECOND)
    }
    expect(count('getticket')).toBeLessThan(15)
  })

  test('a stored value with a future timestamp is ignored, and reported to onError', { tags: 'clocks' }, async () => {
    const { api } = createPair()
    const store = memoryStore({ now: api.now })
    for (const entry of [
      { value: 'x', fetchedAt: START + HOUR, expiresAt: START + 2 * HOUR },
      { value: 'x', fetchedAt: START, expiresAt: START + 10_000 * HOUR },
    ]) {
      await store.set('wx0123456789abcdef:ticket:jsapi', JSON.stringify(entry), HOUR)
      const { signer, errors } = createSkewed(0, api, store)
      expect(isSignedWith(api.ticket, await signer.sign(page))).toBe(true)
      expect(errors).toEqual([expect.objectContaining({ code: 'store-value-invalid' })])
      expect(errors[0]).toMatchObject({
        message: expect.stringContaining('has a timestamp in the future: do the clocks of all servers agree?'),
      })
    }
  })

  test('two servers whose clocks differ by four minutes share a token and a ticket', async () => {
    const { api, count } = createPair()
    const store = memoryStore({ now: api.now })
    await createSkewed(4 * MINUTE, api, store).signer.sign(page)
    await createSkewed(0, api, store).signer.sign(page)
    expect(count()).toBe(2)
  })
})

describe('one ticket type', () => {
  test('that is refused does not affect the other', { tags: 'types-apart' }, async () => {
    const { api, signer } = createPair()
    const lift = api.fail({ path: 'getticket', errcode: 48001 })
    for (let i = 0; i < 3; i++) await expect(signer.cardChoice()).rejects.toMatchObject({ errcode: 48001 })
    lift()
    expect(isSignedWith(api.ticket, await signer.sign(page))).toBe(true)
  })

  test.each([45009, 45011])(
    'whose quota is used up (%i) does not affect the other',
    { tags: 'types-apart' },
    async (errcode) => {
      const { api, signer, count } = createPair()
      api.fail({ path: 'getticket', errcode, times: 1 })
      await expect(signer.cardChoice()).rejects.toMatchObject({ errcode })
      expect(isSignedWith(api.ticket, await signer.sign(page))).toBe(true)
      await expect(signer.cardChoice()).rejects.toMatchObject({ errcode })
      expect(count('getticket')).toBe(2)
      expect(count('token')).toBe(1)
    },
  )

  test('whose quota is used up does not prevent refreshes of the other', async () => {
    const { api, signer } = createPair()
    api.on('getticket', ({ params }, server) => {
      if (params.type === 'wx_card') server.refuse(45009)
    })
    for (let minute = 0; minute < 240; minute++) {
      await expect(signer.cardChoice()).rejects.toMatchObject({ errcode: 45009 })
      expect(isSignedWith(api.ticket, await signer.sign(page))).toBe(true)
      await settle()
      api.advance(MINUTE)
    }
  })
})

describe('errcode -1000 of getticket', () => {
  test('is retried, then retried with a new token', async () => {
    const { api, signer, count } = createPair()
    api.fail({ path: 'getticket', errcode: -1000, times: 3 })
    const signing = signer.sign(page)
    await settle()
    expect(isSignedWith(api.ticket, await signing)).toBe(true)
    expect(count('getticket')).toBe(4)
    expect(api.requests.filter(({ params }) => params.force_refresh === true)).toHaveLength(1)
  })

  test('that persists forces a new token every ten minutes at most', async () => {
    const { api, signer } = createPair()
    api.fail({ path: 'getticket', errcode: -1000 })
    for (let minute = 0; minute < 60; minute++) {
      const signing = expect(signer.sign(page)).rejects.toMatchObject({ errcode: -1000 })
      await settle()
      await signing
      api.advance(MINUTE)
    }
    expect(api.requests.filter(({ params }) => params.force_refresh === true).length).toBeLessThanOrEqual(6)
  })
})

describe('a provider', () => {
  const good = { value: 'central', expiresIn: 7200 }

  test('of the access_token replaces the secret, and receives the token that WeChat rejected', {
    tags: 'central-service',
  }, async () => {
    const { api, count } = createPair()
    const rejections: unknown[] = []
    const stable = async () => {
      const init = {
        method: 'POST',
        body: JSON.stringify({ grant_type: 'client_credential', appid: appId, secret: appSecret }),
      }
      const reply = await (await api.fetch('https://api.weixin.qq.com/cgi-bin/stable_token', init)).json()
      return { value: reply.access_token, expiresIn: reply.expires_in }
    }
    const accessToken = async (asked: { rejected?: string }) => {
      rejections.push(asked.rejected)
      return stable()
    }
    const { signer } = createPair({ appSecret: undefined, accessToken, fetch: api.fetch, now: api.now })
    const signed = await Promise.all([signer.sign(page), signer.sign(page), signer.cardChoice()])
    expect(signed).toHaveLength(3)
    const before = await signer.accessToken()
    api.revokeTokens()
    api.advance(30 * MINUTE)
    expect(isSignedWith(api.ticket, await signer.sign(page))).toBe(true)
    expect(rejections).toEqual([undefined, before])
    expect(await signer.accessToken()).not.toBe(before)
    expect(count('getticket')).toBe(4)
  })

  test('of tickets replaces requests to WeChat, and receives the ticket that a client refused', {
    tags: 'central-service',
  }, async () => {
    const asked: unknown[] = []
    const ticket = async (type: string, { rejected }: { rejected?: string }) => {
      asked.push([type, rejected])
      return { value: `${type} ${asked.length}`, expiresIn: 7200 }
    }
    const { api, signer } = createPair({ appSecret: undefined, ticket, fetch: () => expect.unreachable() })
    expect(isSignedWith('jsapi 1', await signer.sign(page))).toBe(true)
    await signer.cardChoice()
    api.advance(MINUTE)
    expect(isSignedWith('jsapi 3', await signer.sign(page, later))).toBe(true)
    expect(asked).toEqual([
      ['jsapi', undefined],
      ['wx_card', undefined],
      ['jsapi', 'jsapi 1'],
    ])
    await expect(signer.accessToken()).rejects.toThrow('There is no access_token without "appSecret" or "accessToken"')
    await expect(signer.media('1')).rejects.toThrow(TypeError)
  })

  test.each<[string, () => unknown, string]>([
    [
      'throws',
      () => {
        throw new Error('GET http://10.0.0.7/token?key=sesame')
      },
      '"ticket" has failed (Error)',
    ],
    [
      'rejects',
      () => Promise.reject(Object.assign(new Error(), { code: 'ECONNREFUSED' })),
      '"ticket" has failed (ECONNREFUSED)',
    ],
    ['gives nothing', () => undefined, '"ticket" must give { value, expiresIn }: a text, and seconds above 0'],
    [
      'gives no value',
      () => ({ expiresIn: 1 }),
      '"ticket" must give { value, expiresIn }: a text, and seconds above 0',
    ],
    ['gives a value that is over', () => ({ value: 'x', expiresIn: 0 }), '"ticket" must give'],
    ['never answers', () => new Promise(() => {}), '"ticket" has failed (TimeoutError)'],
  ])('that %s causes an error without its message', async (_, ticket, message) => {
    // @ts-expect-error what is not typed may do this
    const { signer } = createPair({ appSecret: undefined, ticket })
    const signing = expect(signer.sign(page)).rejects.toMatchObject({
      code: 'provider-failed',
      status: 503,
      message: expect.stringContaining(message),
    })
    await settle()
    await signing
  })

  test('with a tiny expiresIn is called every five seconds at most', async () => {
    let asked = 0
    const { api, signer } = createPair({
      appSecret: undefined,
      ticket: async () => ({ value: `${asked++}`, expiresIn: 0.1 }),
    })
    for (let tenth = 0; tenth < 600; tenth++) {
      await signer.sign(page)
      api.advance(100)
    }
    expect(asked).toBeLessThanOrEqual(13)
  })

  test('of the access_token is not called for a rejected token that was replaced long ago', async () => {
    let asked = 0
    const accessToken = async () => ({ ...good, value: `central ${asked++}` })
    const { signer } = createPair({ appSecret: undefined, accessToken })
    const first = await signer.accessToken()
    const second = await signer.accessToken({ rejected: first })
    expect(second).not.toBe(first)
    expect(await signer.accessToken({ rejected: first })).toBe(second)
    expect(asked).toBe(2)
  })
})

describe('expires_in', () => {
  test.each([
    ['as a text', '"7200"', 2],
    ['of a second', '1', 30],
  ])('%s does not cause more requests', async (_, expiresIn, times) => {
    const { api, signer, count } = createPair()
    api.fail({ path: 'stable_token', body: `{"access_token":"x","expires_in":${expiresIn}}` })
    api.fail({ path: 'getticket', body: `{"errcode":0,"ticket":"y","expires_in":${expiresIn}}` })
    for (let second = 0; second < 600; second++) {
      expect(isSignedWith('y', await signer.sign(page))).toBe(true)
      api.advance(SECOND)
    }
    expect(count()).toBeLessThanOrEqual(times)
  })
})

import fc from 'fast-check'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { createSigner, memoryStore, type Signer, type SignerStore, type UrlSignature } from 'wechat-ready/signer'
import { createFakeWechatApi, type FakeApiFault } from 'wechat-ready/testing'
import { holds, playEvents, STORY_TIMEOUT, type Timed } from '../kit/property.ts'
import { appId, appSecret, isSignedWith, page } from '../kit/signer.ts'
import { HOUR, MINUTE, SECOND, turn, virtualTime } from '../kit/time.ts'

/*
 * Hours of servers that share an account and a store, while other programs replace tokens and tickets, WeChat and the
 * store fail, and clocks jump. What is served is held against a model of the account's tickets, which knows when each
 * was first given and when it died.
 */

const faults = {
  busy: { errcode: -1 },
  'day quota': { path: 'getticket', errcode: 45009 },
  'token quota': { path: 'token', errcode: 45009 },
  'minute quota': { errcode: 45011 },
  'address refused': { path: 'token', errcode: 40164 },
  'token rejected': { path: 'getticket', errcode: 40001 },
  unauthorized: { path: 'getticket', errcode: 48001 },
  'bad gateway': { status: 502 },
  'first host': { host: 'api.weixin.qq.com', network: true },
  'no network': { network: true },
  silence: { silent: true },
  late: { delay: 4 * SECOND },
  'a page': { path: 'getticket', body: '<html>' },
} satisfies Record<string, FakeApiFault>

type Event = Timed<
  | { does: 'sign' | 'report' | 'card' | 'restart'; server: number }
  /** Every server signs every ten seconds. */
  | { does: 'traffic'; minutes: number }
  /** Another program asks for a new token, or for a new ticket. */
  | { does: 'lose tokens' | 'lose ticket' }
  | { does: 'fault'; fault: keyof typeof faults; ms: number }
  | { does: 'clock'; server: number; by: number }
  | { does: 'store'; fails: 'refuses' | 'is silent' | 'is empty'; ms: number }
>

interface Story {
  servers: number
  tokenApi: 'stable_token' | 'token'
  events: Event[]
}

const server = fc.nat({ max: 2 })
const wait = fc.constantFrom(0, 0, 1, SECOND, 40 * SECOND, 6 * MINUTE, 26 * MINUTE, 31 * MINUTE, 119 * MINUTE)
const asks = [
  fc.record({ wait, does: fc.constantFrom('sign' as const, 'sign', 'report', 'card', 'restart'), server }),
  fc.record({ wait, does: fc.constant('traffic' as const), minutes: fc.constantFrom(1, 10, 70) }),
]
const ms = fc.constantFrom(SECOND, 20 * SECOND, 5 * MINUTE, HOUR)
const troubles = [
  fc.record({ wait, does: fc.constantFrom('lose tokens' as const, 'lose ticket') }),
  fc.record({
    wait,
    does: fc.constant('fault' as const),
    fault: fc.constantFrom(...(Object.keys(faults) as (keyof typeof faults)[])),
    ms,
  }),
]
const disasters = [
  fc.record({
    wait,
    does: fc.constant('clock' as const),
    server,
    by: fc.constantFrom(-8 * HOUR, -2 * MINUTE, 4 * MINUTE, 8 * HOUR),
  }),
  fc.record({
    wait,
    does: fc.constant('store' as const),
    fails: fc.constantFrom('refuses' as const, 'is silent', 'is empty'),
    ms,
  }),
]

const stories = (...events: fc.Arbitrary<Event>[]): fc.Arbitrary<Story> =>
  fc.record({
    servers: fc.integer({ min: 1, max: 3 }),
    tokenApi: fc.constantFrom('stable_token', 'stable_token', 'token'),
    events: fc.array(fc.oneof(...asks, ...events), { minLength: 4, maxLength: 24 }),
  })

/** A ticket of the account: from the first answer that brought it, two hours, or until it was replaced. */
interface TicketLife {
  value: string
  diesAt: number
}

/** What came of one `sign()`. */
interface Outcome {
  at: number
  took?: number
  /** For how long the ticket had been dead; negative while it lives. */
  deadFor?: number
  error?: unknown
}

/** Longer than any request, lease or time-out of the signer takes, all in a row. */
const PATIENCE_MS = 3 * MINUTE

/** After a failure WeChat is left alone for ten minutes at most, and the caller's next request goes to it. */
const LONGEST_PAUSE_MS = 11 * MINUTE

const TICKET_MAX_AGE_MS = 30 * MINUTE

/** A ticket that comes again at its very end is believed for five seconds more. */
const GRACE_MS = 5 * SECOND

/** How long a client's request and the answer to it may take. */
const SLACK_MS = 10 * SECOND

function open({ servers: count, tokenApi }: Story) {
  const api = createFakeWechatApi({ appId, appSecret, now: Date.now })
  const tickets: TicketLife[] = []
  const outcomes: Outcome[] = []
  const lifts = new Set<() => void>()
  /** Until when something was wrong. */
  let troubledUntil = Number.NEGATIVE_INFINITY
  let storeFails: 'refuses' | 'is silent' | undefined
  let memory = memoryStore()
  const trouble = (ms: number) => {
    troubledUntil = Math.max(troubledUntil, Date.now() + ms)
  }

  const inner = <T>(act: () => Promise<T>): Promise<T> => {
    if (storeFails === 'is silent') return new Promise(() => {})
    return storeFails ? Promise.reject(new Error('ECONNREFUSED')) : act()
  }
  const store: SignerStore = {
    get: (key) => inner(async () => memory.get(key)),
    set: (...args) => inner(async () => memory.set(...args)),
    lease: (...args) => inner(async () => memory.lease(...args)),
  }

  /** WeChat, with a look at each ticket that it gives. */
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const response = await api.fetch(input, init)
    const { ticket } = await response
      .clone()
      .json()
      .catch(() => ({}))
    const isKnown = tickets.some(({ value }) => value === ticket)
    if (ticket && !isKnown) tickets.push({ value: ticket, diesAt: Date.now() + 2 * HOUR })
    return response
  }

  const skews = Array.from({ length: count }, () => 0)
  const start = (at: number): Signer =>
    createSigner({
      appId,
      appSecret,
      allowedOrigins: [new URL(page).origin],
      store,
      fetch,
      tokenApi,
      now: () => Date.now() + (skews[at] ?? 0),
      onError: () => {},
    })
  const signers = skews.map((_, at) => start(at))

  const deadFor = (signed: UrlSignature) => {
    const life = tickets.find(({ value }) => isSignedWith(value, signed))
    expect(life, 'signed with a ticket that WeChat has given').toBeDefined()
    return Date.now() - Number(life?.diesAt)
  }

  function sign(at: number, reason = 'initial'): Outcome {
    const outcome: Outcome = { at: Date.now() }
    outcomes.push(outcome)
    const signer = signers[at % count] as Signer
    signer.sign(page, { reason }).then(
      (signed) => Object.assign(outcome, { took: Date.now() - outcome.at, deadFor: deadFor(signed) }),
      (error) => Object.assign(outcome, { took: Date.now() - outcome.at, error }),
    )
    return outcome
  }

  const during = (ms: number, begin: () => () => void) => {
    trouble(ms)
    const end = begin()
    const lift = () => {
      lifts.delete(lift)
      end()
    }
    lifts.add(lift)
    setTimeout(lift, ms)
  }

  async function act(event: Event): Promise<void> {
    if (event.does === 'sign') sign(event.server)
    if (event.does === 'report') sign(event.server, 'invalid-signature')
    if (event.does === 'card') (signers[event.server % count] as Signer).cardChoice().catch(() => {})
    if (event.does === 'restart') signers[event.server % count] = start(event.server % count)
    if (event.does === 'traffic') {
      for (let left = event.minutes * 6; left; left--) {
        for (const at of signers.keys()) sign(at)
        await turn(10 * SECOND)
      }
    }
    if (event.does === 'lose tokens') api.revokeTokens()
    if (event.does === 'lose ticket') {
      for (const life of tickets) life.diesAt = Math.min(life.diesAt, Date.now())
      api.revokeTicket()
    }
    if (event.does === 'fault') during(event.ms, () => api.fail(faults[event.fault]))
    if (event.does === 'clock') skews[event.server % count] = (skews[event.server % count] ?? 0) + event.by
    if (event.does === 'store') {
      if (event.fails === 'is empty') memory = memoryStore()
      else {
        const { fails } = event
        during(event.ms, () => {
          storeFails = fails
          return () => {
            storeFails = undefined
          }
        })
      }
    }
  }

  return {
    api,
    signers,
    outcomes,
    sign,
    act,
    /** When the last fault ended. */
    troubledUntil: () => troubledUntil,
    mend: () => {
      for (const lift of lifts) lift()
      skews.fill(0)
    },
  }
}

type Site = ReturnType<typeof open>

/**
 * Plays a story; nothing hangs, and in the end every server signs with the ticket that lives, once a client has reported
 * a dead one. After a clock has jumped the second report may be the first that finds it dead.
 */
async function play(story: Story, seen: Set<string>, reports = 1): Promise<Site> {
  vi.setSystemTime(Date.UTC(2026, 10, 20))
  const site = open(story)
  await playEvents(story.events, {
    pass: turn,
    act: (event) => {
      seen.add(event.does)
      return site.act(event)
    },
  })
  await turn(PATIENCE_MS)
  for (const { took, error } of site.outcomes) {
    expect(took, 'a call has not settled').toBeDefined()
    if (error) seen.add(`error ${(error as { code?: string }).code}`)
  }
  site.mend()
  await turn(TICKET_MAX_AGE_MS + LONGEST_PAUSE_MS)
  for (const at of site.signers.keys()) {
    let last: Outcome = { at: 0 }
    for (let left = reports; left && !(Number(last.deadFor) < GRACE_MS); left--) {
      site.sign(at, 'invalid-signature')
      await turn(MINUTE + SECOND)
      last = site.sign(at)
      await turn(SECOND)
    }
    expect(last.error).toBeUndefined()
    expect(last.deadFor).toBeLessThan(GRACE_MS)
  }
  expectFewRequests(site)
  return site
}

/** The most requests in any hour, over all servers. */
function busiestHour({ api }: Site): number {
  let most = 0
  const times = api.requests.map(({ at }) => at)
  for (let first = 0, last = 0; last < times.length; last++) {
    while (Number(times[last]) - Number(times[first]) >= HOUR) first++
    most = Math.max(most, last - first + 1)
  }
  return most
}

function expectFewRequests(site: Site): void {
  expect(busiestHour(site)).toBeLessThan(400 * site.signers.length)
}

/** WeChat's rule: twenty forced tokens a day, and half a minute between two. */
function expectFewForced({ api }: Site): void {
  // One that a host did not answer is sent to the other.
  const answered = api.requests.filter(({ errcode }) => errcode === 0)
  const forced = answered.filter(({ params }) => params.force_refresh === true).map(({ at }) => at)
  for (const [number, at] of forced.entries()) {
    if (number) expect(at - Number(forced[number - 1])).toBeGreaterThanOrEqual(30 * SECOND)
    expect(forced.filter((other) => other <= at && at - other < 24 * HOUR).length).toBeLessThanOrEqual(20)
  }
}

/** Stories that went wrong once. */
const examples: Story[] = [
  // A report was answered with a ticket that another server had fetched an hour before.
  {
    servers: 2,
    tokenApi: 'stable_token',
    events: [
      { does: 'traffic', minutes: 1 },
      { does: 'lose tokens' },
      { wait: 26 * MINUTE, does: 'sign', server: 1 },
      { does: 'lose ticket' },
      { wait: 31 * MINUTE, does: 'lose ticket' },
    ],
  },
  // The token of another server, which had been rejected as well, was the last one that was tried.
  {
    servers: 2,
    tokenApi: 'stable_token',
    events: [
      { does: 'traffic', minutes: 1 },
      { does: 'report', server: 1 },
      { does: 'lose tokens' },
      { does: 'sign', server: 0 },
      { wait: SECOND, does: 'lose tokens' },
      { does: 'lose ticket' },
      { does: 'fault', fault: 'busy', ms: SECOND },
    ],
  },
]

beforeEach(virtualTime)

describe('servers with one account and one store', () => {
  test('sign so that the client accepts it, within a second, with under 20 requests an hour', {
    tags: ['refresh-ahead', 'one-upstream'],
    timeout: STORY_TIMEOUT,
  }, async () => {
    await holds({
      stories: stories(),
      runs: 30,
      close: () => void vi.clearAllTimers(),
      async play(story, seen) {
        const site = await play(story, seen)
        for (const { error, deadFor, took } of site.outcomes) {
          expect(error).toBeUndefined()
          expect(deadFor).toBeLessThan(GRACE_MS)
          expect(took).toBeLessThan(SECOND)
        }
        expect(busiestHour(site)).toBeLessThan(20)
      },
    })
  })

  test('sign with a replaced ticket for at most half an hour, whatever fails', {
    tags: ['ticket-age', 'tokens'],
    timeout: STORY_TIMEOUT,
  }, async () => {
    await holds({
      stories: stories(...troubles),
      runs: 60,
      close: () => void vi.clearAllTimers(),
      examples,
      happens: ['lose tokens', 'lose ticket', 'fault', 'error wechat-refused', 'error wechat-unreachable'],
      async play(story, seen) {
        const site = await play(story, seen)
        for (const { at, took = 0, deadFor = 0 } of site.outcomes) {
          const settledAt = at + took
          const since = Math.min(deadFor, settledAt - (site.troubledUntil() + LONGEST_PAUSE_MS))
          expect(since).toBeLessThan(TICKET_MAX_AGE_MS + SLACK_MS)
        }
        expectFewForced(site)
      },
    })
  })

  test('settle every call, and sign again after wrong clocks and a failing store', {
    tags: ['clocks', 'no-secrets'],
    timeout: STORY_TIMEOUT,
  }, async () => {
    await holds({
      stories: stories(...troubles, ...disasters),
      runs: 60,
      close: () => void vi.clearAllTimers(),
      happens: ['clock', 'store', 'error wechat-refused'],
      async play(story, seen) {
        const { outcomes } = await play(story, seen, 2)
        for (const { error } of outcomes) {
          expect(String((error as Error | undefined)?.message)).not.toMatch(new RegExp(`${appSecret}|fake_\\w+_`))
        }
      },
    })
  })
})

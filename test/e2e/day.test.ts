import { expect, test } from 'vitest'
import { createSigner } from 'wechat-ready/signer'
import { createFakeWechatApi, type FakeWechatScriptOptions, fakeWechatScript } from 'wechat-ready/testing'
import type { EngineName } from './browsers.ts'
import { inBrowser } from './suite.ts'
import { userAgents } from './user-agents.ts'

/* A page that is left open for a day, and never reloaded. */

const appId = 'wx0123456789abcdef'
const appSecret = '0123456789abcdef0123456789abcdef'
const ROUTES = 500
/** What the user goes back and forth between. */
const PATHS = 5
const HOUR_MS = 3_600_000
/** A ticket lives for two hours. The server keeps it for half an hour, and the page a signature. */
const TICKETS = 12
const HALF_HOURS = 48
/** So often the client refuses each of four things. */
const REFUSALS = ROUTES / 100

/** The page's clock, which `skip(ms)` turns on; its timers take their real time. */
const clock = `(function () {
  var ahead = 0, date = Date.now, since = performance.now.bind(performance)
  Date.now = function () { return date() + ahead }
  performance.now = function () { return since() + ahead }
  window.skip = function (ms) { ahead += ms }
})()`

declare global {
  interface Window {
    skip?(ms: number): void
    clients?: ReturnType<typeof wechatReady.createWechat>[]
    day?: Day
  }
}

/** What the page has seen of its day. */
interface Day {
  /** Calls that have failed: the route's number, the API, the error. */
  failed: string[]
  calls: number
  /** What was told of sharing, where it belongs somewhere else. */
  misplaced: string[]
}

/** Each client model, and for how many URLs it wants signatures: the current ones, or the landing page's. */
const models: [EngineName, keyof typeof userAgents, FakeWechatScriptOptions, number][] = [
  ['chromium', 'android', { platform: 'android', version: '7.0' }, PATHS],
  ['webkit', 'iphone', { platform: 'ios' }, 1],
]

for (const [engine, name, options, urls] of models) {
  inBrowser(engine, ({ open, serve }) => {
    test(`${options.platform}: ${ROUTES} routes and ${TICKETS} tickets: no failed call, few requests`, async () => {
      let turned = Date.now()
      const api = createFakeWechatApi({ appId, appSecret, now: () => turned })
      const server = await serve({ head: '<script src="/day.js"></script>' })
      const signer = createSigner({
        appId,
        appSecret,
        allowedOrigins: [server.origin],
        fetch: api.fetch,
        now: api.now,
      })
      const script = `${clock};${fakeWechatScript({ appId, ticket: api.ticket, ...options, force: true })}`
      server.routes['/day.js'] = () => new Response(script, { headers: { 'content-type': 'text/javascript' } })
      server.routes['/api/wechat/signature'] = (request) => signer.fetch(request)
      // The server's time goes on with the page's.
      server.routes['/skip'] = ({ url }) => {
        turned += Number(new URL(url).searchParams.get('ms'))
        return new Response(api.ticket)
      }

      const page = await open({ userAgent: userAgents[name], url: `${server.origin}/goods/entry` })
      await page.evaluate(start)
      const tickets = new Set<string>()
      for (let route = 0; route < ROUTES; route += 25) {
        const step = (24 * HOUR_MS) / ROUTES
        for (const ticket of await page.evaluate(live, route, Math.min(route + 25, ROUTES), step)) tickets.add(ticket)
      }

      const { failed, calls, misplaced } = (await page.evaluate(() => window.day)) as Day
      const requests = ['a', 'b'].map((client) => {
        const mine = server.requests.filter((line) => line.includes(`client=${client}&`))
        return { all: mine.length, afresh: mine.filter((line) => line.includes('reason=invalid-signature')).length }
      })
      const bound = urls * (HALF_HOURS + TICKETS) + TICKETS + REFUSALS + 1
      const counts = requests.map(({ all, afresh }) => `${all} (${afresh} afresh)`).join(' and ')
      console.log(`${options.platform}: ${calls} calls, ${counts} requests for signatures of at most ${bound} each`)
      expect(failed).toEqual([])
      expect(misplaced).toEqual([])
      expect(calls).toBeGreaterThan(3 * ROUTES)
      expect(tickets.size).toBeGreaterThanOrEqual(TICKETS)
      for (const { all, afresh } of requests) {
        expect(all).toBeLessThanOrEqual(bound)
        expect(afresh).toBeLessThanOrEqual(TICKETS * (urls + 1) + REFUSALS)
      }
      expect(await page.pageErrors()).toEqual([])
    }, 600_000)
  })
}

/** Runs in the page: two client objects, as of two micro front-ends. */
function start(): void {
  window.clients = ['a', 'b'].map((name) =>
    wechatReady.createWechat({
      signature: `/api/wechat/signature?client=${name}`,
      share: ({ pathname }) => ({ title: `${name} of ${pathname}` }),
    }),
  )
  window.day = { failed: [], calls: 0, misplaced: [] }
}

/** Runs in the page: some routes of the day, each for `step` milliseconds. Returns the tickets that were valid. */
async function live(from: number, to: number, step: number): Promise<string[]> {
  const { fakeWechat: fake, clients, day, skip } = window
  const [a, b] = clients ?? []
  if (!fake || !a || !b || !day || !skip) throw new Error('not started')
  const tickets: string[] = []
  /** Time passes, for the page and for the server; WeChat may have another ticket after it. */
  const pass = async (ms: number) => {
    skip(ms)
    const ticket = await (await fetch(`/skip?ms=${ms}`)).text()
    tickets.push(ticket)
    Object.assign(fake, { ticket })
  }
  const call = async (api: string, promise: Promise<unknown>) => {
    day.calls++
    await promise.catch((error) => day.failed.push(`${route}: ${api}: ${error}`))
  }
  /**
   * Goes back and forth, since WebKit lets no page push a hundred routes within ten seconds; the first time forth to
   * new ones.
   */
  const go = async (route: number) => {
    const path = `/goods/${route % 5}`
    if (route < 5) history.pushState(null, '', path)
    else history.go(route % 5 ? 1 : -4)
    while (location.pathname !== path) await new Promise((resolve) => setTimeout(resolve))
  }
  let route = from
  for (; route < to; route++) {
    await go(route)
    await Promise.all([call('a.ready', a.ready()), call('b.ready', b.ready())])
    // What happens to a page that stays where it is.
    await pass(step)
    if (route % 100 === 20) fake.replaceGrants()
    if (route % 100 === 70) fake.replaceGrants(['scanQRCode'])
    if (route % 100 === 40) fake.on('hideOptionMenu', 'deny', { times: 1 })
    if (route % 100 === 90) fake.on('getLocation', (_, client) => client.refuse('fail_invalid_signature'), { times: 1 })
    await Promise.all([
      call('a.getLocation', a.getLocation()),
      call('b.chooseImage', b.chooseImage()),
      call('b.hideOptionMenu', b.hideOptionMenu()),
    ])
    if (route % 10 === 0) await call('share', b.share({ title: `own of ${location.pathname}` }))
    for (const { api, params, url } of fake.calls)
      if (api.startsWith('update') && !String(params.title).endsWith(` of ${new URL(url).pathname}`))
        day.misplaced.push(`${params.title} at ${url}`)
    ;(fake.calls as unknown[]).length = 0
  }
  return tickets
}

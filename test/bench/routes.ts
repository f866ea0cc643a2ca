// What navigation costs, in Chromium as WeChat on Android, where each URL has to be configured: how many signatures are
// asked for, and how long it takes until the page is ready at its last URL, which is when the library has said so and
// the client has accepted it. SDK and client are those of ready.ts.
//
// Whoever works "by hand" here does what the official documentation says, at every change of the URL: ask for a
// signature, configure. @wecom/jssdk has nothing for it.
import { endpoint } from './apps/page.ts'
import { type AppName, delays, median, pairs, ROUNDS, type Stage, spread } from './stage.ts'
import type { Row } from './table.ts'

const { signature, verification } = delays

/** How the page gets to its last URL. */
type Journey = 'back and forth' | 'burst' | 'redirects on entry' | 'redirects, then by hand'

interface Trip {
  /** Milliseconds. */
  time: number
  /** How long before the client's answer the library said that it was ready; below zero when it was after it. */
  early: number
  requests: number
}

async function travel(stage: Stage, app: AppName, journey: Journey): Promise<Trip> {
  const { result, signed } = await stage.play(app, (page) => page.evaluate(travelInPage, journey))
  // That of the start is not the burst's.
  return { ...result, requests: signed.length - (journey === 'burst' ? 1 : 0) }
}

async function travelInPage(journey: Journey): Promise<Omit<Trip, 'requests'>> {
  const { app } = globalThis
  const follow = () => (app.follow as () => Promise<unknown>)()
  await new Promise((resolve) => requestIdleCallback(resolve))
  const home = location.href
  let start = performance.now()
  let left = start
  if (journey.startsWith('redirects')) {
    // By hand the router is waited for: a signature that is asked for earlier is that of another URL.
    const early = journey === 'redirects on entry' ? app.start() : undefined
    for (const path of ['/login', '/welcome', '/shop']) {
      // A guard of a router is asynchronous.
      await undefined
      history.replaceState(null, '', path)
    }
    await (early ?? app.start())
  } else if (journey === 'burst') {
    await app.start()
    for (let i = 1; i <= 50; i++) history.pushState(null, '', `/things/${i}`)
    // Not before: so many take the browser itself 6 ms, or 50 on a busy machine.
    start = performance.now()
    await follow()
  } else {
    await app.start()
    for (const url of ['/b', home, '/b']) {
      left = performance.now()
      history.pushState(null, '', url)
      await follow()
    }
  }
  const said = performance.now()
  const accepted = () => window.answered.find(({ ok, url, time }) => ok && url === location.href && time > left)?.time
  while (!accepted()) {
    if (performance.now() - said > 5000) throw new Error(`the client has not accepted ${location.href}`)
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  const end = accepted() ?? 0
  return { time: Math.max(said, end) - start, early: end - said }
}

/**
 * Milliseconds that the browser itself takes for a signature after 50 `pushState` in one task, of which it makes
 * history entries while the request waits. No library takes part.
 */
async function bareFetch(stage: Stage): Promise<number> {
  const { result } = await stage.play('weixin-js-sdk', (page) => page.evaluate(fetchInPage, endpoint))
  return result
}

async function fetchInPage(endpoint: string): Promise<number> {
  await new Promise((resolve) => requestIdleCallback(resolve))
  await globalThis.app.start()
  for (let i = 1; i <= 50; i++) history.pushState(null, '', `/things/${i}`)
  const start = performance.now()
  await (await fetch(`${endpoint}?url=${encodeURIComponent(location.href)}`)).json()
  return performance.now() - start
}

const plans: [app: AppName, journey: Journey][] = [
  ['wechat-ready', 'back and forth'],
  ['weixin-js-sdk', 'back and forth'],
  ['wechat-jssdk', 'back and forth'],
  ['wechat-ready', 'burst'],
  ['wechat-ready', 'redirects on entry'],
  ['weixin-js-sdk', 'redirects, then by hand'],
]

export async function routes(stage: Stage): Promise<Row[]> {
  const trips: Trip[][] = plans.map(() => [])
  const bare: number[] = []
  // By turns, so that a busy machine treats all alike.
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, [app, journey]] of plans.entries()) trips[index]?.push(await travel(stage, app, journey))
    bare.push((await bareFetch(stage)) + verification)
  }
  const [ours = [], raw = [], jssdk = [], burst = [], redirects = [], byHandThere = []] = trips
  const once = signature + verification
  return [
    ...backAndForth(ours, { 'raw wx': raw, 'wechat-jssdk': jssdk }, 2 * once + 2 * verification),
    ...oneTask({ what: '50 pushState in one task', zh: '同一任务内 50 次 pushState' }, burst, {
      peer: 'a bare fetch of the signature there, and the client',
      zh: '同一处单独 fetch 签名，加上客户端',
      times: bare,
      bar: 'ratio <= 1.1',
    }),
    ...oneTask({ what: '3 redirects on entry', zh: '进入时重定向 3 次' }, redirects, {
      peer: 'raw wx after as many, by hand',
      zh: '原生 wx，同样重定向之后，手动',
      times: times(byHandThere),
      bar: 'ratio <= 1.05',
    }),
  ]
}

/** The worst of a count, since it is to be the same each time. */
const requests = (trips: Trip[]) => Math.max(...trips.map(({ requests }) => requests))
const times = (trips: Trip[]) => trips.map(({ time }) => time)

const byHand = { note: 'by hand', zh: '手动' }

function backAndForth(trips: Trip[], peers: Record<string, Trip[]>, criticalPath: number): Row[] {
  const asked = { what: 'A → B → A → B: signature requests', unit: '', ours: requests(trips) } as const
  const time = {
    what: 'A → B → A → B: time until ready',
    unit: 'ms',
    ours: median(times(trips)),
    spread: spread(times(trips)),
  } as const
  const zh = { asked: 'A → B → A → B：签名请求数', time: 'A → B → A → B：就绪用时' }
  const zhNames: Record<string, string> = { 'raw wx': '原生 wx' }
  const askedBeside = Object.entries(peers).map(([peer, theirs], index) => ({
    ...asked,
    peer,
    theirs: requests(theirs),
    note: byHand.note,
    ...(index === 0 && { bar: 'ours <= 2' }),
    zh: { what: zh.asked, peer: zhNames[peer] ?? peer, note: byHand.zh },
  }))
  const timeBeside = Object.entries(peers).map(([peer, theirs]) => {
    const early = Math.round(median(theirs.map(({ early }) => early)))
    return {
      ...time,
      peer,
      theirs: median(times(theirs)),
      theirSpread: spread(times(theirs)),
      pairs: pairs(times(trips), times(theirs)),
      note: early > 1 ? `${byHand.note}; says so ${early} ms before the client has checked` : byHand.note,
      zh: {
        what: zh.time,
        peer: zhNames[peer] ?? peer,
        note: early > 1 ? `${byHand.zh}；在客户端校验完成前 ${early} ms 就报告就绪` : byHand.zh,
      },
    }
  })
  return [
    ...askedBeside,
    { ...asked, peer: '@wecom/jssdk', note: 'never signs again', zh: { what: zh.asked, note: '不会重新签名' } },
    { ...time, peer: 'critical path', theirs: criticalPath },
    ...timeBeside,
  ]
}

/** What the time of one task is set beside. */
interface Beside {
  peer: string
  zh: string
  /** Milliseconds, round by round. */
  times: number[]
  bar: string
}

function oneTask({ what, zh }: { what: string; zh: string }, trips: Trip[], beside: Beside): Row[] {
  return [
    {
      what: `${what}: signature requests`,
      unit: '',
      ours: requests(trips),
      peer: 'raw wx, wechat-jssdk',
      note: byHand.note,
      bar: 'ours <= 1',
      zh: { what: `${zh}：签名请求数`, peer: '原生 wx、wechat-jssdk', note: byHand.zh },
    },
    {
      what: `${what}: time until ready`,
      unit: 'ms',
      ours: median(times(trips)),
      spread: spread(times(trips)),
      peer: beside.peer,
      theirs: median(beside.times),
      theirSpread: spread(beside.times),
      pairs: pairs(times(trips), beside.times),
      bar: beside.bar,
      zh: { what: `${zh}：就绪用时`, peer: beside.zh },
    },
  ]
}

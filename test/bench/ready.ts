// From the moment that an app begins to the moment that it is ready, in Chromium as WeChat on Android, for each library
// over the same scripted client, with a slow network of the same server's making. The app's own code is loaded before
// the watch is started.
import { type AppName, appNames, delays, inTurn, median, pairs, ROUNDS, type Stage, spread } from './stage.ts'
import type { Row } from './table.ts'

/** What is waited for side by side, then the client. */
const criticalPath = Math.max(delays.signature, delays.sdk) + delays.verification

interface Times {
  /** Milliseconds until the library said so. */
  said: number
  /** Milliseconds until the client had accepted the configuration. */
  accepted: number
}

async function once(stage: Stage, app: AppName): Promise<Times> {
  const { result } = await stage.play(app, (page) =>
    page.evaluate(async () => {
      await new Promise((resolve) => requestIdleCallback(resolve))
      const start = performance.now()
      await globalThis.app.start()
      const said = performance.now() - start
      const accepted = window.answered.find(({ ok }) => ok)?.time
      return { said, accepted: accepted === undefined ? Number.NaN : accepted - start }
    }),
  )
  // None of them says so too early the first time; routes.ts shows what happens later.
  if (!(result.accepted <= result.said)) throw new Error(`${app} was ready before the client had accepted anything`)
  return result
}

async function measure(stage: Stage): Promise<Record<AppName, number[]>> {
  const times = Object.fromEntries(appNames.map((app) => [app, [] as number[]])) as Record<AppName, number[]>
  for (let round = 0; round <= ROUNDS; round++) {
    for (const app of inTurn(appNames, round)) {
      const { said } = await once(stage, app)
      // The first round warms up.
      if (round > 0) times[app].push(said)
    }
  }
  return times
}

/** What each is held against, with the words for it. */
const peers: Record<Exclude<AppName, 'wechat-ready' | 'wechat-ready-bridge'>, { peer: string; zh: string }> = {
  'weixin-js-sdk': { peer: 'raw wx, SDK and signature at once', zh: '原生 wx，SDK 与签名同时加载' },
  'wecom-jssdk': { peer: '@wecom/jssdk', zh: '@wecom/jssdk' },
  'weixin-js-sdk-in-turn': { peer: 'raw wx, one after the other', zh: '原生 wx，先后加载' },
  'wechat-jssdk': { peer: 'wechat-jssdk', zh: 'wechat-jssdk' },
}

/** Those with a bar: the best that can be done without this library. */
const best: readonly string[] = ['weixin-js-sdk', 'wecom-jssdk']

export async function ready(stage: Stage): Promise<Row[]> {
  const times = await measure(stage)
  const conditions = `signature ${delays.signature} ms, SDK ${delays.sdk} ms, client ${delays.verification} ms`
  const zhConditions = `签名 ${delays.signature} ms，SDK ${delays.sdk} ms，客户端 ${delays.verification} ms`
  const rowsOf = (app: AppName, bar: string, words: { what: string; zh: string }): Row[] => {
    const own = times[app]
    const ours = { what: words.what, unit: 'ms', ours: median(own), spread: spread(own) } as const
    // All of them miss it, raw `wx` as well: it measures the machine, and is no bar.
    const path: Row = { ...ours, peer: 'critical path', theirs: criticalPath, zh: { what: words.zh, peer: '关键路径' } }
    const beside = Object.entries(peers).map(([name, { peer, zh }]): Row => {
      const theirs = times[name as AppName]
      return {
        ...ours,
        peer,
        theirs: median(theirs),
        theirSpread: spread(theirs),
        pairs: pairs(own, theirs),
        ...(best.includes(name) && { bar }),
        zh: { what: words.zh, peer: zh },
      }
    })
    return [...beside, path]
  }
  return [
    ...rowsOf('wechat-ready', 'ratio <= 1.03', {
      what: `time to ready: ${conditions}`,
      zh: `就绪用时：${zhConditions}`,
    }),
    ...rowsOf('wechat-ready-bridge', 'ratio <= 1.0', {
      what: 'the same with bridgeSdk',
      zh: '同样条件，用 bridgeSdk',
      // The others are quoted in the rows above.
    }).map(({ zh, ...one }) => (one.bar ? { ...one, zh } : one)),
  ]
}

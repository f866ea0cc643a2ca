// From the moment that an app begins to the moment that it is ready, in Chromium as WeChat on Android, for each library
// over the same scripted client, with a slow network of the same server's making. The app's own code is loaded before
// the watch is started.
import { type AppName, delays, median, type Stage, spread } from './stage.ts'
import type { Row } from './table.ts'

const ROUNDS = 15

/** What is waited for side by side, then the client. */
const criticalPath = Math.max(delays.signature, delays.sdk) + delays.verification

const apps: AppName[] = ['wechat-ready', 'weixin-js-sdk', 'weixin-js-sdk-in-turn', 'wechat-jssdk', 'wecom-jssdk']

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

async function measure(stage: Stage): Promise<Record<AppName, Times[]>> {
  const times = Object.fromEntries(apps.map((app) => [app, [] as Times[]])) as Record<AppName, Times[]>
  for (let round = 0; round <= ROUNDS; round++) {
    // By turns, so that a busy machine treats all alike; the first round warms up.
    for (const app of apps) {
      const one = await once(stage, app)
      if (round > 0) times[app].push(one)
    }
  }
  return times
}

export async function ready(stage: Stage): Promise<Row[]> {
  const times = await measure(stage)
  const of = (app: AppName) => times[app].map(({ said }) => said)
  const what = `time to ready: signature ${delays.signature} ms, SDK ${delays.sdk} ms, client ${delays.verification} ms`
  const zh = `就绪用时：签名 ${delays.signature} ms，SDK ${delays.sdk} ms，客户端 ${delays.verification} ms`
  const ours = { what, unit: 'ms', ours: median(of('wechat-ready')), spread: spread(of('wechat-ready')) } as const
  const beside = (
    app: AppName,
    { peer, zh: zhPeer = peer, bar }: { peer: string; zh?: string; bar?: string },
  ): Row => ({
    ...ours,
    peer,
    theirs: median(of(app)),
    theirSpread: spread(of(app)),
    ...(bar && { bar }),
    zh: { what: zh, peer: zhPeer },
  })
  return [
    { ...ours, peer: 'critical path', theirs: criticalPath, bar: 'ratio <= 1.1', zh: { what: zh, peer: '关键路径' } },
    beside('weixin-js-sdk', {
      peer: 'raw wx, SDK and signature at once',
      zh: '原生 wx，SDK 与签名同时加载',
      bar: 'ratio <= 1.0',
    }),
    beside('weixin-js-sdk-in-turn', { peer: 'raw wx, one after the other', zh: '原生 wx，先后加载' }),
    beside('wechat-jssdk', { peer: 'wechat-jssdk' }),
    beside('wecom-jssdk', { peer: '@wecom/jssdk', bar: 'ratio <= 1.0' }),
  ]
}

/*
 * What a call costs on top of the raw one: `await wechat.getNetworkType()` beside `wx.getNetworkType({ success })` as a
 * promise, over the same real weixin-js-sdk and a bridge that answers at once. Runs alone as well:
 * `node test/bench/call.js`.
 */
import { createRequire } from 'node:module'
import { performance } from 'node:perf_hooks'
import { Window } from 'happy-dom'
import { tell } from './tell.js'

const ROUNDS = 60
const CALLS = 500

const window = new Window({ url: 'https://shop.example.com/detail?id=1' })
const userAgent =
  'Mozilla/5.0 (Linux; Android 12; V2049A Build/SP1A.210812.003; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/138.0.7204.180 Mobile Safari/537.36 XWEB/1380085 MMWEBSDK/20250503 MMWEBID/419 MicroMessenger/8.0.61.2880(0x28003D57) WeChat/arm64 Weixin NetType/5G Language/zh_CN ABI/arm64'
const WeixinJSBridge = {
  invoke: (name, _message, answer) =>
    answer({ err_msg: name === 'getNetworkType' ? 'network_type:wifi' : `${name}:ok` }),
  on() {},
}
Object.assign(window, { WeixinJSBridge })
for (const name of ['document', 'location', 'history'])
  Object.defineProperty(globalThis, name, { value: window[name], configurable: true })
Object.defineProperty(globalThis, 'navigator', { value: { userAgent, platform: 'Linux armv8l' }, configurable: true })
Object.assign(globalThis, { window, WeixinJSBridge })

const wx = createRequire(import.meta.url)('weixin-js-sdk')
const { createWechat } = await import('wechat-ready')
const signature = { appId: 'wx1', timestamp: 1, nonceStr: 'n', signature: 's' }
const wechat = createWechat({ signature: () => signature, sdk: async () => wx })
await wechat.ready()
if ((await wechat.getNetworkType()).networkType !== 'wifi') throw new Error('The call does not work')

const ours = () => wechat.getNetworkType()
const raw = () => new Promise((success, fail) => wx.getNetworkType({ success, fail }))

/** Microseconds per call, in one round. */
async function round(call) {
  const start = performance.now()
  for (let i = 0; i < CALLS; i++) await call()
  return ((performance.now() - start) * 1000) / CALLS
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1]

const times = { ours: [], raw: [] }
for (let i = 0; i < ROUNDS; i++) {
  // By turns, so that a busy machine treats both alike; the first rounds warm up.
  const [a, b] = [await round(ours), await round(raw)]
  if (i >= 10) {
    times.ours.push(a)
    times.raw.push(b)
  }
}
const overhead = median(times.ours.map((time, i) => time - times.raw[i]))
const unit = 'µs'
tell([
  { what: 'a call', unit, ours: median(times.ours), peer: 'raw wx', theirs: median(times.raw) },
  {
    what: 'a call: overhead over raw wx',
    unit,
    ours: overhead,
    bar: 'ours <= 5',
    zh: { what: '一次调用：比原生 wx 多用' },
  },
])

// Signatures per second of the built package beside its peers and beside the hash alone, and HTTP signatures per second
// beside a handler with a constant answer of the same size on the same server. Signatures are counted per second of CPU
// time; rounds alternate and the best one counts. Over HTTP the rounds are short and many, the handlers take turns within
// each, and the ratio is that of the pairs: per second of the clock it wanders by a third from run to run, since the
// load generator and the server share the machine, while the server's CPU time per request is its own. So the bar is on
// the CPU time, which counts all threads of the server, garbage collection included. Runs alone as well:
// `node test/bench/signer.js`.
import { fork } from 'node:child_process'
import crypto from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import autocannon from 'autocannon'
import WechatApi from 'co-wechat-api'
import { JSSDK } from 'wechat-jssdk'
import { createSigner } from 'wechat-ready/signer'
import { createFakeWechatApi } from 'wechat-ready/testing'
import { tell } from './tell.js'

const ROUNDS = 7
const HTTP_ROUNDS = 15
const HTTP_ROUND_SECONDS = 1
const account = { appId: 'wx0123456789abcdef', appSecret: '0123456789abcdef0123456789abcdef' }
const api = createFakeWechatApi(account)
const { ticket } = api

const seconds = ({ user, system }) => (user + system) / 1e6
const cpuSeconds = () => seconds(process.cpuUsage())
const urls = Array.from({ length: 1000 }, (_, i) => `https://shop.example.com/shop/${i}?from=singlemessage&x=a%3Ab+c`)

function ourSigner() {
  const signer = createSigner({ ...account, allowedOrigins: ['https://shop.example.com'], fetch: api.fetch })
  return (url) => signer.sign(url)
}

function coWechatApi() {
  const peer = new WechatApi(account.appId, account.appSecret)
  peer.ticketStore.jsapi = { ticket, expireTime: Date.now() + 7e6 }
  return (url) => peer.getJsConfig({ url, jsApiList: [] })
}

async function wechatJssdk(directory) {
  const peer = new JSSDK({
    ...account,
    wechatToken: 'token',
    wechatRedirectUrl: 'https://shop.example.com/',
    storeOptions: { fileStorePath: join(directory, 'store.json'), interval: 1e9 },
  })
  await peer.store.updateGlobalToken({ accessToken: 'token', jsapi_ticket: ticket, modifyDate: new Date() })
  return (url) => peer.getSignature(url, true)
}

async function benchSignatures(directory) {
  const text = `jsapi_ticket=${ticket}&noncestr=0123456789abcdef0123&timestamp=1700000000&url=${urls[0]}`
  const subjects = {
    'bare SHA-1, crypto.hash': () => crypto.hash('sha1', text),
    'bare SHA-1, createHash': () => crypto.createHash('sha1').update(text).digest('hex'),
    'wechat-ready': ourSigner(),
    'co-wechat-api': coWechatApi(),
    'wechat-jssdk': await wechatJssdk(directory),
  }
  const measured = Object.entries(subjects).map(([name, sign]) => ({ name, sign, rates: [] }))
  for (let round = 0; round <= ROUNDS; round++) {
    for (const { sign, rates } of measured) {
      let done = 0
      const start = cpuSeconds()
      while (cpuSeconds() - start < 0.3) {
        for (const url of urls) await sign(url)
        done += urls.length
      }
      // The first round warms up.
      if (round > 0) rates.push(done / (cpuSeconds() - start))
    }
  }
  return Object.fromEntries(measured.map(({ name, rates }) => [name, Math.max(...rates)]))
}

async function benchHttp() {
  const server = fork(fileURLToPath(new URL('signer-server.js', import.meta.url)))
  const [ports] = await once(server, 'message')
  const serverSeconds = async () => {
    server.send('cpu')
    const [usage] = await once(server, 'message')
    return seconds(usage)
  }
  const query = `/?url=${encodeURIComponent(urls[0])}`
  const measured = Object.entries(ports).map(([name, port]) => ({ name, port, rates: [], micros: [] }))
  for (let round = 0; round <= HTTP_ROUNDS; round++) {
    const turn = round % 2 ? measured : [...measured].reverse()
    for (const { port, rates, micros } of turn) {
      const start = await serverSeconds()
      const { requests, non2xx, duration } = await autocannon({
        url: `http://127.0.0.1:${port}${query}`,
        connections: 50,
        duration: HTTP_ROUND_SECONDS,
      })
      if (non2xx > 0) throw new Error(`${non2xx} answers were not 200`)
      const cpu = (await serverSeconds()) - start
      // The first round warms up.
      if (round === 0) continue
      rates.push(requests.total / duration)
      micros.push((cpu / requests.total) * 1e6)
    }
  }
  server.kill()
  return Object.fromEntries(measured.map((one) => [one.name, one]))
}

const sorted = (numbers) => [...numbers].sort((a, b) => a - b)
const quantile = (numbers, share) => sorted(numbers)[Math.floor(share * (numbers.length - 1) + 0.5)]
const median = (numbers) => quantile(numbers, 0.5)
const spread = (numbers) => [Math.min(...numbers), Math.max(...numbers)]

const directory = mkdtempSync(join(tmpdir(), 'wechat-ready-bench-'))
const signatures = await benchSignatures(directory)
rmSync(directory, { recursive: true })
const http = await benchHttp()

const beside = (rates, row) => ({ unit: '/s', theirs: rates[row.peer], ...row })
const one = { what: 'signatures, one thread', ours: signatures['wechat-ready'] }
const zh = {
  one: '签名，单线程',
  rates: '经 HTTP 的签名，50 个连接',
  micros: '经 HTTP 的一次签名：服务端 CPU 时间',
  'empty handler': '空处理函数',
  'handler with a constant answer of this size': '返回同样大小固定内容的处理函数',
}

/** One number of the server over HTTP beside that of another handler, round by round. */
function overHttp(key, what, unit, peer, bar) {
  const [ours, theirs] = [http['signer.fetch'][key], http[peer][key]]
  const ratios = ours.map((own, round) => own / theirs[round])
  return {
    what,
    unit,
    ours: median(ours),
    spread: spread(ours),
    peer,
    theirs: median(theirs),
    theirSpread: spread(theirs),
    pairs: { ratio: median(ratios), quartiles: [quantile(ratios, 0.25), quantile(ratios, 0.75)] },
    ...(bar && { bar }),
    zh: { what: zh[key], peer: zh[peer] },
  }
}
const byClock = ['rates', 'signatures over HTTP, 50 connections', '/s']
const byCpu = ['micros', 'one signature over HTTP: CPU time of the server', 'µs']

tell([
  beside(signatures, { ...one, peer: 'co-wechat-api', bar: 'ratio >= 2', zh: { what: zh.one } }),
  beside(signatures, { ...one, peer: 'wechat-jssdk', zh: { what: zh.one } }),
  beside(signatures, {
    ...one,
    peer: 'bare SHA-1, crypto.hash',
    bar: 'ratio >= 0.4',
    zh: { what: zh.one, peer: '只做 SHA-1，crypto.hash' },
  }),
  beside(signatures, { ...one, peer: 'bare SHA-1, createHash', bar: 'ratio >= 0.4' }),
  // The bytes of the answer have to be paid for: of an empty handler a handler that answers the same bytes reaches four
  // fifths, and no more. Four fifths of a rate are five quarters of a time.
  overHttp(...byCpu, 'handler with a constant answer of this size', 'ratio <= 1.25'),
  overHttp(...byCpu, 'empty handler'),
  overHttp(...byClock, 'handler with a constant answer of this size'),
  overHttp(...byClock, 'empty handler'),
])

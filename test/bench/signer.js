// Signatures per second of the built package beside its peers and beside the hash alone, and HTTP signatures per second
// beside a handler with a constant answer of the same size on the same server. Rounds alternate and the best one
// counts, so that whatever else the machine does strikes all alike. Signatures are counted per second of CPU time;
// those over HTTP per second of the clock, which wants a quiet machine, and per second of the server's CPU time, which
// holds on a busy one as well but counts what other threads do at the same time, such as collecting garbage. Runs alone
// as well: `node test/bench/signer.js`.
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
  const measured = Object.entries(ports).map(([name, port]) => ({ name, port, rates: [], cpuRates: [] }))
  for (let round = 0; round <= ROUNDS; round++) {
    for (const { port, rates, cpuRates } of measured) {
      const start = await serverSeconds()
      const { requests, non2xx } = await autocannon({
        url: `http://127.0.0.1:${port}${query}`,
        connections: 50,
        duration: 2,
      })
      if (non2xx > 0) throw new Error(`${non2xx} answers were not 200`)
      const cpu = (await serverSeconds()) - start
      if (round === 0) continue
      rates.push(requests.average)
      cpuRates.push(requests.total / cpu)
    }
  }
  server.kill()
  const best = (key) => Object.fromEntries(measured.map((one) => [one.name, Math.max(...one[key])]))
  return { rates: best('rates'), cpuRates: best('cpuRates') }
}

const directory = mkdtempSync(join(tmpdir(), 'wechat-ready-bench-'))
const signatures = await benchSignatures(directory)
rmSync(directory, { recursive: true })
const { rates, cpuRates } = await benchHttp()

const beside = (rates, row) => ({ unit: '/s', theirs: rates[row.peer], ...row })
const one = { what: 'signatures, one thread', ours: signatures['wechat-ready'] }
const many = { what: 'signatures over HTTP, 50 connections', ours: rates['signer.fetch'] }
const cpu = { what: 'signatures over HTTP, per second of CPU', ours: cpuRates['signer.fetch'] }
const zh = { one: '签名，单线程', many: '经 HTTP 的签名，50 个连接' }

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
  beside(rates, { ...many, peer: 'empty handler', zh: { what: zh.many, peer: '空处理函数' } }),
  // The bytes of the answer have to be paid for: of an empty handler a handler that answers the same bytes reaches four
  // fifths, and no more.
  beside(rates, {
    ...many,
    peer: 'handler with a constant answer of this size',
    bar: 'ratio >= 0.8',
    zh: { what: zh.many, peer: '返回同样大小固定内容的处理函数' },
  }),
  beside(cpuRates, { ...cpu, peer: 'empty handler' }),
  beside(cpuRates, { ...cpu, peer: 'handler with a constant answer of this size' }),
])

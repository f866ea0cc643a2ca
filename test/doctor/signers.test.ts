import { mkdtempSync, rmSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import WechatApi from 'co-wechat-api'
import express from 'express'
import { expect, onTestFinished, test } from 'vitest'
// @ts-expect-error it has no types
import { JSSDK } from 'wechat-jssdk'
import { diagnose } from 'wechat-ready/doctor'
import { createSigner } from 'wechat-ready/signer'
import { createFakeWechatApi } from 'wechat-ready/testing'
import { appId, endpoint, origin, page, ticket } from './backends.ts'
import { fetchAt, serve } from './serve.ts'

const appSecret = '0123456789abcdef0123456789abcdef'
const api = createFakeWechatApi({ appId, appSecret, ticket })
const signer = createSigner({ appId, appSecret, allowedOrigins: [origin], fetch: api.fetch })

/** What the doctor says of a backend, by name. */
async function namesFor(fetch: typeof globalThis.fetch) {
  const { findings } = await diagnose({ endpoint, page, ticket, appId, fetch })
  return findings.map(({ name }) => name).sort()
}

/** `signer.node` as `http` and Express call it. */
const answerNode: RequestListener = (request, response) => void signer.node(request as never, response)

/** Three lines of Express around somebody's `sign`. */
async function expressAround(sign: (url: string) => Promise<object>) {
  const app = express()
  app.get(
    '/api/wechat/signature',
    async (request, response) => void response.json(await sign(String(request.query.url))),
  )
  return fetchAt(await serve(app))
}

test('our signer has no finding in http, Express and a worker', { tags: 'doctor-finds' }, async () => {
  expect(await namesFor(fetchAt(await serve(answerNode)))).toEqual([])

  const app = express()
  app.get('/api/wechat/signature', answerNode)
  expect(await namesFor(fetchAt(await serve(app)))).toEqual([])

  expect(await namesFor(async (input, init) => signer.fetch(new Request(input, init)))).toEqual([])
})

test('our sign() in a plain Express route lacks no-store', async () => {
  expect(await namesFor(await expressAround((url) => signer.sign(url)))).toEqual(['cacheable'])
})

test('co-wechat-api in an Express app signs for any origin and lacks no-store', async () => {
  const peer = Object.assign(new WechatApi(appId, appSecret), {
    ensureTicket: async () => ({ ticket }),
    ensureAccessToken: async () => ({ accessToken: 'token' }),
  })
  expect(await namesFor(await expressAround((url) => peer.getJsConfig({ url })))).toEqual([
    'cacheable',
    'open-signer',
    'url-fragment',
  ])
})

test('wechat-jssdk in an Express app signs for any origin, lacks no-store and reuses signatures', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'doctor-'))
  const peer = new JSSDK({
    appId,
    appSecret,
    wechatToken: 'token',
    wechatRedirectUrl: `${origin}/`,
    storeOptions: { fileStorePath: join(folder, 'store.json'), interval: 1e9 },
    clearCountInterval: 1e9,
  })
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  await peer.store.updateGlobalToken({ accessToken: 'token', jsapi_ticket: ticket, modifyDate: new Date() })
  expect(await namesFor(await expressAround((url) => peer.getSignature(url)))).toEqual([
    'cacheable',
    'open-signer',
    'same-twice',
  ])
})

import { readFileSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import vm from 'node:vm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type * as signerEntry from 'wechat-ready/signer'
import { createFakeWechatApi } from 'wechat-ready/testing'
import { bundleFile } from '../kit/build.ts'
import { appId, appSecret, ask, isSignedWith, page } from '../kit/signer.ts'

// What the minimum common web API has and the signer may use; no `process`, no `require`, no `Buffer`.
const { AbortController, clearTimeout, crypto, DOMException, fetch, Headers, Request, Response, setTimeout } =
  globalThis
const { TextDecoder, TextEncoder, URL, URLSearchParams } = globalThis
const globals = {
  AbortController,
  clearTimeout,
  console,
  crypto,
  DOMException,
  fetch,
  Headers,
  Request,
  Response,
  setTimeout,
}

let path: string
beforeAll(async () => {
  path = await bundleFile('src/signer.ts', 'iife')
})
afterAll(() => rmSync(dirname(path), { recursive: true }))

/** The signer's entry, evaluated where there is nothing but the web platform. */
function load(more: object = {}): typeof signerEntry {
  const context = vm.createContext({ ...globals, ...more, TextDecoder, TextEncoder, URL, URLSearchParams })
  return vm.runInContext(`${readFileSync(path, 'utf8')}; bundle`, context)
}

test('a runtime without Node modules signs the same', { tags: 'runtimes' }, async () => {
  const { signUrl, signCard, verifyServer } = load()
  const ticket = 'sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg'
  const timestamp = 1414587457
  const url = 'http://mp.weixin.qq.com?params=value'
  expect(await signUrl({ ticket, nonceStr: 'Wm3WZYTPz0wzccnW', timestamp, url })).toBe(
    '0f9de62fce790f9a083d5c99e95740ceb90c27ed',
  )
  const card = { ticket: 'ojZ8YtyVyr30HheH3CM73y7h4jJE', cardId: 'pjZ8Yt1XGILfi-FUsewpnnolGgZk', code: '1434008071' }
  expect(await signCard({ ...card, timestamp: 1404896688, nonceStr: '123' })).toBe(
    'f137ab68b7f8112d20ee528ab6074564e2796250',
  )
  expect(await verifyServer({ token: 'x', signature: 'y', timestamp: '1', nonce: '2' })).toBe(false)
})

test('a runtime without Node modules answers requests', { tags: 'runtimes' }, async () => {
  const api = createFakeWechatApi({ appId, appSecret })
  const { createSigner } = load()
  const worker = {
    fetch: createSigner({ appId, appSecret, allowedOrigins: ['https://shop.example.com'], fetch: api.fetch }).fetch,
  }
  const response = await worker.fetch(ask())
  expect(response.status).toBe(200)
  expect(isSignedWith(api.ticket, await response.json())).toBe(true)
  expect((await worker.fetch(ask('https://evil.com/'))).status).toBe(403)
  const signed = await createSigner({
    appId,
    appSecret,
    allowedOrigins: ['https://shop.example.com'],
    fetch: api.fetch,
  }).sign(page)
  expect(isSignedWith(api.ticket, signed)).toBe(true)
})

test("a runtime like Next's edge, whose process throws for a Node module, signs", {
  tags: 'runtimes',
}, async () => {
  const refuse = () => {
    throw new Error('A Node.js API is used (process.getBuiltinModule) which is not supported in the Edge Runtime')
  }
  for (const process of [
    { getBuiltinModule: refuse },
    Object.defineProperty({}, 'getBuiltinModule', { get: refuse }),
  ]) {
    const { signUrl } = load({ process })
    const fields = { ticket: 't', nonceStr: 'n', timestamp: 1, url: 'https://shop.example.com/' }
    expect(await signUrl(fields)).toMatch(/^[0-9a-f]{40}$/)
  }
})

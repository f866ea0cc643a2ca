import { createRequire } from 'node:module'
import { expect, inject, test } from 'vitest'
import { run } from '../kit/run.ts'

// What Jest does with a test of a page, in its shortest form: CommonJS, and a document of jsdom.

const jsdom = createRequire(import.meta.url).resolve('jsdom')

const script = `
  const { JSDOM } = require(${JSON.stringify(jsdom)})
  const { window } = new JSDOM('<!doctype html>', { url: 'https://shop.example.com/tea?a=1' })
  const { installFakeWechat } = require('wechat-ready/testing')
  const fake = installFakeWechat({ window })
  const ask = (name, params) => new Promise((resolve) => window.WeixinJSBridge.invoke(name, params, resolve))
  const { appId, timestamp, nonceStr, signature } = fake.sign(window.location.href)
  const message = { verifyAppId: appId, verifyTimestamp: timestamp, verifyNonceStr: nonceStr, verifySignature: signature }
  ;(async () => {
    const configured = await ask('preVerifyJSAPI', { ...message, verifyJsApiList: ['chooseImage'] })
    const chosen = await ask('chooseImage', {})
    const lacks = typeof window.performance.getEntriesByType
    console.log(JSON.stringify({ lacks, landing: fake.landing, words: [configured.err_msg, chosen.err_msg] }))
    window.close()
  })()
`

test('wechat-ready/testing can be required in a document without getEntriesByType', () => {
  const { stdout } = run(process.execPath, ['-e', script], { cwd: inject('consumer') })
  expect(JSON.parse(stdout)).toEqual({
    lacks: 'undefined',
    landing: 'https://shop.example.com/tea?a=1',
    words: ['pre_verify_jsapi:ok', 'choose_image:ok'],
  })
})

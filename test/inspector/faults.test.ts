import { expect, test } from 'vitest'
import { createWechat, isWechatError } from 'wechat-ready'
import { type FaultName, faultNamed, faults, playFault } from '../../src/inspector/faults.ts'
import { openInWechat, wechatOf } from '../kit/page.ts'
import { MINUTE, turn, virtualTime } from '../kit/time.ts'

const answer = () => Promise.resolve(new Response('{}'))

test.each<[FaultName, string]>([
  ['ticket', 'invalid-signature'],
  ['refused', 'config-failed'],
  ['silentClient', 'config-timeout'],
])('%s makes ready() reject with %s, and the page heals when it ends', async (name, code) => {
  const fake = openInWechat()
  const wechat = wechatOf({ signature: fake.sign })
  // The SDK is loaded in real time, however long that takes.
  await wechat.sdk()
  virtualTime()
  const end = playFault(name, { window, fake, apis: [] })
  const refused = expect(wechat.ready()).rejects.toSatisfy((error) => isWechatError(error, code as 'config-failed'))
  await turn(MINUTE)
  await refused
  end()
  const healed = expect(wechat.ready()).resolves.toHaveProperty('url')
  await turn(MINUTE)
  await healed
})

test.each<[FaultName, string]>([
  ['cancelled', 'cancelled'],
  ['outdated', 'unsupported'],
])('%s strikes at every call, with %s', async (name, code) => {
  const fake = openInWechat()
  const wechat = wechatOf({ signature: fake.sign })
  const end = playFault(name, { window, fake, apis: ['config', 'scanQRCode', 'chooseImage'] })
  for (const call of [wechat.scanQRCode(), wechat.chooseImage()]) {
    await expect(call).rejects.toSatisfy((error) => isWechatError(error, code as 'cancelled'))
  }
  end()
  await expect(wechat.chooseImage()).resolves.toHaveProperty('localIds')
})

test.each<[FaultName, string]>([
  ['offline', 'signature-request-failed'],
  ['refusing', 'signature-request-failed'],
  ['html', 'signature-response-invalid'],
  ['silentSigner', 'signature-timeout'],
])('%s strikes at requests for a signature alone, with %s', async (name, code) => {
  const fake = openInWechat()
  const { fetch } = window
  window.fetch = answer
  const end = playFault(name, { window, fake, apis: [] })
  const wechat = createWechat({ signature: '/sign', timeouts: name === 'silentSigner' ? { signature: 50 } : {} })
  await expect(wechat.ready()).rejects.toSatisfy((error) => isWechatError(error, code as 'signature-timeout'))
  expect(await (await window.fetch('/other?url=https://elsewhere.example/')).text()).toBe('{}')
  wechat.dispose()
  end()
  expect(window.fetch).toBe(answer)
  window.fetch = fetch
})

test('a name that is none is no fault', () => {
  expect([faultNamed('ticket'), faultNamed('toString'), faultNamed(null)]).toEqual(['ticket', 'none', 'none'])
  expect(Object.keys(faults)).toContain('none')
})

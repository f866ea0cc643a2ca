import { expect, test } from 'vitest'
import { createWechat, isWechatError } from 'wechat-ready'
import { type FaultName, faultNamed, faults, playFault } from '../../src/inspector/faults.ts'
import { sha1 } from '../../src/knowledge/sha1.ts'
import { openInWechat, wechatOf } from '../kit/page.ts'
import { MINUTE, turn, virtualTime } from '../kit/time.ts'

const answer = () => Promise.resolve(new Response('{}'))

test.each<[FaultName, string]>([
  ['ticket', 'invalid-signature'],
  ['refused', 'config-failed'],
  ['silentClient', 'config-timeout'],
])(
  '%s makes ready() reject with %s, and the page recovers after it ends',
  { tags: 'panel-faults' },
  async (name, code) => {
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
  },
)

test.each<[FaultName, string]>([
  ['cancelled', 'cancelled'],
  ['outdated', 'unsupported'],
])('%s makes every call reject with %s', async (name, code) => {
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
])('%s affects signature requests only, with %s', async (name, code) => {
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

test.each<[FaultName, (url: string) => string]>([
  ['decoded', decodeURIComponent],
  ['scheme', (url) => url.replace('http:', 'https:')],
  ['cut', (url) => url.replace(/&.*/, '')],
])('%s makes the signer sign another URL, by request and by function, until it ends', async (name, signed) => {
  const fake = openInWechat()
  const end = playFault(name, { window, fake, apis: [] })
  const url = `${location.origin}/?q=tea%2520shop&id=7`
  const answer = await (await window.fetch(`/sign?url=${encodeURIComponent(url)}`)).json()
  for (const { nonceStr, timestamp, signature } of [answer, fake.sign(url)]) {
    const of = (page: string) =>
      sha1(`jsapi_ticket=${fake.ticket}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${page}`)
    expect(signature).toBe(of(signed(url)))
    expect(signature).not.toBe(of(url))
  }
  end()
  expect(fake.signatures.at(-1)?.url).toBe(signed(url))
  fake.sign(url)
  expect(fake.signatures.at(-1)?.url).toBe(url)
})

test.each<[FaultName, number]>([
  ['ticket', 1],
  ['oldTicket', 10],
])('%s gives client and signer different tickets until it ends', (name, least) => {
  const fake = openInWechat()
  const before = fake.ticket
  const end = playFault(name, { window, fake, apis: [] })
  const differing = [...fake.ticket].filter((character, index) => character !== before[index]).length
  expect(fake.ticket).toHaveLength(before.length)
  if (least === 1) expect(differing).toBe(1)
  else expect(differing).toBeGreaterThanOrEqual(least)
  end()
  expect(fake.ticket).toBe(before)
})

test('an unknown name is no fault', () => {
  expect([faultNamed('ticket'), faultNamed('toString'), faultNamed(null)]).toEqual(['ticket', 'none', 'none'])
  expect(Object.keys(faults)).toContain('none')
})

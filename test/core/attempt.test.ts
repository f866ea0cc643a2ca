import { describe, expect, test, vi } from 'vitest'
import { isWechatError, type SignatureContext, type SignUrlContext } from 'wechat-ready'
import type { FakeWechat } from 'wechat-ready/testing'
import { codes } from '../../src/knowledge/codes.ts'
import { SITE } from '../../src/knowledge/site.ts'
import { rejection } from '../kit/errors.ts'
import { at, LANDING, openInWechat, runOut, travel, wechatOf } from '../kit/page.ts'
import { SECOND, turn, turnableTime, virtualTime } from '../kit/time.ts'

const push = (path: string) => history.pushState(null, '', path)

test('a refused cached signature is requested again before another URL is tried', {
  tags: 'url-fresh-first',
}, async () => {
  const fake = openInWechat()
  const wechat = wechatOf({ signature: fake.sign })
  await wechat.ready()
  push('/b')
  await wechat.ready()
  travel(LANDING)
  fake.replyOnce('config', 'deny')
  expect(await wechat.ready()).toMatchObject({ url: LANDING, signedUrl: LANDING })
  expect(fake.signatures.map(({ url, reason }) => [url, reason])).toEqual([
    [LANDING, 'initial'],
    [at('/b'), 'route'],
    [LANDING, 'invalid-signature'],
  ])
})

test.each([
  ['fail', 'config-failed'],
  ['fail_invalid_url_domain', 'invalid-url-domain'],
  ['never', 'config-timeout'],
] as const)('no second signature is requested when the configuration ends with %s', async (answer, code) => {
  turnableTime()
  const fake = openInWechat()
  push('/b')
  fake.reply('config', answer)
  const wechat = wechatOf({ signature: fake.sign })
  const error = rejection(wechat.ready())
  if (answer === 'never') await runOut(wechat, 'config')
  expect(await error).toMatchObject({ code })
  expect(fake.signatures.map(({ url }) => url)).toEqual([at('/b')])
  expect(fake.configurations).toHaveLength(1)
})

test("the error has the client's last words, the signed URLs, realAuthUrl and advice", async () => {
  const fake = openInWechat()
  push('/b')
  const words = 'config:fail,Error: 63002'
  fake.reply('config', { errMsg: words, realAuthUrl: LANDING })
  const error = await rejection(wechatOf({ signature: fake.sign }).ready())
  const urls = `${at('/b')} and ${LANDING} (which WeChat checks)`
  const advice = codes['invalid-signature'].steps.map(([english]) => english).join(' ')
  expect(isWechatError(error) && error.message).toBe(
    `invalid signature in config for ${urls}, WeChat answered "${words}". ${advice} ${SITE}/errors#invalid-signature`,
  )
})

test('a signature is discarded if the URL has changed without an event', async () => {
  const fake = openInWechat()
  const signature = (url: string) => {
    push('/c')
    return fake.sign(url)
  }
  const wechat = wechatOf({ signature, autoResign: false })
  push('/b')
  expect(await wechat.ready()).toMatchObject({ url: at('/c') })
  expect(fake.signatures.map(({ url }) => url)).toEqual([at('/b'), at('/c')])
  expect(fake.configurations.map(({ url }) => url)).toEqual([at('/c')])
})

describe.each([
  ['ios', 'current'],
  ['android', 'landing'],
  ['harmony', 'landing'],
  ['windows', 'landing'],
  ['mac', 'landing'],
  ['devtools', 'landing'],
] as const)("%s checks the %s URL, unlike its platform's default", (platform, verifies) => {
  test.each([true, false])(
    'one refusal is enough to learn that, with realAuthUrl: %s',
    { tags: 'url-each-once' },
    async (realAuthUrl) => {
      const fake = openInWechat({ platform, verifies, realAuthUrl })
      const wechat = wechatOf({ signature: fake.sign })
      await wechat.ready()
      for (const path of ['/b', '/c', '/b']) {
        push(path)
        expect(await wechat.ready()).toMatchObject({
          url: at(path),
          signedUrl: verifies === 'landing' ? LANDING : at(path),
        })
      }
      // On the second page, for the first time, the two URLs are not the same.
      const refused = fake.configurations.filter(({ signedUrl }) => !signedUrl)
      expect(new Set(refused.map(({ url }) => url))).toEqual(new Set([at('/b')]))
      expect(fake.configurations.at(-1)).toMatchObject({ url: at('/b'), signedUrl: expect.any(String) })
    },
  )
})

describe('the URL that the client names in realAuthUrl', () => {
  const third = at('/entry?x=%3A')

  test.each(['string', 'list', 'json'] as const)(
    'is signed next, given as a %s, and is signed first from then on',
    { tags: 'url-named' },
    async (realAuthUrl) => {
      const fake = openInWechat({ platform: 'ios', landing: third, realAuthUrl })
      const wechat = wechatOf({ signature: fake.sign })
      expect(await wechat.ready()).toMatchObject({ url: LANDING, signedUrl: third })
      push('/b')
      expect(await wechat.ready()).toMatchObject({ url: at('/b'), signedUrl: third })
      expect(fake.signatures.map(({ url, reason }) => [url, reason])).toEqual([
        [LANDING, 'initial'],
        [third, 'invalid-signature'],
      ])
      expect(fake.configurations.map(({ signedUrl }) => signedUrl)).toEqual([undefined, third, third])
    },
  )

  test('is not signed first any more once the client has refused it', async () => {
    const fake = openInWechat({ platform: 'ios', landing: third })
    const wechat = wechatOf({ signature: fake.sign })
    await wechat.ready()
    fake.landing = LANDING
    push('/b')
    expect(await wechat.ready()).toMatchObject({ signedUrl: LANDING })
    const before = fake.configurations.length
    push('/c')
    expect(await wechat.ready()).toMatchObject({ signedUrl: LANDING })
    expect(fake.configurations.slice(before).map(({ signedUrl }) => signedUrl)).toEqual([LANDING])
  })

  test('is not sent to the signer if it has another origin', { tags: 'url-named' }, async () => {
    const fake = openInWechat()
    const evil = ['https://evil.example/', 'http://localhost:3000.evil.example/']
    fake.reply('config', { err_msg: 'preVerifyJSAPI:fail_invalid_signature', realAuthUrl: `[${evil}]` })
    const error = await rejection(wechatOf({ signature: fake.sign }).ready())
    expect(error).toMatchObject({ code: 'invalid-signature', urls: [LANDING], realAuthUrls: [] })
    expect(new Set(fake.signatures.map(({ url }) => url))).toEqual(new Set([LANDING]))
  })

  test('is tried once, like the current and the landing URL; the error lists all three', {
    tags: 'url-each-once',
  }, async () => {
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign })
    await wechat.ready()
    push('/b')
    fake.reply('config', {
      err_msg: 'preVerifyJSAPI:fail_invalid_signature',
      realAuthUrl: `[${at('/b')}, ${third}, ${third}]`,
    })
    const error = await rejection(wechat.ready())
    const urls = [at('/b'), third, LANDING]
    expect(error).toMatchObject({ code: 'invalid-signature', urls })
    for (const url of urls) expect(String(error)).toContain(url)
    expect(fake.signatures.slice(1).map(({ url }) => url)).toEqual(urls)
    expect(wechat.state).toMatchObject({ status: 'failed', error: { urls } })
  })

  test('is used only from the first refusal, so that a client cannot cause endless retries', async () => {
    const fake = openInWechat()
    let count = 0
    fake.reply('config', () => ({ err_msg: 'preVerifyJSAPI:fail_invalid_signature', realAuthUrl: at(`/${count++}`) }))
    expect(await rejection(wechatOf({ signature: fake.sign }).ready())).toMatchObject({ urls: [LANDING, at('/0')] })
  })
})

describe('the option signUrl', () => {
  test.each([
    ['landing', 'ios', LANDING],
    ['landing', 'android', LANDING],
    ['current', 'ios', undefined],
    ['current', 'android', at('/b')],
  ] as const)('signs that URL only: %s on %s', { tags: 'sign-url-option' }, async (signUrl, platform, signedUrl) => {
    const fake = openInWechat({ platform })
    push('/b')
    const ready = wechatOf({ signature: fake.sign, signUrl }).ready()
    if (signedUrl) expect(await ready).toMatchObject({ url: at('/b'), signedUrl })
    else expect(await rejection(ready)).toMatchObject({ code: 'invalid-signature', urls: [at('/b')] })
    expect(fake.signatures.map(({ reason }) => reason)).toEqual(
      signedUrl ? ['initial'] : ['initial', 'invalid-signature'],
    )
  })

  test('as a function decides which URLs are signed, and in which order', { tags: 'sign-url-option' }, async () => {
    const fake = openInWechat({ verifies: 'landing' })
    push('/b#/detail')
    const signUrl = vi.fn(({ current, landing }: SignUrlContext) => [current, `${landing}#/x`])
    const wechat = wechatOf({ signature: fake.sign, signUrl })
    expect(await wechat.ready()).toMatchObject({ signedUrl: LANDING })
    expect(signUrl).toHaveBeenLastCalledWith({ current: at('/b'), landing: LANDING, environment: wechat.environment })
    expect(fake.signatures.map(({ url }) => url)).toEqual([at('/b'), LANDING])
  })

  test('as a function that throws fails with invalid-argument and its error as the cause', async () => {
    const fake = openInWechat()
    const signUrl = () => {
      throw new RangeError('mine')
    }
    const wechat = wechatOf({ signature: fake.sign, signUrl })
    expect(await rejection(wechat.ready())).toMatchObject({ code: 'invalid-argument', cause: { message: 'mine' } })
    await expect(wechat.prefetch('/c')).resolves.toBeUndefined()
  })
})

test.each([
  ['ios', at('/店/?code=aaa:bbb&x=%3A+c&y=%E5%95%86#/detail')],
  ['android', at('/店/?code=aaa:bbb&x=%3A+c&y=%E5%95%86#/detail')],
] as const)(
  'on %s the URL is signed byte for byte as in the address bar',
  { tags: 'url-bytes' },
  async (platform, url) => {
    const [literal] = url.replace('店', '%E5%BA%97').split('#')
    vi.mocked(performance.getEntriesByType).mockReturnValue([{ name: `${literal}#/detail` } as PerformanceEntry])
    const fake = openInWechat({ platform, landing: literal as string })
    history.replaceState(null, '', url)
    expect(await wechatOf({ signature: fake.sign }).ready()).toMatchObject({ signedUrl: literal })
  },
)

describe('after the ticket was replaced, the first visitor', () => {
  /** A signer that keeps its old ticket until a request has the reason `'invalid-signature'`. */
  function open(options: Parameters<typeof openInWechat>[0]) {
    const fake = openInWechat(options)
    const current = fake.ticket
    const server = { ticket: 'replaced long ago' }
    const signature = (url: string, context: SignatureContext) => {
      if (context.reason === 'invalid-signature') server.ticket = current
      Object.assign(fake, { ticket: server.ticket })
      const signed = fake.sign(url, context)
      Object.assign(fake, { ticket: current })
      return signed
    }
    return { fake, signature }
  }
  const reasons = ({ signatures }: FakeWechat) => signatures.map(({ reason }) => reason)

  test.each(['ios', 'android', 'harmony', 'windows', 'mac', 'devtools'] as const)(
    'on %s is served by the first ready() with one more signature request',
    { tags: 'ready-new-ticket' },
    async (platform) => {
      const { fake, signature } = open({ platform })
      expect(await wechatOf({ signature }).ready()).toMatchObject({ url: LANDING, signedUrl: LANDING })
      expect(reasons(fake)).toEqual(['initial', 'invalid-signature'])
    },
  )

  test.each(['landing', 'current'] as const)('is served with signUrl: %s', async (signUrl) => {
    const { signature } = open({ realAuthUrl: false })
    await expect(wechatOf({ signature, signUrl }).ready()).resolves.toMatchObject({ url: LANDING })
  })

  test('is served by share() without a ready() before it', async () => {
    const { fake, signature } = open({})
    await wechatOf({ signature }).share({ title: 'x' })
    expect(reasons(fake)).toEqual(['initial', 'invalid-signature'])
  })

  test('with a wrong account gets the client’s error after one more signature request', async () => {
    const fake = openInWechat()
    fake.reply('config', 'deny')
    const error = await rejection(wechatOf({ signature: fake.sign }).ready())
    expect(error).toMatchObject({ code: 'invalid-signature', urls: [LANDING] })
    expect(reasons(fake)).toEqual(['initial', 'invalid-signature'])
  })

  test('causes no second such request within a minute of one that healing made', async () => {
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign })
    virtualTime()
    const run = async <T>(promise: Promise<T>) => {
      const settled = promise.catch((error) => error)
      await turn(2 * SECOND)
      return settled
    }
    await run(wechat.ready())
    Object.assign(fake, { ticket: `${fake.ticket}+` })
    await run(wechat.getLocation())
    expect(reasons(fake)).toEqual(['initial', 'invalid-signature'])
    fake.reply('config', 'deny')
    history.pushState(null, '', '/b')
    wechat.getLocation().catch(() => {})
    await turn(2 * SECOND)
    // The landing URL comes into question as well, and is requested for that reason.
    expect(reasons(fake).slice(2)).toEqual(['route', 'invalid-signature'])
  })
})

describe('a URL for which the signer gives no signature', () => {
  const raw = 'http://localhost:3000/店/?q=红 茶#/x'

  test('does not hide the refusal of another URL by the client', async () => {
    const fake = openInWechat()
    fake.reply('config', { err_msg: 'preVerifyJSAPI:fail_invalid_signature', realAuthUrl: at('/third') })
    const signature = (url: string, context: SignatureContext) => {
      if (url === at('/third')) throw new Error('403')
      return fake.sign(url, context)
    }
    const error = await rejection(wechatOf({ signature }).ready())
    expect(error).toMatchObject({ code: 'invalid-signature', urls: [LANDING, at('/third')] })
  })

  test('fails with signature-request-failed if it is the first one', async () => {
    openInWechat()
    const signature = () => {
      throw new Error('403')
    }
    expect(await rejection(wechatOf({ signature }).ready())).toMatchObject({ code: 'signature-request-failed' })
  })

  test('is percent-encoded when it comes from realAuthUrl', async () => {
    const fake = openInWechat()
    fake.reply('config', { err_msg: 'preVerifyJSAPI:fail_invalid_signature', realAuthUrl: raw })
    await rejection(wechatOf({ signature: fake.sign }).ready())
    expect(fake.signatures.map(({ url }) => url)).toContain('http://localhost:3000/%E5%BA%97/?q=%E7%BA%A2%20%E8%8C%B6')
  })
})

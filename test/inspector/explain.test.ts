import { describe, expect, test } from 'vitest'
import type { WechatEnvironment } from 'wechat-ready'
import { cureOf, explain, type Situation, whyThisUrl } from '../../src/inspector/explain.ts'
import { type Failure, readFailure } from '../../src/inspector/failure.ts'
import { codes } from '../../src/knowledge/codes.ts'

const environment = (platform: WechatEnvironment['platform'], inMiniProgram = false): WechatEnvironment => ({
  platform,
  version: '8.0.61',
  inWechat: platform !== 'none',
  inMiniProgram,
  inWecom: false,
})
const landing = 'https://a.example/landing'
const current = 'https://a.example/list?b=x%3Ay'
const situation = (facts: Partial<Situation> = {}): Situation => ({
  environment: environment('ios'),
  landing,
  current,
  clientUrls: [],
  ...facts,
})
const failure = (code: string, facts: Partial<Failure> = {}): Failure => ({
  ...readFailure(Object.assign(new Error('words'), { name: 'WechatError', code })),
  ...facts,
})
const said = (...args: Parameters<typeof explain>) => {
  const { meaning, steps } = explain(...args)
  return [meaning, ...steps].map(([english]) => english).join('\n')
}

describe('an invalid signature', () => {
  const equal = 'The page sent the URL that WeChat checks. Which URL the server signed cannot be seen from here.'

  test('for the URL that the client checked: the URLs are equal', () => {
    const words = said(
      failure('invalid-signature', { urls: [current, landing] }),
      situation({ clientUrls: [landing], appId: 'wx1', endpoint: '/sign' }),
    )
    expect(words).toContain(equal)
    expect(words).toContain('jsapi_ticket of wx1')
    expect(words).toContain('does the signer (/sign) sign it unchanged?')
    expect(words.indexOf('The URL:')).toBeLessThan(words.indexOf('The ticket:'))
  })

  test('for both URLs of the page, if the client names none: the URLs are equal', () => {
    expect(said(failure('invalid-signature', { urls: [current, landing] }), situation())).toContain(equal)
  })

  test('for one of two URLs, if the client names none: equality is not claimed', () => {
    const words = said(failure('invalid-signature', { urls: [current] }), situation())
    expect(words).not.toContain(equal)
    expect(words).toContain('does not say which URL it checked')
    expect(words).toContain(landing)
  })

  test.each([
    ['https://a.example/list?b=x:y', cureOf('decoded')],
    ['http://a.example/list?b=x%3Ay', cureOf('scheme')],
    ['https://a.example/list', cureOf('cut')],
    ['https://a.example/list?b=x%3Ay#/a', cureOf('fragment')],
    [landing, cureOf('path')],
  ])('for %s: the difference, and why the client checks its URL', (signed, kind) => {
    const { meaning, steps, bench } = explain(
      failure('invalid-signature', { urls: [signed] }),
      situation({ clientUrls: [current] }),
    )
    expect(meaning[0]).toContain('not the one that WeChat checked')
    expect(steps).toEqual([kind, whyThisUrl(environment('ios'))])
    expect(bench).toBe(true)
  })

  test('for several URLs of the client: the nearest one is compared', () => {
    const { steps } = explain(
      failure('invalid-signature', { urls: [`${current}#`] }),
      situation({ clientUrls: [landing, current] }),
    )
    expect(steps[0]).toEqual(cureOf('fragment'))
  })
})

test('a failed signature request is explained with its endpoint first, or with the function', () => {
  for (const code of ['signature-request-failed', 'signature-timeout', 'signature-response-invalid']) {
    const { steps } = explain(failure(code), situation({ endpoint: '/api/wechat/signature' }))
    expect(steps[0]?.[0]).toContain('/api/wechat/signature')
    expect(said(failure(code), situation({ endpoint: 'function' }))).toContain('function of the page')
    expect(said(failure(code), situation())).toContain('option signature of createWechat')
  }
})

test.each([
  ['https://shop.example.com/a', 'Add shop.example.com to the JS-safe domains of the account wx1'],
  ['https://shop.example.com:8080/a', 'without the port'],
  ['http://192.168.1.7/a', 'not a domain'],
  ['http://localhost:5173/', 'not a domain'],
])('a domain that is not on the list is explained: %s: %s', (page, words) => {
  expect(said(failure('invalid-url-domain'), situation({ current: page, appId: 'wx1' }))).toContain(words)
})

test('every code is explained with at least one step', { tags: 'panel-advice' }, () => {
  for (const code of Object.keys(codes))
    expect(explain(failure(code), situation()).steps.length, code).toBeGreaterThan(0)
})

test('a payment with a known refusal is explained by that refusal', () => {
  const error = {
    ...failure('call-failed'),
    message: 'call failed in chooseWXPay, 当前页面的URL未注册：https://a.example/',
  }
  expect(said(error, situation())).toContain('payment directory')
})

test('an error that is not from the library is shown with its own message', () => {
  expect(said(readFailure(new TypeError('x is undefined')), situation())).toBe('x is undefined')
  expect(said(readFailure('a text'), situation())).toBe('a text')
})

test('the explanation names the landing URL on iOS, the current URL elsewhere', () => {
  expect(whyThisUrl(environment('ios'))[0]).toMatch(/iOS.*landing URL/)
  for (const platform of ['android', 'harmony', 'windows', 'mac', 'devtools'] as const) {
    expect(whyThisUrl(environment(platform))[0]).toMatch(/current URL/)
  }
  expect(whyThisUrl(environment('ios', true))[0]).toContain('mini program')
})

import { expect, test } from 'vitest'
import { view } from '../../src/inspector/model.ts'
import { report } from '../../src/inspector/report.ts'
import type { Inspected } from '../../src/inspector/source.ts'
import { inspectKey } from '../../src/knowledge/keys.ts'

const landing = 'https://a.example/?code=081secretcode&from=timeline'
const environment = {
  platform: 'android',
  version: '8.0.61',
  inWechat: true,
  inMiniProgram: false,
  inWecom: false,
} as const
const error = Object.assign(new Error(`config: invalid signature: signed for ${landing}`), {
  name: 'WechatError',
  code: 'invalid-signature',
  errMsg: 'config:invalid signature',
  urls: [landing],
  realAuthUrls: [landing],
})
const wechat = {
  environment,
  [inspectKey]: () => ({
    version: 1,
    landing,
    current: landing,
    endpoint: '/api/wechat/signature?token=servertoken',
    signature: { url: landing, appId: 'wx1', timestamp: 1000, nonceStr: 'thenonce', signature: 'f'.repeat(40) },
    requested: ['chooseImage'],
    shared: { title: 'Tea', link: landing },
    calls: [{ api: 'chooseImage', start: 0, duration: 12.4, error: new Error('jsapi_ticket=theticket | refused') }],
  }),
} as unknown as Inspected
const steps = [
  { name: 'signature', url: landing, duration: 20.4 },
  { name: 'config', url: landing, duration: 3, error },
] as const
const runs = [
  {
    url: landing,
    openTags: 'unknown',
    status: 'failed',
    steps,
    denied: [],
    signedUrl: undefined,
    error,
    began: 0,
    duration: 30,
  },
  {
    url: landing,
    openTags: 'unknown',
    status: 'ready',
    steps: [],
    denied: [],
    signedUrl: landing,
    error: undefined,
    began: 0,
    duration: 9,
  },
] as const
const shown = view({ wechat, runs, environment, landing, current: landing })
const text = report(shown, { userAgent: 'MicroMessenger/8.0.61 token/usertoken', at: new Date(1_060_000) })

test('the report has everything that a bug report needs', { tags: 'panel-report' }, () => {
  for (const part of [
    '- status: failed',
    '"platform":"android"',
    '- user agent: MicroMessenger/8.0.61',
    '- endpoint: /api/wechat/signature',
    '- appId: wx1',
    '- signature: timestamp 1000, 60 s old',
    '- code: invalid-signature',
    '- message: config: invalid signature',
    '- errMsg: config:invalid signature',
    '- advice: The page sent the URL that WeChat checks',
    '- landing: `https://a.example/?code=…&from=timeline`',
    '| signature | https://a.example/?code=…&from=timeline | 20 |  |',
    '| chooseImage | 12 | bad: jsapi_ticket=… \\| refused |',
    '- title: Tea',
    '- ready 9 `https://a.example/',
  ]) {
    expect(text).toContain(part)
  }
})

test('the report has no secret', { tags: 'panel-report' }, () => {
  for (const secret of ['081secretcode', 'servertoken', 'usertoken', 'theticket', 'f'.repeat(40), 'thenonce']) {
    expect(text).not.toContain(secret)
  }
})

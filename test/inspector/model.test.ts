import { expect, test } from 'vitest'
import type { WechatState } from 'wechat-ready'
import { keepHistory, type Run } from '../../src/inspector/history.ts'
import { lanes, type Subject, view } from '../../src/inspector/model.ts'
import type { Inspected } from '../../src/inspector/source.ts'
import { inspectKey } from '../../src/knowledge/keys.ts'

const environment = {
  platform: 'ios',
  version: '8.0.60',
  inWechat: true,
  inMiniProgram: false,
  inWecom: false,
} as const
const landing = 'https://a.example/landing'
const current = 'https://a.example/list'

const subject = (facts: Partial<Subject> = {}): Subject => ({ runs: [], environment, landing, current, ...facts })

const client = (inspection?: object): Inspected => ({
  environment,
  state: { openTags: 'unknown', status: 'idle' },
  subscribe: () => () => {},
  ready: () => Promise.reject(new Error('not asked')),
  ...(inspection && {
    [inspectKey]: () => ({ version: 1, landing, current, requested: [], calls: [], ...inspection }),
  }),
})

const run = (facts: Partial<Run>): Run => ({
  url: current,

  status: 'ready',
  steps: [],
  denied: [],
  signedUrl: undefined,
  error: undefined,
  began: 0,
  duration: 1,
  ...facts,
})

const refused = (facts: object) =>
  Object.assign(new Error('refused'), { name: 'WechatError', code: 'invalid-signature', ...facts })

test('each URL is compared with the signed URL, or with the current one before there is one', {
  tags: 'panel-urls',
}, () => {
  const places = (sent?: string) =>
    lanes({ landing, current, sent, clientUrls: [landing] }).map(({ role, difference }) => [role, difference?.index])
  expect(places(landing)).toEqual([
    ['landing', undefined],
    ['current', 19],
    ['sent', undefined],
    ['client', undefined],
  ])
  expect(places()).toEqual([
    ['landing', 19],
    ['current', undefined],
    ['sent', undefined],
    ['client', 19],
  ])
})

const clientUrls = (...args: Parameters<typeof view>) =>
  view(...args)
    .lanes.filter(({ role }) => role === 'client')
    .map(({ url }) => url)

test('the client’s URL is the one it accepted, the one it named, or none', () => {
  expect(clientUrls(subject({ runs: [run({ signedUrl: landing })] }))).toEqual([landing])
  const error = refused({ urls: [current], realAuthUrls: [landing] })
  expect(clientUrls(subject({ runs: [run({ status: 'failed', error })] }))).toEqual([landing])
  expect(clientUrls(subject())).toEqual([undefined])
})

test('outside WeChat the status is "outside"', () => {
  const outside = { ...environment, platform: 'none', inWechat: false } as const
  expect(view(subject({ environment: outside, wechat: client() })).status).toBe('outside')
})

test('calls are listed newest first, each with its outcome and the meaning of a failure', () => {
  const cancelled = { ...refused({}), name: 'WechatError', code: 'cancelled', message: 'cancelled' }
  const calls = [
    { api: 'getLocation', start: 0, duration: 7 },
    { api: 'chooseImage', start: 1, duration: 3, error: cancelled },
    { api: 'scanQRCode', start: 2, duration: 3, error: refused({ code: 'unsupported' }) },
    { api: 'startRecord', start: 3 },
  ]
  const shown = view(subject({ wechat: client({ calls }) })).calls
  expect(shown.map(({ api, outcome, failure }) => [api, outcome, failure?.explanation.title[0]])).toEqual([
    ['startRecord', 'pending', undefined],
    ['scanQRCode', 'bad', 'This client does not have the API'],
    ['chooseImage', 'cancelled', 'The visitor cancelled'],
    ['getLocation', 'good', undefined],
  ])
})

test('a client object without a compatible hook is shown by its public properties', () => {
  for (const wechat of [client(), client({ version: 2 })]) {
    const shown = view(subject({ wechat }))
    expect([shown.hasInspection, shown.calls, shown.lanes[0]?.url]).toEqual([false, [], landing])
  }
})

test('of an accepted signature the client shows the one URL that it was made for', () => {
  const configuration = {
    api: 'config',
    params: {},
    url: current,
    appId: 'wx1',
    jsApiList: [],
    openTagList: [],
    urlsChecked: [current, landing],
    signedUrl: current,
    answer: { err_msg: 'preVerifyJSAPI:ok' },
  }
  const fake = { configurations: [configuration], calls: [] } as unknown as Subject['fake']
  const shown = view(subject({ fake })).lanes
  expect(shown.filter(({ role }) => role === 'client').map(({ url }) => url)).toEqual([current])
})

test('with a fake only, its last configuration is shown, with its reason for a refusal', () => {
  const configuration = {
    api: 'config',
    params: {},
    url: `${current}#/a`,
    appId: 'wx1',
    jsApiList: ['chooseImage'],
    openTagList: [],
    urlsChecked: [landing],
    signedUrl: undefined,
    explanation: 'not a signature of that URL',
    answer: { err_msg: 'preVerifyJSAPI:fail_invalid_signature' },
  }
  const answer = { err_msg: 'scanQRCode:cancel' }
  const calls = [{ api: 'scanQRCode', params: { needResult: 1 }, url: current, answer }]
  const fake = { configurations: [configuration], calls } as unknown as Subject['fake']
  const shown = view(subject({ fake }))
  expect(shown).toMatchObject({
    status: 'failed',
    clientReason: 'not a signature of that URL',
    requested: ['chooseImage'],
    failure: { code: 'invalid-signature' },
    calls: [
      { api: 'scanQRCode', outcome: 'cancelled', details: expect.stringMatching(/"needResult": 1[^→]*→.*cancel/s) },
    ],
  })
  expect(clientUrls(subject({ fake }))).toEqual([landing])
})

test.each(['preVerifyJSAPI:fail', 'pre_verify_jsapi:fail', 'config:fail'])(
  'with a fake only, a configuration refused with %s has the code config-failed',
  (words) => {
    const configuration = { api: 'config', url: current, urlsChecked: [], jsApiList: [], answer: { err_msg: words } }
    const fake = { configurations: [configuration], calls: [] } as unknown as Subject['fake']
    expect(view(subject({ fake })).failure?.code).toBe('config-failed')
  },
)

test.each([
  ['preVerifyJSAPI:fail_require_subscribe', 'require-subscribe'],
  ['preVerifyJSAPI:fail_invalid_url_domain', 'invalid-url-domain'],
  ['preVerifyJSAPI:fail, the permission value is offline verifying', 'not-verified'],
])('with a fake only, %s has the code that the client object would give: %s', (words, code) => {
  const configuration = { api: 'config', url: current, urlsChecked: [], jsApiList: [], answer: { err_msg: words } }
  const calls = [{ api: 'chooseImage', params: {}, url: current, answer: { err_msg: words } }]
  const fake = { configurations: [configuration], calls } as unknown as Subject['fake']
  const { failure, calls: shown } = view(subject({ fake }))
  expect([failure?.code, shown[0]?.failure?.code]).toEqual([code, code])
})

test('the history has one entry per configuration, latest first', () => {
  const listeners = new Set<(state: WechatState) => void>()
  const wechat: Inspected = {
    ...client(),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  const { runs, stop } = keepHistory(wechat)
  const become = (state: WechatState) => {
    for (const listener of listeners) listener(state)
  }
  const step = { name: 'signature', url: current } as const
  become({ openTags: 'unknown', status: 'configuring', url: landing, steps: [] })
  become({
    openTags: 'unknown',
    status: 'ready',
    url: landing,
    signedUrl: landing,
    denied: ['scanQRCode'],
    steps: [{ ...step, duration: 3 }],
  })
  become({ openTags: 'unknown', status: 'configuring', url: current, steps: [] })
  become({ openTags: 'unknown', status: 'configuring', url: current, steps: [step] })
  become({ openTags: 'unknown', status: 'failed', url: current, steps: [{ ...step, duration: 4 }], error: refused({}) })
  expect(runs.map(({ url, status, denied, signedUrl }) => [url, status, denied, signedUrl])).toEqual([
    [current, 'failed', [], undefined],
    [landing, 'ready', ['scanQRCode'], landing],
  ])
  expect(runs[0]?.steps).toHaveLength(1)
  stop()
  expect(listeners.size).toBe(0)
})

test('a configuration that ended before the panel opened has no duration', () => {
  const state = {
    openTags: 'unknown',
    status: 'ready',
    url: current,
    signedUrl: current,
    denied: [],
    steps: [],
  } as const
  expect(keepHistory({ ...client(), state }).runs).toMatchObject([{ status: 'ready', duration: undefined }])
})

import { expect, test } from 'vitest'
import { judge } from '../../src/inspector/bench.ts'
import { contextOf, pageValues } from '../../src/inspector/bench-tab.tsx'
import { type Subject, view } from '../../src/inspector/model.ts'
import type { BenchInput } from '../../src/inspector/signed-fields.ts'
import { headlineOf } from '../../src/inspector/verdict.ts'
import { inspectKey } from '../../src/knowledge/keys.ts'
import { sha1 } from '../../src/knowledge/sha1.ts'

const environment = {
  platform: 'android',
  version: '8.0.61.2880',
  inWechat: true,
  inMiniProgram: false,
  inWecom: false,
} as const
const page = 'https://shop.example.com/things?q=tea%2520shop&id=7'
const ticket = 'sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nSlYy3-Sl'
const [nonceStr, timestamp] = ['Wm3WZYTPz0wzccnW', '1414587457']

/** What a signer signs, where it is not the ticket, the nonceStr and the URL of the page. */
interface Signed {
  url?: string
  ticket?: string
  raw?: string
  nonceStr?: string
}

function signatureOf({ url = page, ticket: used = ticket, nonceStr: nonce = nonceStr, raw }: Signed): string {
  return sha1(raw ?? `jsapi_ticket=${used}&noncestr=${nonce}&timestamp=${timestamp}&url=${url}`)
}

/** A page whose signer signs this, and which WeChat has refused. */
function refused(signed: Signed, facts: Partial<Subject> = {}) {
  const signature = { url: page, appId: 'wx1', timestamp, nonceStr, signature: signatureOf(signed) }
  const error = Object.assign(new Error('refused'), {
    name: 'WechatError',
    code: 'invalid-signature',
    errMsg: 'config:invalid signature',
    urls: [page],
    realAuthUrls: [page],
  })
  const wechat = {
    environment,
    state: { status: 'failed', url: page, steps: [], error, openTags: 'unknown' },
    subscribe: () => () => {},
    ready: () => Promise.reject(error),
    [inspectKey]: () => ({
      version: 1,
      landing: page,
      current: page,
      requested: [],
      calls: [],
      signature,
      endpoint: '/sign',
    }),
  } as unknown as NonNullable<Subject['wechat']>
  const run = {
    url: page,
    status: 'failed',
    steps: [],
    denied: [],
    signedUrl: undefined,
    error,
    began: 0,
    duration: 1,
  } as const
  return view({ wechat, runs: [run], environment, landing: page, current: page, ...facts })
}

/** The same over a fake client, where the page has not passed its client object to the inspector. */
function refusedByFake(signed: Signed, checked = page) {
  const configuration = {
    api: 'config',
    params: { verifyTimestamp: timestamp, verifyNonceStr: nonceStr, verifySignature: signatureOf(signed) },
    url: page,
    appId: 'wx1',
    jsApiList: [],
    openTagList: [],
    urlsChecked: [checked],
    signedUrl: undefined,
    answer: { err_msg: 'preVerifyJSAPI:fail_invalid_signature' },
  }
  const fake = { configurations: [configuration], calls: [] } as unknown as Subject['fake']
  return view({ fake, runs: [], environment, landing: checked, current: page })
}

const proved = (shown: ReturnType<typeof refused>, with_ = ticket) =>
  headlineOf(shown, judge({ ...pageValues(shown), ticket: with_ } as BenchInput, contextOf(shown)))

const mistakes: [name: string, signed: Signed, words: string][] = [
  ['decodes twice', { url: decodeURIComponent(page) }, 'The server decodes the URL once too often'],
  ['signs http', { url: page.replace('https', 'http') }, 'http and https are mixed up'],
  ['cuts at &', { url: page.replace(/&.*/, '') }, 'The server cuts the URL at'],
  ['encodes', { url: encodeURIComponent(page) }, 'The server encodes the URL again'],
  ['has one wrong letter in its ticket', { ticket: ticket.replace('VMC', 'VNC') }, 'used another jsapi_ticket'],
  ['has an old ticket', { ticket: [...ticket].reverse().join('') }, 'another jsapi_ticket, most likely an old one'],
  ['signs another nonceStr', { nonceStr: nonceStr.toLowerCase() }, 'another nonceStr'],
  [
    'joins the values in another order',
    { raw: `noncestr=${nonceStr}&jsapi_ticket=${ticket}&timestamp=${timestamp}&url=${page}` },
    'joins the four values in another way',
  ],
]

test.each(mistakes)("with the ticket, the signer's mistake is named: it %s", (_name, signed, words) => {
  const { title, look, steps } = proved(refused(signed))
  expect(title[0]).toContain(words)
  expect(look).toBe('bad')
  expect(steps.length).toBeGreaterThan(0)
  expect(/\p{Script=Han}/u.test(title[1])).toBe(true)
})

test.each(mistakes)("without a client object, the signer's mistake is named too: it %s", (_name, signed, words) => {
  const shown = refusedByFake(signed)
  expect(proved(shown).title[0]).toContain(words)
  // What the page has sent to the signer is not known.
  expect(shown.lanes.find(({ role }) => role === 'sent')?.url).toBeUndefined()
})

test('without a client object, a signature of the current URL is named where landing is checked', () => {
  const { finding } = proved(refusedByFake({ url: page }, 'https://shop.example.com/'))
  expect(finding).toMatchObject({ part: 'url', kind: 'other-url', given: 'https://shop.example.com/', signed: page })
})

test('without a client object, no difference of URLs is claimed', () => {
  const { reason, steps } = headlineOf(refusedByFake({ ticket: 'another' }), undefined)
  expect(reason[0]).toContain('cannot be seen from here')
  expect(steps.map(([english]) => english.split(':')[0])).toEqual([
    'The URL',
    'The ticket',
    'The appId',
    expect.anything(),
  ])
})

test('without the ticket, no cause is claimed, and the first question is about the URL', () => {
  const { title, bench } = headlineOf(refused({ url: decodeURIComponent(page) }), undefined)
  expect(title[0]).toBe('WeChat computed another signature: does the server sign the URL unchanged?')
  expect(bench).toBe(true)
})

test('a bridge time-out in a frame is explained by the frame, elsewhere it is not', () => {
  const error = Object.assign(new Error('late'), { name: 'WechatError', code: 'bridge-timeout' })
  const run = {
    url: page,
    status: 'failed',
    steps: [],
    denied: [],
    signedUrl: undefined,
    error,
    began: 0,
    duration: 1,
  } as const
  const title = (isFramed: boolean) =>
    headlineOf(
      view({ runs: [run], environment, landing: page, current: page, isFramed, wechat: refusedClient }),
      undefined,
    ).title[0]
  expect(title(true)).toContain('in a frame')
  expect(title(false)).not.toContain('frame')
})

const refusedClient = {
  environment,
  state: { openTags: 'unknown', status: 'idle' },
  subscribe: () => () => {},
  ready: () => Promise.reject(new Error('not asked')),
} as unknown as NonNullable<Subject['wechat']>

test('an accepted URL is called landing or current only if the two differ', () => {
  const ready = (landing: string, signedUrl: string) => {
    const run = {
      url: page,
      status: 'ready',
      steps: [],
      denied: [],
      signedUrl,
      error: undefined,
      began: 0,
      duration: 623,
    } as const
    return headlineOf(view({ runs: [run], environment, landing, current: page, wechat: refusedClient }), undefined)
  }
  expect(ready(page, page)).toMatchObject({
    title: ['Ready in 623 ms', '已就绪，用时 623 ms'],
    reason: [
      "WeChat 8.0.61 on Android accepted the signature of the page's URL.",
      expect.stringContaining('本页 URL 的签名'),
    ],
  })
  const landing = 'https://shop.example.com/'
  expect(ready(landing, landing).reason[0]).toContain('of the landing URL')
  expect(ready(landing, page).reason[0]).toContain("of the page's current URL")
})

test('a refused call of a known client object is explained by the URL that was sent', () => {
  const error = { name: 'WechatError', code: 'invalid-signature', message: 'refused', api: 'scanQRCode' }
  const { wechat, runs } = readyClient([{ api: 'scanQRCode', start: 0, duration: 1, error }])
  const { calls } = view({ wechat, runs, environment, landing: page, current: page })
  expect(calls[0]?.failure?.explanation.meaning[0]).toContain('The page sent the URL that WeChat checks')
})

function readyClient(calls: readonly object[]) {
  const wechat = {
    ...refusedClient,
    [inspectKey]: () => ({ version: 1, landing: page, current: page, requested: [], calls, endpoint: '/sign' }),
  } as unknown as NonNullable<Subject['wechat']>
  const ready = { url: page, status: 'ready', signedUrl: page, error: undefined } as const
  return { wechat, runs: [{ ...ready, steps: [], denied: [], began: 0, duration: 1 }] }
}

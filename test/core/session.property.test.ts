import fc from 'fast-check'
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { isWechatError, type Wechat } from 'wechat-ready'
import type { FakeWechat, FakeWechatOptions, Permission, Platform } from 'wechat-ready/testing'
import { comeBack, LANDING, openInWechat, shortly, travel, wechatOf } from '../kit/page.ts'
import { holds, playEvents, STORY_TIMEOUT } from '../kit/property.ts'
import { loadLazyParts } from '../kit/sdk.ts'
import { MINUTE, SECOND, virtualTime } from '../kit/time.ts'
import { configurationsOf, type Fate, fate, here, pass, signerOf, type Watch, watched } from './story.ts'

/*
 * Pages that live on after they were configured: two client objects each, and a WeChat client that takes back what it
 * has granted.
 */

const paths = ['/a', '/b', LANDING, '#/list', '#/detail/7', '#!/list', '#place', '#/']
const words = ['permission denied', 'fail, the permission value is offline verifying', 'fail_invalid_signature']
const calls = [
  'getLocation',
  'chooseImage',
  'hideOptionMenu',
  'showOptionMenu',
  'scanQRCode',
  'getNetworkType',
] as const
/** What may be refused for a while: those, and what is told of sharing. */
const refusable = [...calls, 'updateAppMessageShareData', 'updateTimelineShareData'] as const

type Call = (typeof calls)[number]

/** What happens next, and how many milliseconds after what happened before: 0 is in the same task. */
type Action = { wait: number; who: 0 | 1 } & (
  | { does: 'push' | 'replace' | 'travel' | 'unheard'; path: string }
  | { does: 'call'; api: Call }
  | { does: 'ready' | 'share' | 'pay' | 'press' | 'comeBack' | 'remount' }
  | { does: Loss }
  | { does: 'refuse'; api: (typeof refusable)[number]; words: string; ms: number }
)

/**
 * The ticket is replaced; the client forgets what it has granted; another script's `wx.config` leaves of it one API.
 */
type Loss = 'ticket' | 'forget' | 'foreign'

interface Story {
  platform: Platform
  /** A rule for grants that is not the platform's own. */
  permission: Permission | undefined
  /** What the account may not use. */
  denied: Call[]
  actions: Action[]
  signatures: Fate[]
  configurations: Fate[]
}

const who = fc.constantFrom<0 | 1>(0, 0, 1)

const actionOf = (wait: fc.Arbitrary<number>): fc.Arbitrary<Action> => {
  const moment = { wait, who }
  return fc.oneof(
    fc.record({
      ...moment,
      does: fc.constantFrom('push' as const, 'replace' as const, 'travel' as const),
      path: fc.constantFrom(...paths),
    }),
    fc.record({ ...moment, does: fc.constant('unheard' as const), path: fc.constantFrom('/a', '/b', LANDING) }),
    fc.record({ ...moment, does: fc.constant('call' as const), api: fc.constantFrom(...calls) }),
    fc.record({
      ...moment,
      does: fc.constantFrom('ready' as const, 'share', 'share', 'pay', 'press', 'comeBack', 'remount'),
    }),
    fc.record({ ...moment, does: fc.constantFrom<Loss>('ticket', 'forget', 'foreign') }),
    fc.record({
      ...moment,
      does: fc.constant('refuse' as const),
      api: fc.constantFrom(...refusable),
      words: fc.constantFrom(...words),
      ms: fc.constantFrom(200, 700, 1500, 20_000),
    }),
  )
}

const client = {
  platform: fc.constantFrom<Platform>('ios', 'android', 'harmony', 'windows', 'mac', 'devtools'),
  permission: fc.constantFrom<Permission | undefined>(undefined, undefined, 'replaced', 'url'),
}

const stories: fc.Arbitrary<Story> = fc.record({
  ...client,
  denied: fc.subarray<Call>(['scanQRCode', 'showOptionMenu'], { maxLength: 1 }),
  actions: fc.array(actionOf(fc.constantFrom(0, 1, 30, 300, 700, 3000, 70_000)), { minLength: 1, maxLength: 16 }),
  signatures: fc.array(fate('well', 'well', 'well', 'refused', 'lost', 'twice'), { maxLength: 8 }),
  configurations: fc.array(fate('well', 'well', 'well', 'refused', 'lost', 'twice'), { maxLength: 8 }),
})

const short = fc.constantFrom(0, 1, 30, 700, 3000)
/** Of an API that both client objects have asked for. */
const common = fc.constantFrom<Call>('getLocation', 'chooseImage', 'hideOptionMenu', 'scanQRCode')
const aCall = fc.record({ wait: short, who, does: fc.constant('call' as const), api: common })
const well = {
  denied: fc.constant<Call[]>([]),
  signatures: fc.constant<Fate[]>([]),
  configurations: fc.constant<Fate[]>([]),
}

/** More than a minute between what the client takes back; all else at any time. Nothing else fails. */
const calmStories: fc.Arbitrary<Story> = fc.record({
  ...well,
  platform: client.platform,
  permission: fc.constant(undefined),
  actions: fc.array(
    fc.oneof(
      aCall,
      aCall,
      fc.record({
        wait: short,
        who,
        does: fc.constantFrom('push' as const, 'travel' as const),
        path: fc.constantFrom(...paths),
      }),
      fc.record({ wait: short, who, does: fc.constantFrom('ready' as const, 'share', 'press', 'comeBack') }),
      fc.record({ wait: fc.constant(70_000), who, does: fc.constantFrom<Loss>('ticket', 'forget', 'foreign') }),
    ),
    { minLength: 2, maxLength: 24 },
  ),
})

/** The page stays where it is, and the ticket is replaced again and again. */
const restlessStories: fc.Arbitrary<Story> = fc.record({
  ...well,
  platform: fc.constant<Platform>('android'),
  permission: fc.constant(undefined),
  actions: fc.array(
    fc.oneof(aCall, fc.record({ wait: fc.constantFrom(0, 700, 3000, 20_000), who, does: fc.constant<Loss>('ticket') })),
    { minLength: 8, maxLength: 30 },
  ),
})

/** The route of a URL: with a hash router its fragment counts. */
function routeOf(url: string): string {
  const [page = '', first = ''] = url.split('#')
  return /^!?\/./.test(first) ? `${page}#${first}` : page
}

const pay = { timestamp: '1', nonceStr: 'a', package: 'prepay_id=1', signType: 'MD5' as const, paySign: 'b' }

/** One client object of the page, and what it has cost. */
interface Client {
  wechat: Wechat
  attempts: number
  /** When a signature was asked for, and why. */
  requests: { at: number; reason: string }[]
}

/** What a call may take, healing included. */
const timeouts = { ...shortly, call: 2 * SECOND }
/** What each of the two client objects asks for: neither has all that the other one has. */
const lists = [
  ['getLocation', 'chooseImage', 'hideOptionMenu', 'showOptionMenu', 'scanQRCode'],
  ['getLocation', 'chooseImage', 'hideOptionMenu', 'scanQRCode', 'getNetworkType'],
] as const
const sharing = [
  'updateAppMessageShareData',
  'updateTimelineShareData',
  'onMenuShareAppMessage',
  'onMenuShareTimeline',
] as const

/** A page that plays a story. */
function open(story: Story) {
  history.replaceState(null, '', LANDING)
  document.title = 'The page itself'
  const { platform, permission, denied, signatures, configurations } = story
  const options: FakeWechatOptions = { platform, denied, ...(permission && { permission }) }
  const fake = openInWechat(options)
  fake.reply('config', configurationsOf(configurations))
  const mount = (number: 0 | 1): Client => {
    const ask = signerOf(fake, signatures)
    const client: Client = {
      attempts: 0,
      requests: [],
      wechat: wechatOf({
        signature: (url, context) => {
          client.requests.push({ at: performance.now(), reason: context.reason })
          return ask(url, context)
        },
        jsApiList: [...lists[number], ...sharing],
        share: ({ href }) => ({ title: `${number} of ${routeOf(href)}` }),
        timeouts,
      }),
    }
    client.wechat.subscribe((state) => {
      if (state.status === 'configuring' && !state.steps.length) client.attempts++
    })
    all.push(client)
    return client
  }
  const all: Client[] = []
  const clients: [Client, Client] = [mount(0), mount(1)]
  close = () => {
    for (const { wechat } of all) wechat.dispose()
    fake.uninstall()
    vi.clearAllTimers()
  }
  return {
    fake,
    clients,
    all,
    remount: () => {
      clients[1].wechat.dispose()
      clients[1] = mount(1)
    },
  }
}

type Page = ReturnType<typeof open>

function act(action: Action, { fake, clients, remount }: Page, watch: Watch): void {
  const { does, who } = action
  const { wechat } = clients[who]
  if (does === 'push') history.pushState(null, '', action.path)
  if (does === 'replace') history.replaceState(null, '', action.path)
  if (does === 'travel') travel(action.path)
  if (does === 'unheard') History.prototype.replaceState.call(history, null, '', action.path)
  if (does === 'comeBack') comeBack()
  if (does === 'remount') remount()
  if (does === 'ready') watch(does, wechat.ready())
  if (does === 'call') watch(action.api, call(wechat, action.api))
  if (does === 'pay') watch(does, wechat.chooseWXPay(pay))
  if (does === 'share') watch(does, wechat.share({ title: `own of ${routeOf(location.href)}` }))
  if (does === 'press') fake.emit('onMenuShareAppMessage')
  if (does === 'ticket') Object.assign(fake, { ticket: `${fake.ticket}+` })
  if (does === 'forget') fake.replaceGrants()
  if (does === 'foreign') fake.replaceGrants(['scanQRCode'])
  if (does === 'refuse') {
    const end = performance.now() + action.ms
    fake.on(action.api, (_, client) => (performance.now() < end ? client.refuse(action.words) : client.next()))
  }
}

const call = (wechat: Wechat, api: Call): Promise<unknown> => (wechat[api] as (params?: object) => Promise<unknown>)({})

/** Plays a story, and tells what came of it. */
async function play(story: Story) {
  const page = open(story)
  const { outcomes, watch, look } = watched()
  await playEvents(story.actions, { pass, act: (action) => act(action, page, watch), rules: look })
  await pass(5 * SECOND)
  expect(outcomes.filter(({ settled }) => !settled)).toEqual([])
  return { ...page, outcomes }
}

/** Every content that the client has been given, with the URL where it was. */
const told = (fake: FakeWechat) =>
  fake.calls
    .filter(({ api }) => /^update.*ShareData$|^sendAppMessage$/.test(api))
    .map(({ params, url }) => ({ title: String(params.title), url }))

/**
 * One attempt for each thing that happens, and the first one; three retries for each that fails; two URLs for each
 * attempt, and the one that is requested early.
 */
function expectFewRequests({ attempts, requests }: Client, { actions }: Story): void {
  expect(attempts).toBeLessThanOrEqual(4 * (actions.length + 1))
  expect(requests.length).toBeLessThanOrEqual(2 * attempts + 1)
}

/**
 * What was told of sharing belongs to the URL where it was told; where nobody shares any more, it is the page's own.
 */
function expectRightShares(fake: FakeWechat): void {
  for (const { title, url } of told(fake))
    if (title !== document.title) expect(title.replace(/^.*? of /, '')).toBe(routeOf(url))
}

/** Stories that went wrong once. */
const examples: Story[] = [
  // Two that share at the same time took what is told from each other, for ever.
  {
    platform: 'ios',
    permission: undefined,
    denied: [],
    actions: [
      { wait: 0, who: 0, does: 'share' },
      { wait: 0, who: 1, does: 'share' },
      { wait: 0, who: 0, does: 'call', api: 'getLocation' },
      { wait: 70_000, who: 0, does: 'ticket' },
    ],
    signatures: [],
    configurations: [],
  },
]

let close = () => {}

beforeAll(loadLazyParts)
beforeEach(virtualTime)

describe('with two client objects and a WeChat client that revokes grants', () => {
  test('every promise settles, a payment is sent once, requests are few, and in the end all works', {
    tags: 'money-once',
    timeout: STORY_TIMEOUT,
  }, async () => {
    await holds({
      stories,
      runs: 200,
      examples,
      close: () => close(),
      happens: [
        /^ready resolved/,
        /^share resolved/,
        /^pay resolved/,
        /^getLocation resolved/,
        /^getLocation rejected invalid-signature/,
        /rejected permission-denied/,
        /rejected not-verified/,
      ],
      async play(story, seen) {
        const { fake, clients, all, outcomes } = await play(story)
        for (const { does, since, settled, value, error } of outcomes) {
          seen.add(`${does} ${settled} ${isWechatError(error) ? error.code : ''}`)
          if (does === 'ready' && value) expect(since).toContain(value.url)
          if (error) expect(isWechatError(error), String(error)).toBe(true)
        }
        const pays = (list: readonly { api?: string; does?: string }[]) =>
          list.filter(({ api, does }) => (api ?? does) === 'chooseWXPay' || does === 'pay').length
        expect(pays(fake.calls)).toBeLessThanOrEqual(pays(story.actions))
        for (const client of all) expectFewRequests(client, story)
        // The server answers again, no call has to be refused any more, and the last vain healing is long ago.
        story.signatures.length = story.configurations.length = 0
        await pass(11 * MINUTE)
        dispatchEvent(new HashChangeEvent('hashchange'))
        const { watch, outcomes: last } = watched()
        for (const [number, { wechat }] of clients.entries()) {
          watch('ready', wechat.ready())
          await pass(SECOND)
          for (const api of lists[number as 0 | 1]) {
            if (story.denied.some((lacking) => lacking === api)) continue
            watch(api, call(wechat, api))
            await pass(3 * SECOND)
          }
        }
        watch('share', clients[0].wechat.share({ title: `last of ${routeOf(location.href)}` }))
        await pass(3 * SECOND)
        expect(last.filter(({ settled }) => settled !== 'resolved')).toEqual([])
        expect(last[0]?.value?.url).toBe(here())
        expectRightShares(fake)
        expect(told(fake).at(-1)?.title).toBe(`last of ${routeOf(location.href)}`)
      },
    })
  })

  test('now and then, only a ticket replaced twice within a minute makes a call fail', {
    tags: 'heal-ticket',
    timeout: STORY_TIMEOUT,
  }, async () => {
    await holds({
      stories: calmStories,
      runs: 200,
      close: () => close(),
      async play(story) {
        const { fake, clients, all, outcomes } = await play(story)
        for (const { does, settled, error, at = 0 } of outcomes) {
          if (settled === 'resolved' || isWechatError(error, 'disposed')) continue
          expect(error, does).toMatchObject({ code: 'invalid-signature' })
          const fresh = clients.flatMap(({ requests }) =>
            requests.filter(({ reason }) => reason === 'invalid-signature'),
          )
          expect(fresh.filter((request) => at - request.at < MINUTE)).not.toEqual([])
        }
        for (const client of all) expectFewRequests(client, story)
        expectRightShares(fake)
      },
    })
  })

  test('healing requests at most one fresh signature a minute at one URL', {
    tags: 'heal-bound',
    timeout: STORY_TIMEOUT,
  }, async () => {
    await holds({
      stories: restlessStories,
      runs: 200,
      close: () => close(),
      async play(story) {
        const { all } = await play(story)
        for (const { requests } of all) {
          const fresh = requests.filter(({ reason }) => reason === 'invalid-signature').map(({ at }) => at)
          for (const [number, at] of fresh.entries())
            if (number) expect(at - Number(fresh[number - 1])).toBeGreaterThanOrEqual(MINUTE)
        }
      },
    })
  })
})

import fc from 'fast-check'
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { isWechatError, type Timeouts, type Wechat } from 'wechat-ready'
import type { Platform, Verifies } from 'wechat-ready/testing'
import { comeBack, LANDING, openInWechat, shortly, travel, wechatOf } from '../kit/page.ts'
import { holds, playEvents, STORY_TIMEOUT } from '../kit/property.ts'
import { loadLazyParts } from '../kit/sdk.ts'
import { virtualTime } from '../kit/time.ts'
import { configurationsOf, type Fate, fate, here, pass, signerOf, type Watch, watched } from './story.ts'

const paths = ['/a', '/b', '/c', LANDING]

/** What happens next, and how long after what happened before: 0 is in the same task. */
type Action = { wait: number; microtasks: number } & (
  | { does: 'push' | 'replace' | 'travel' | 'unheard' | 'prefetch'; path: string }
  | { does: 'ready' | 'call' | 'comeBack' | 'fragment' }
  | { does: 'abort'; after: number }
)

interface Story {
  platform: Platform
  verifies: Verifies | undefined
  actions: Action[]
  signatures: Fate[]
  configurations: Fate[]
}

const moment = { wait: fc.constantFrom(0, 0, 1, 7, 30, 90), microtasks: fc.nat(12) }
const path = fc.constantFrom(...paths)
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ ...moment, does: fc.constantFrom('push', 'replace', 'travel', 'unheard', 'prefetch'), path }),
  fc.record({ ...moment, does: fc.constantFrom('ready', 'call', 'ready', 'call', 'comeBack', 'fragment') }),
  fc.record({ ...moment, does: fc.constant('abort'), after: fc.nat(100) }),
)
const stories = (...ends: Fate['ends'][]): fc.Arbitrary<Story> =>
  fc.record({
    platform: fc.constantFrom('ios', 'android', 'harmony', 'windows', 'devtools'),
    verifies: fc.constantFrom(undefined, 'landing', 'current', 'both'),
    actions: fc.array(action, { minLength: 1, maxLength: 14 }),
    signatures: fc.array(fate(...ends), { maxLength: 12 }),
    configurations: fc.array(fate(...ends), { maxLength: 12 }),
  })

/** Plays a story, then lets everything calm down, and tells what came of it. */
async function play({ platform, verifies, actions, ...fates }: Story, timeouts: Partial<Timeouts> = {}) {
  history.replaceState(null, '', LANDING)
  const fake = openInWechat({ platform, ...(verifies && { verifies }) })
  const wechat = wechatOf({
    signature: signerOf(fake, fates.signatures),
    share: ({ pathname }) => ({ title: pathname }),
    timeouts,
  })
  fake.reply('config', configurationsOf(fates.configurations))
  close = () => {
    wechat.dispose()
    fake.uninstall()
    vi.clearAllTimers()
  }
  let attempts = 0
  wechat.subscribe((state) => {
    if (state.status === 'configuring' && !state.steps.length) attempts++
  })
  const { outcomes, watch, look } = watched()
  await playEvents(actions, { pass, act: (action) => act(action, wechat, watch), rules: look })
  await pass(1000)
  // All is well again.
  fates.signatures.length = fates.configurations.length = 0
  const last = wechat.ready()
  watch('ready', last)
  await pass(1000)
  expect(outcomes.filter(({ settled }) => !settled)).toEqual([])
  return { fake, wechat, outcomes, attempts, last: await last }
}

function act(action: Action, wechat: Wechat, watch: Watch): void {
  const { does } = action
  if (does === 'push') history.pushState(null, '', action.path)
  if (does === 'replace') history.replaceState(null, '', action.path)
  if (does === 'travel') travel(action.path)
  if (does === 'unheard') History.prototype.replaceState.call(history, null, '', action.path)
  if (does === 'fragment') history.pushState(null, '', '#/detail')
  if (does === 'comeBack') comeBack()
  if (does === 'prefetch') watch(does, wechat.prefetch(action.path))
  if (does === 'ready') watch(does, wechat.ready())
  if (does === 'call') watch(does, wechat.hideOptionMenu())
  if (does === 'abort') {
    const controller = new AbortController()
    setTimeout(() => controller.abort(new Error('aborted')), action.after)
    watch(does, wechat.ready({ signal: controller.signal }))
  }
}

/** Stories that went wrong once. */
const examples: Story[] = [
  // The page comes back to a URL whose request was left behind and has never been answered.
  {
    platform: 'harmony',
    verifies: undefined,
    actions: [
      { wait: 0, microtasks: 0, does: 'push', path: '/b' },
      { wait: 0, microtasks: 0, does: 'abort', after: 0 },
      { wait: 0, microtasks: 0, does: 'prefetch', path: '/a' },
      { wait: 7, microtasks: 0, does: 'push', path: '/a' },
      { wait: 0, microtasks: 0, does: 'abort', after: 0 },
      { wait: 30, microtasks: 0, does: 'unheard', path: '/b' },
    ],
    signatures: [
      { after: 0, ends: 'well' },
      { after: 0, ends: 'lost' },
    ],
    configurations: [],
  },
]

let close = () => {}

beforeAll(loadLazyParts)
beforeEach(virtualTime)

describe('for random sequences of page, server and client events', () => {
  test('every promise settles for its own URL; in the end the page is configured and shared', {
    tags: ['ready-here', 'ready-settles'],
    timeout: STORY_TIMEOUT,
  }, async () => {
    await holds({
      stories: stories('well', 'well', 'refused', 'lost', 'twice'),
      runs: 2000,
      examples,
      close: () => close(),
      happens: [
        'ready resolved ',
        'ready rejected invalid-signature',
        'ready rejected signature-timeout',
        'ready rejected signature-request-failed',
        'ready rejected config-timeout',
        'call resolved ',
        'abort rejected ',
        'abort resolved ',
      ],
      async play(story, seen) {
        const { fake, wechat, outcomes, attempts, last } = await play(story, { ...shortly, call: 60 })
        for (const { does, since, settled, value, error } of outcomes) {
          seen.add(`${does} ${settled} ${isWechatError(error) ? error.code : ''}`)
          expect(settled, does).toBeDefined()
          if (value?.url) expect(since).toContain(value.url)
          if (does === 'prefetch') expect(settled).toBe('resolved')
          // A call is sent only where the client has just been configured for it.
          if (error) expect(error).not.toMatchObject({ code: expect.stringMatching(/denied|not-verified/) })
        }
        expect(last.url).toBe(here())
        expect(wechat.state).toMatchObject({ status: 'ready', url: here() })
        expect(fake.configurations.at(-1)).toMatchObject({ signedUrl: last.signedUrl })
        expect(here()).toBe(fake.configurations.at(-1)?.url.replace(/#.*/, ''))
        // What the client was told to share was of the route where the page was; and the last of it is of where it is.
        const shares = fake.calls.filter(({ api }) => api === 'updateAppMessageShareData')
        for (const { url, params } of shares) expect(params.title).toBe(new URL(url).pathname)
        expect(shares.at(-1)?.params.title).toBe(location.pathname)
        // One attempt per action and the last ready(); two URLs per attempt, one per prefetch, and the first one, asked
        // for early.
        const prefetches = story.actions.filter(({ does }) => does === 'prefetch').length
        expect(attempts).toBeLessThanOrEqual(story.actions.length + 1)
        expect(fake.signatures.length).toBeLessThanOrEqual(2 * attempts + prefetches + 1)
      },
    })
  })

  test('each URL is signed at most once while nothing fails', {
    tags: 'seen-url-free',
    timeout: STORY_TIMEOUT,
  }, async () => {
    await holds({
      stories: stories('well', 'twice'),
      runs: 1000,
      close: () => close(),
      async play(story) {
        const { fake, outcomes } = await play({ ...story, verifies: undefined })
        for (const { does, settled, error } of outcomes)
          if (does !== 'abort') expect(settled, String(error)).toBe('resolved')
        const urls = fake.signatures.map(({ url }) => url)
        expect(urls).toHaveLength(new Set(urls).size)
      },
    })
  })
})

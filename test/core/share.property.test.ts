import fc from 'fast-check'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { ShareContent, Wechat } from 'wechat-ready'
import type { SetContent } from '../../src/core/share.ts'
import { placeKey } from '../../src/knowledge/keys.ts'
import { LANDING, openInWechat, shortly, travel, wechatOf } from '../kit/page.ts'
import { holds, playEvents, STORY_TIMEOUT } from '../kit/property.ts'
import { loadLazyParts } from '../kit/sdk.ts'
import { MINUTE, SECOND, virtualTime } from '../kit/time.ts'
import { configurationsOf, type Fate, fate, here, pass, signerOf } from './story.ts'

/*
 * Pages whose components come and go, with one or two client objects. What the client has received last is compared
 * with a model that is written from the sentences of the documentation, not from the code.
 */

const paths = [
  '/a',
  '/b',
  '/a?tab=reviews',
  '/a?from=singlemessage&isappinstalled=0',
  '/b?code=1&state=2',
  '/a#reviews',
  '/a#/',
  '#/list',
  '#/detail/7',
  '#!/list',
  '#place',
] as const
const titles = ['one', 'two', 'three', undefined] as const

type Who = 0 | 1

/** What happens next, and how many milliseconds after what happened before: 0 is in the same task. */
type Action = { wait: number } & (
  | { does: 'push' | 'replace'; path: string }
  | { does: 'back' | 'forward' | 'foreign' }
  | { does: 'bounce'; path: string; after: number }
  | { does: 'mount' | 'nest'; who: Who; title: string | undefined }
  | { does: 'unmount' | 'setAside' | 'return'; which: number }
  | { does: 'change'; which: number; title: string | undefined }
  | { does: 'share'; who: Who; title: string }
  | { does: 'abort'; which: number }
)

interface Story {
  clients: 1 | 2
  actions: Action[]
  signatures: Fate[]
  configurations: Fate[]
}

/** Long enough for a page to be configured, and for what is shared to be sent. */
const IDLE_MS = 6 * SECOND

const wait = fc.constantFrom(0, 0, 1, 30, 150, 700, IDLE_MS)
const who = fc.constantFrom<Who>(0, 0, 1)
const which = fc.nat(20)
const title = fc.constantFrom(...titles)
const path = fc.constantFrom(...paths)

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ wait, does: fc.constantFrom('push' as const, 'replace' as const), path }),
  fc.record({ wait, does: fc.constantFrom('back' as const, 'forward' as const, 'foreign' as const) }),
  fc.record({ wait, does: fc.constant('bounce' as const), path, after: fc.constantFrom(0, 1, 50, 400) }),
  fc.record({ wait, does: fc.constantFrom('mount' as const, 'nest' as const), who, title }),
  fc.record({ wait, does: fc.constantFrom('unmount' as const, 'setAside' as const, 'return' as const), which }),
  fc.record({ wait, does: fc.constant('change' as const), which, title }),
  fc.record({ wait, does: fc.constant('share' as const), who, title: fc.constantFrom('one', 'two', 'three') }),
  fc.record({ wait, does: fc.constant('abort' as const), which }),
)

const stories: fc.Arbitrary<Story> = fc.record({
  clients: fc.constantFrom<1 | 2>(1, 2),
  actions: fc.array(action, { minLength: 2, maxLength: 24 }),
  signatures: fc.array(fate('well', 'well', 'well', 'refused', 'lost'), { maxLength: 6 }),
  configurations: fc.array(fate('well', 'well', 'well', 'refused', 'lost'), { maxLength: 6 }),
})

/** "For sharing, a route is the whole URL …; no fragment, `#/` and `#!/` are one route; any other fragment is a place." */
function routeOf(url: string): string {
  const [page = '', first = ''] = url.split('#')
  return /^!?\/./.test(first) ? `${page}#${first}` : page
}

/** "URLs that differ only in what WeChat or its login adds are one URL for this." */
function sameUrl(url: string): string {
  const { origin, pathname, searchParams, hash } = new URL(routeOf(url))
  for (const name of ['from', 'isappinstalled', 'code', 'state']) searchParams.delete(name)
  return [origin, pathname, searchParams, hash].join(' ')
}

/** A content in the model: of a component, or of `share()` with the URL where it was called. */
interface Content {
  who: Who
  title: string | undefined
  alive: boolean
  url?: string
}

interface Component extends Content {
  set: SetContent
  wechat: Wechat
  mounted: boolean
  shares: boolean
}

interface Shared extends Content {
  controller: AbortController
}

/** A page that plays a story, and the model of it. `contents` is in the order of the places. */
function open(story: Story) {
  history.replaceState(null, '', LANDING)
  document.title = 'The page itself'
  const fake = openInWechat({ platform: 'android' })
  /** What was sent, and whatever is a reason for sending it again. */
  const log: ({ title: string; link: string } | 'reason' | 'idle')[] = []
  fake.reply('config', configurationsOf(story.configurations))
  fake.subscribe((call) => {
    // Called a second time with the answer.
    if (call.answer) return
    if ('jsApiList' in call) log.push('reason')
    else if (call.api === 'updateAppMessageShareData')
      log.push({ title: String(call.params.title), link: String(call.params.link) })
  })
  const clients = Array.from({ length: story.clients }, (_, number) =>
    wechatOf({
      signature: signerOf(fake, story.signatures),
      timeouts: { ...shortly, call: 2 * SECOND },
      // Of two client objects the later one decides, which a default is not.
      ...(story.clients === 1 && { share: byDefault }),
      jsApiList: number
        ? ['updateAppMessageShareData', 'updateTimelineShareData', 'scanQRCode']
        : ['updateAppMessageShareData', 'updateTimelineShareData'],
    }),
  )
  const entries = [location.href]
  return { fake, log, clients, entries, at: 0, contents: [] as (Component | Shared)[], byDefault: story.clients === 1 }
}

const byDefault = ({ pathname }: Location): ShareContent | undefined =>
  pathname === '/b' ? { title: 'default of b' } : undefined

type Page = ReturnType<typeof open>

const isAlive = ({ alive, title, url = sameUrl(location.href) }: Content) =>
  alive && title && url === sameUrl(location.href)

/** "The latest place that is alive decides. With none alive: the option `share`, else the page's own title." */
function expected({ contents, byDefault: hasDefault }: Page): string {
  const alive = contents.filter(isAlive)
  return alive.at(-1)?.title ?? (hasDefault ? byDefault(location)?.title : undefined) ?? document.title
}

/** The client object of a story; where there is one alone, that. */
const pick = <T>(some: T[], number: number): T | undefined => some[number % some.length]

function mount(page: Page, number: Who, title: string | undefined): () => void {
  const wechat = pick(page.clients, number) as Wechat & { [placeKey](): SetContent }
  const one: Component = {
    who: number,
    title: titleOf(wechat, page, title),
    alive: false,
    mounted: true,
    shares: false,
    wechat,
    set: wechat[placeKey](),
  }
  page.contents.push(one)
  return () => {
    one.alive = true
    apply(one)
  }
}

/** Each client object has titles of its own. */
const titleOf = (wechat: Wechat, { clients }: Page, title: string | undefined) =>
  title && `${title} of ${clients.indexOf(wechat)}`

/** As the bindings do: with its first content the page is configured. */
function apply(one: Component): void {
  const { set, alive, title, wechat, shares } = one
  set(alive && title ? { title } : undefined)
  one.shares = !!(alive && title)
  if (one.shares && !shares) wechat.ready().catch(() => {})
}

const isComponent = (one: Component | Shared): one is Component => 'set' in one

function act(action: Action, page: Page): void {
  const { contents, clients, entries, log } = page
  const go = (to: number) => {
    const url = entries[to]
    if (!url) return
    page.at = to
    travel(url)
  }
  const push = (path: string) => {
    history.pushState(null, '', path)
    entries.splice(++page.at, entries.length, location.href)
  }
  if (action.does === 'push') push(action.path)
  if (action.does === 'replace') {
    history.replaceState(null, '', action.path)
    entries[page.at] = location.href
  }
  if (action.does === 'back') go(page.at - 1)
  if (action.does === 'forward') go(page.at + 1)
  if (action.does === 'bounce') {
    const before = page.at
    push(action.path)
    const arrived = page.at
    setTimeout(() => page.at === arrived && go(before), action.after)
  }
  if (action.does === 'foreign') {
    log.push('reason')
    ;(window as unknown as { WeixinJSBridge: { invoke(name: string, message: object): void } }).WeixinJSBridge.invoke(
      'updateAppMessageShareData',
      { title: 'foreign', desc: '', link: location.href, imgUrl: '' },
    )
  }
  if (action.does === 'mount') mount(page, action.who, action.title)()
  if (action.does === 'nest') {
    // Parents render first, and their effects run last.
    const [layout, inside] = [mount(page, action.who, action.title), mount(page, action.who, 'inside')]
    inside()
    layout()
  }
  if (action.does === 'share') {
    log.push('reason')
    const url = sameUrl(location.href)
    const controller = new AbortController()
    const wechat = pick(clients, action.who) as Wechat
    for (const one of contents)
      if (!isComponent(one) && one.url === url && pick(clients, one.who) === wechat) one.alive = false
    const title = titleOf(wechat, page, action.title) as string
    contents.push({ who: action.who, title, alive: true, url, controller })
    wechat.share({ title }, controller).catch(() => {})
  }
  if ('which' in action) change(action, page)
}

function change(action: Extract<Action, { which: number }>, page: Page): void {
  const { contents } = page
  if (action.does === 'abort') {
    const one = pick(
      contents.filter((one) => !isComponent(one)),
      action.which,
    )
    if (!one || isComponent(one)) return
    one.alive = false
    one.controller.abort()
    return
  }
  const one = pick(
    contents.filter((one) => isComponent(one)).filter(({ mounted }) => mounted),
    action.which,
  )
  if (!one) return
  if (action.does === 'unmount') Object.assign(one, { alive: false, mounted: false })
  if (action.does === 'setAside') one.alive = false
  if (action.does === 'return') one.alive = true
  if (action.does === 'change') one.title = titleOf(pick(page.clients, one.who) as Wechat, page, action.title)
  apply(one)
}

const sends = (log: Page['log']) => log.filter((entry) => typeof entry === 'object')

/** Where the page is configured and idle, the client has what the model says. Says whether it was so. */
function look(page: Page): boolean {
  const { clients, log } = page
  const isReady = clients.every(({ state }) => state.status === 'ready' && state.url === here())
  const received = sends(log).filter(({ title }) => title !== 'foreign')
  const now = expected(page)
  // Where nothing was ever set the client is left alone.
  if (!isReady || (now === document.title && !received.length)) return false
  const { title, link } = received.at(-1) ?? { link: '' }
  expect([title, sameUrl(link)]).toEqual([now, sameUrl(location.href)])
  return true
}

/**
 * The same content is sent again only for a reason: a configuration, a call of share(), or another script's content.
 * What is on its way when the reason comes may arrive after it; a page that was idle has nothing on its way.
 */
function expectReasons(log: Page['log']): void {
  let reasons = 0
  let last: (typeof log)[number] = 'idle'
  for (const entry of log) {
    if (entry === 'idle') reasons = 0
    else if (entry === 'reason') reasons++
    else if (entry.title !== 'foreign') {
      if (isEqual(entry, last)) expect(reasons, JSON.stringify(log)).toBeGreaterThan(0)
      reasons = Math.max(reasons - 1, 0)
      last = entry
    }
  }
}

const isEqual = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

/** Stories that went wrong once. */
const examples: Story[] = [
  {
    clients: 1,
    actions: [
      { wait: 0, does: 'mount', who: 0, title: 'one' },
      { wait: 6000, does: 'abort', which: 0 },
      { wait: 0, does: 'bounce', path: '#/list', after: 0 },
      { wait: 1, does: 'share', who: 0, title: 'one' },
      { wait: 0, does: 'back' },
      { wait: 0, does: 'share', who: 0, title: 'three' },
    ],
    signatures: [],
    configurations: [],
  },
]

let close = () => {}

async function play(story: Story): Promise<number> {
  const page = open(story)
  close = () => {
    for (const wechat of page.clients) wechat.dispose()
    page.fake.uninstall()
    vi.clearAllTimers()
  }
  let looks = 0
  await playEvents(story.actions, {
    pass,
    act(action) {
      if (action.wait === IDLE_MS) {
        looks += Number(look(page))
        page.log.push('idle')
      }
      act(action, page)
    },
  })
  await pass(IDLE_MS)
  looks += Number(look(page))
  // All is well again: what has a content to share is configured without a caller.
  story.signatures.length = story.configurations.length = 0
  dispatchEvent(new Event('online'))
  await pass(MINUTE)
  const sharing = new Set(page.contents.filter(isAlive).map(({ who }) => pick(page.clients, who)))
  for (const wechat of sharing) expect(wechat?.state).toMatchObject({ status: 'ready', url: here() })
  looks += Number(look(page))
  for (const wechat of page.clients) wechat.ready().catch(() => {})
  await pass(MINUTE)
  expect(page.clients.map(({ state }) => state.status)).toEqual(page.clients.map(() => 'ready'))
  looks += Number(look(page))
  expectReasons(page.log)
  // share() sends in any case.
  const last = page.clients[0] as Wechat
  act({ wait: 0, does: 'foreign' }, page)
  act({ wait: 0, does: 'share', who: 0, title: 'one' }, page)
  await pass(IDLE_MS)
  expect(sends(page.log).at(-1)?.title).toBe('one of 0')
  expect(last.state.status).toBe('ready')
  return looks
}

beforeAll(loadLazyParts)
beforeEach(virtualTime)

test('an idle configured page shares what the model predicts, and sends nothing twice', {
  tags: 'share-is-seen',
  timeout: STORY_TIMEOUT,
}, async () => {
  // The development build warns of contents that do not apply.
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  let looks = 0
  let told = 0
  await holds({
    stories,
    runs: 300,
    examples,
    close: () => close(),
    async play(story) {
      looks += await play(story)
      told++
    },
  })
  // The stories are worth telling.
  expect(looks).toBeGreaterThan(told)
})

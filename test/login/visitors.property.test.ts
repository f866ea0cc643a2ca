import fc from 'fast-check'
import { expect, test } from 'vitest'
import { holds, playEvents, STORY_TIMEOUT } from '../kit/property.ts'
import { type Browser, createBrowser } from './model/browser.ts'
import { createVisits, type Tab } from './model/visit.ts'
import { createWorld, HOSTS, PAGES, type Setting } from './model/world.ts'

/** What happens next; numbers choose a tab, a page, a host, an address seen before. */
type Act =
  | { do: 'open'; tab: number; page: number; host: number }
  | { do: 'move' | 'run' | 'allow' | 'deny' | 'follow' | 'reload'; tab: number }
  | { do: 'back'; tab: number; which: number }
  | { do: 'wait'; ms: number }
  | { do: 'log out' | 'lose cookies'; tab: number }
  | { do: 'share a callback'; tab: number; which: number }
  | { do: 'fault'; fault: 40163 | 42003 | 40029 | 45011 | 'network' | 'userinfo' }

const index = fc.nat({ max: 5 })
const acts: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('open' as const), tab: index, page: index, host: fc.nat({ max: 1 }) }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constantFrom('move' as const, 'run', 'allow', 'deny', 'follow', 'reload'),
      tab: index,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('back' as const), tab: index, which: fc.nat() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.constantFrom(1000, 10_000, 29_999, 30_000, 60_000, 360_000, 660_000),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('log out' as const, 'lose cookies'), tab: index }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('share a callback' as const), tab: index, which: fc.nat() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('fault' as const),
      fault: fc.constantFrom<(Act & { do: 'fault' })['fault']>(40163, 42003, 40029, 45011, 'network', 'userinfo'),
    }),
  },
)

const settings: fc.Arbitrary<Setting> = fc.record({
  prefix: fc.constantFrom('' as const, '/shop'),
  skews: fc.constantFrom([0], [0, 0], [0, 40_000], [0, -40_000, 20_000]),
  style: fc.constantFrom('fetch' as const, 'parts'),
  isBroken: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  isDouble: fc.boolean(),
})

/** Plays the acts, and holds the rules after each of them. */
async function play(setting: Setting, all: readonly Act[]): Promise<void> {
  const world = createWorld(setting)
  const visits = createVisits(world)
  const browsers = [createBrowser('ming', true), createBrowser('hong', true), createBrowser('lei', false)]
  const tabs = Array.from(
    { length: 6 },
    (_, at): Tab => ({
      browser: browsers[at % 3] as Browser,
      place: { kind: 'blank' },
      goal: '',
      isClean: false,
      requests: 0,
      starts: new Map(),
    }),
  )
  const disturb = (browser?: Browser) => {
    for (const tab of tabs) if (!browser || tab.browser === browser) tab.isClean = false
  }
  /** Each ends a fault of WeChat's. */
  const faults: (() => void)[] = []
  const mend = () => {
    for (const end of faults.splice(0)) end()
  }

  async function act(one: Act): Promise<void> {
    if (one.do === 'wait') {
      world.advance(one.ms)
      mend()
      // A code lives for five minutes.
      if (one.ms > 60_000) disturb()
      return
    }
    if (one.do === 'fault') {
      disturb()
      for (const api of Object.values(world.apis)) {
        if (one.fault === 'network') faults.push(api.fail({ path: 'access_token', network: true }))
        else if (one.fault === 'userinfo') faults.push(api.fail({ path: 'userinfo', errcode: 48001 }))
        else faults.push(api.fail({ path: 'access_token', errcode: one.fault }))
      }
      return
    }
    const tab = tabs[one.tab] as Tab
    if (one.do === 'open') visits.open(tab, world.pageUrl(one.page, one.host), faults.length === 0)
    else if (one.do === 'move') await visits.move(tab)
    else if (one.do === 'run') await visits.run(tab)
    else if (one.do === 'log out' || one.do === 'lose cookies') {
      for (const name of tab.browser.cookies.keys()) {
        if (one.do === 'lose cookies' || name.startsWith('session-')) tab.browser.cookies.delete(name)
      }
      disturb(tab.browser)
    } else if (one.do === 'back' || one.do === 'share a callback') {
      const from = one.do === 'back' ? [tab.browser] : browsers
      const urls = from.flatMap((browser) => visits.seenBy(browser))
      const url = urls[one.which % Math.max(1, urls.length)]
      if (!url) return
      visits.open(tab, url, false)
      await visits.run(tab)
    } else await press(tab, one.do)
    settle(tab)
  }

  async function press(tab: Tab, what: 'allow' | 'deny' | 'follow' | 'reload'): Promise<void> {
    const { place } = tab
    if (place.kind === 'consent' && (what === 'allow' || what === 'deny')) {
      if (what === 'deny') tab.isClean = false
      tab.place = { kind: 'moving', url: place[what] }
      await visits.run(tab)
    } else if (place.kind === 'login-page' && what === 'follow') {
      Object.assign(tab, { goal: place.link, starts: new Map() })
      tab.place = { kind: 'moving', url: place.link }
      await visits.run(tab)
    } else if (place.kind === 'page' && what === 'reload') {
      visits.open(tab, place.url, false)
      await visits.run(tab)
    }
  }

  function settle(tab: Tab): void {
    const { place, browser, goal } = tab
    for (const [key, { value }] of browser.cookies) {
      // Somebody else's login would show here.
      if (key.startsWith('session-')) expect(value).toMatch(new RegExp(`-${browser.person}$`))
    }
    if (place.kind === 'page' && place.status === 404) throw new Error(`no page at ${place.url}, goal ${goal}`)
    if (!tab.isClean || place.kind === 'moving' || place.kind === 'consent' || place.kind === 'blank') return
    const isPublic = goal.endsWith('/public')
    if (isPublic || (browser.keepsCookies && !setting.isBroken)) {
      // A page about a loop was held against the contract where it was shown.
      if (place.kind === 'login-page' && place.code === 'login-loop') return
      expect(place).toEqual({ kind: 'page', url: goal, status: 200 })
      for (const count of tab.starts.values()) expect(count).toBeLessThanOrEqual(2)
    } else if (!browser.keepsCookies) {
      expect(place).toMatchObject({ kind: 'login-page', code: 'state-invalid' })
      for (const count of tab.starts.values()) expect(count).toBeLessThanOrEqual(2)
    } else expect(place).toMatchObject({ kind: 'login-page', code: 'login-loop' })
  }

  await playEvents(all, { act })

  // However it went: the link of a page, or the page itself, lets everybody with cookies in.
  mend()
  await recover()

  async function recover(): Promise<void> {
    if (setting.isBroken) return
    world.advance(31_000)
    for (const tab of tabs) {
      if (!tab.browser.keepsCookies || tab.place.kind === 'blank') continue
      if (tab.place.kind === 'login-page') await press(tab, 'follow')
      else await visits.run(tab)
      for (let presses = 0; tab.place.kind === 'consent' && presses < 3; presses++) await press(tab, 'allow')
      expect(tab.place).toMatchObject({ kind: 'page' })
    }
  }

  const used = world.exchanges().filter(({ errcode }) => errcode === 0)
  const codes = used.map(({ params }) => params.code)
  expect(new Set(codes).size).toBe(codes.length)
}

test('every visitor ends at the requested page, or at a page with a link', {
  tags: ['login-hidden-code', 'login-no-dead-end'],
  timeout: STORY_TIMEOUT,
}, async () => {
  await holds({
    stories: fc.record({ setting: settings, acts: fc.array(acts, { minLength: 10, maxLength: 40 }) }),
    runs: 100,
    play: ({ setting, acts }) => play(setting, acts),
  })
})

test.each([
  ['one host', 0],
  ['the other host', 1],
])('a visitor without faults ends at every requested page, on %s', async (_, host) => {
  for (const page of PAGES.keys()) {
    const setting: Setting = { prefix: '', skews: [0, 0], style: 'fetch', isBroken: false, isDouble: false }
    await play(setting, [
      { do: 'open', tab: 0, page, host },
      { do: 'run', tab: 0 },
      { do: 'allow', tab: 0 },
    ])
  }
  expect(HOSTS).toHaveLength(2)
})

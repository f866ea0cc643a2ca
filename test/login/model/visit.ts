import { type Browser, keep, loginCookiesSize, requestOf } from './browser.ts'
import { HOSTS, PAGES, type World } from './world.ts'

/** Where a tab is. */
export type Place =
  | { kind: 'blank' }
  | { kind: 'moving'; url: string }
  /** WeChat's sheet: the two links of it. */
  | { kind: 'consent'; allow: string; deny: string }
  /** A page of the app. */
  | { kind: 'page'; url: string; status: number }
  /** A page of the login. */
  | { kind: 'login-page'; code: string; link: string }

export interface Tab {
  browser: Browser
  place: Place
  /** The page that was asked for. */
  goal: string
  /** Whether nothing happened since that keeps a login from ending well. */
  isClean: boolean
  /** Requests since the visitor did something. */
  requests: number
  /** Redirects to WeChat since the page was asked for, by account and scope. */
  starts: Map<string, number>
}

interface Finish {
  visit: string
  startedAt: number
  at: number
}

/** More redirects in a row than any of these visits needs; a web view gives up after 20. */
const MOST_REQUESTS = 19

const MOST_COOKIE_BYTES = 3000

/** Moves tabs through the site and WeChat, and notes what the contract asks about. */
export function createVisits(world: World) {
  /** Callbacks and links of WeChat that each browser has seen, for the back button. */
  const seen = new Map<Browser, string[]>()
  const starts = new Map<string, { visit: string; startedAt: number }>()
  const finishes: Finish[] = []
  const addresses = new Map<string, string>()
  let chance = 0

  const fail = (why: string, tab: Tab): never => {
    throw new Error(`${why} (goal ${tab.goal}, ${JSON.stringify(tab.place)}, ${[...tab.browser.cookies.keys()]})`)
  }

  /** The address that a request is about: a login's, the one that it asks for, or its own. */
  function addressOf(url: string): string {
    const { searchParams: query, pathname } = new URL(url)
    const known = addresses.get(query.get('state') ?? '')
    return known ?? (pathname.endsWith('login') ? (query.get('returnTo') ?? url) : url)
  }

  /** "The third start within 30 s of the second finish", for one browser, account, scope and address. */
  function isThirdStart(visit: string): boolean {
    const now = world.now()
    const own = finishes.filter((one) => one.visit === visit)
    return own.some(
      (second) =>
        now - second.at < 30_000 &&
        own.some((first) => first.at <= second.startedAt && second.startedAt - first.at < 30_000 && first !== second),
    )
  }

  function note(tab: Tab, from: string, to: string): void {
    if (to.startsWith('https://open.weixin.qq.com/')) {
      const { searchParams: link } = new URL(to)
      const state = String(link.get('state'))
      const kind = `${link.get('appid')} ${link.get('scope')}`
      addresses.set(state, addressOf(from))
      starts.set(state, { visit: [tab.browser.person, kind, addressOf(from)].join(' '), startedAt: world.now() })
      tab.starts.set(kind, (tab.starts.get(kind) ?? 0) + 1)
    } else {
      const state = String(new URL(from).searchParams.get('state'))
      const start = starts.get(state)
      if (start) finishes.push({ ...start, at: world.now() })
      starts.delete(state)
    }
  }

  async function move(tab: Tab): Promise<void> {
    if (tab.place.kind !== 'moving') return
    const { url } = tab.place
    if (++tab.requests > MOST_REQUESTS) fail('endless redirects', tab)
    const request = requestOf(tab.browser, url, world.now())
    if (url.startsWith('https://open.weixin.qq.com/')) return atWechat(tab, request)
    remember(tab.browser, url)
    const response = await world.answer(request, chance++)
    keep(tab.browser, url, response, world.now())
    for (const host of HOSTS) {
      const size = loginCookiesSize(tab.browser, new URL(host).hostname, world.now())
      if (size >= MOST_COOKIE_BYTES) fail(`${size} bytes of cookies`, tab)
    }
    await arriveAt(tab, url, response)
  }

  async function atWechat(tab: Tab, request: Request): Promise<void> {
    const response = await world.authorize(request, tab.browser.person)
    const location = response.headers.get('location')
    if (location) {
      const second = response.headers.get('x-second-location')
      if (second) return callTwice(tab, location, second)
      tab.place = { kind: 'moving', url: location }
      return
    }
    const html = await response.text()
    const [allow, deny] = [...html.matchAll(/href="([^"]+)"/g)].map(
      ([, href = '']) => new URL(href.replaceAll('&#38;', '&'), request.url).href,
    )
    if (!allow || !deny) return fail(`WeChat refuses: ${html.slice(-80)}`, tab)
    remember(tab.browser, request.url)
    tab.place = { kind: 'consent', allow, deny }
  }

  /** In the same moment; the client gives the first one up, and sometimes keeps its cookies all the same. */
  async function callTwice(tab: Tab, one: string, other: string): Promise<void> {
    // An app that calls `finish` itself needs both on one server: only there another code gets the answer.
    const servers = world.style === 'fetch' ? [chance++, chance++] : [chance, chance++]
    const ask = (url: string, at: number) => world.answer(requestOf(tab.browser, url, world.now()), servers[at] ?? 0)
    const [first, second] = await Promise.all([ask(one, 0), ask(other, 1)])
    if (chance % 3) keep(tab.browser, one, first, world.now())
    keep(tab.browser, other, second, world.now())
    remember(tab.browser, other)
    await arriveAt(tab, other, second)
  }

  async function arriveAt(tab: Tab, url: string, response: Response): Promise<void> {
    if (response.headers.has('x-page') || response.status === 404) {
      if (/[?&]state=[0-9a-z]{80}/.test(url)) fail('a page sees a code', tab)
      tab.place = { kind: 'page', url, status: response.status }
      return
    }
    const html = await response.text()
    const location = response.headers.get('location') ?? /location\.replace\((".*?")\)/.exec(html)?.[1]
    if (location) {
      const to: string = location.startsWith('"') ? JSON.parse(location) : location
      note(tab, url, to)
      tab.place = { kind: 'moving', url: to }
      return
    }
    const link = /<a class="button" href="([^"]+)"/.exec(html)?.[1]?.replaceAll('&#38;', '&') ?? ''
    const code = /<code>([\w-]+)<\/code>/.exec(html)?.[1] ?? ''
    if (!HOSTS.some((host) => link.startsWith(`${host}/`))) fail(`a page without a link: ${html}`, tab)
    tab.place = { kind: 'login-page', code, link }
    checkLoopPage(tab, url)
  }

  function checkLoopPage(tab: Tab, url: string): void {
    if (tab.place.kind !== 'login-page' || tab.place.code !== 'login-loop') return
    const kinds = ['wxaaaaaaaaaaaaaaaa', 'wxbbbbbbbbbbbbbbbb'].flatMap((id) =>
      ['snsapi_base', 'snsapi_userinfo'].map((scope) => `${id} ${scope}`),
    )
    const visits = kinds.map((kind) => [tab.browser.person, kind, addressOf(url)].join(' '))
    if (!visits.some(isThirdStart)) fail(`a loop that is none, at ${url}`, tab)
  }

  function remember(browser: Browser, url: string): void {
    const urls = seen.get(browser) ?? []
    if (/[?&]state=/.test(url) && !PAGES.some(([path]) => url.endsWith(path))) urls.push(url)
    seen.set(browser, urls)
  }

  return {
    move,
    seenBy: (browser: Browser) => seen.get(browser) ?? [],

    /** Opens a page, or an address that was seen before. */
    open(tab: Tab, url: string, isPage: boolean): void {
      Object.assign(tab, { place: { kind: 'moving', url }, goal: url, requests: 0, isClean: isPage, starts: new Map() })
    },

    /** Goes on until a person has to decide. */
    async run(tab: Tab): Promise<void> {
      tab.requests = 0
      while (tab.place.kind === 'moving') await move(tab)
    },
  }
}

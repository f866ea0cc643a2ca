import { beforeEach, describe, expect, test, vi } from 'vitest'
import { isWechatError, type Wechat, type WechatEnvironment, type WechatState } from 'wechat-ready'
import { rejection } from '../kit/errors.ts'
import { counted } from '../kit/listeners.ts'
import { LANDING, open, openInWechat, sharedTitles, wechatOf } from '../kit/page.ts'
import { nextTask, SECOND, turn, turnableTime, until } from '../kit/time.ts'

/** A component of a test's page, in no framework's words. One with another key is another component. */
export type Part = { readonly key: string } & (
  | Sharer
  | Kept
  /** Calls `useWechat`, shows a line made by `lineOf`, and passes on each line that it shows. */
  | { readonly kind: 'status'; shows(line: string): void }
  /** Calls `useWechat`, shows whether `scanQRCode` can be called, and passes on the client object. */
  | { readonly kind: 'can'; given(wechat: Wechat): void }
  /** Calls `useWechatReady`, and passes on the URL of each callback. */
  | { readonly kind: 'reader'; calls(url: string): void }
  /** Shares `'ready'` or `'not yet'`, by the status of `useWechat`. */
  | { readonly kind: 'statusSharer' }
  /** Shows a `<wx-open-subscribe>` with the two templates of `templates`, inside WeChat alone. */
  | { readonly kind: 'tag' }
)

/** Calls `useWechatShare` with a title, or with nothing. Other parts are inside of it. */
interface Sharer {
  readonly kind: 'sharer'
  readonly title: string | undefined
  readonly parts: readonly Part[]
}

/** A part that the framework sets aside without destroying it: `<KeepAlive>` in Vue, `<Activity>` in React. */
interface Kept {
  readonly kind: 'kept'
  readonly isShown: boolean
  readonly part: Part
}

export interface Mounted {
  /** Renders the page again, with these parts. */
  set(parts: readonly Part[]): void
  unmount(): void
  readonly element: Element
}

/** What a framework's binding has to show. */
export interface Binding {
  /** Puts an app with the plugin or the provider on the page until the test ends; its parts are in a `<div>`. */
  mount(wechat: Wechat, parts: readonly Part[]): Mounted
  /** What `useWechat` throws in an app that has no plugin or provider. */
  errorWithout(): unknown
  /** How to install the plugin or the provider, as that error says it. */
  readonly remedy: string
  /** How many listeners one `useWechat` has on the client object. */
  readonly listeners: number
  /** Whether a component is rendered again by notifications that change nothing of what it shows. */
  readonly rendersUnchanged: boolean
  /** That of `watchConsole`. */
  expectLine(line: RegExp): void
}

/** What a binding has to show that supports rendering on a server. */
export interface ServerBinding extends Binding {
  render(wechat: Wechat, parts: readonly Part[], userAgent?: string): Promise<string>
  /** Takes over the markup of `render`. */
  hydrate(wechat: Wechat, parts: readonly Part[], markup: string, userAgent?: string): Mounted
}

/** The templates of a `tag`, in their order. */
export const templates = [
  { html: '<style>b { color: #07c160 }</style>', slot: 'style' },
  { html: '<b>Open &amp; close</b>' },
] as const

const tagMarkup =
  '<wx-open-subscribe template="T">' +
  '<script type="text/wxtag-template" slot="style"><style>b { color: #07c160 }</style></script>' +
  '<script type="text/wxtag-template"><b>Open &amp; close</b></script></wx-open-subscribe>'

export const lineOf = (status: WechatState['status'], error: unknown, environment: WechatEnvironment | undefined) =>
  [status, isWechatError(error) ? error.code : '-', String(environment?.platform)].join(' ')

const sharer = (title: string | undefined, ...parts: Part[]): Part => ({
  kind: 'sharer',
  key: title ?? '',
  title,
  parts,
})

/** A sharer that stays the same component when its title changes. */
const stayingSharer = (title: string | undefined, ...parts: Part[]): Part => ({
  ...sharer(title, ...parts),
  key: 'staying',
})

const kept = (part: Part, isShown: boolean): Part => ({ kind: 'kept', key: 'kept', part, isShown })

function createStatus(key = 'status') {
  const lines: string[] = []
  const part: Part = { kind: 'status', key, shows: (line) => void lines.push(line) }
  return { part, lines }
}

function createReader() {
  const urls: string[] = []
  const part: Part = { kind: 'reader', key: 'reader', calls: (url) => void urls.push(url) }
  return { part, urls }
}

// That of the machine, whatever a test fakes: React renders in such tasks.
const { setImmediate } = globalThis

/** Lets the framework render, and 50 ms pass: long enough to see that nothing comes of a change. */
async function settle(): Promise<void> {
  for (let task = 0; task < 10; task++) await new Promise((resolve) => setImmediate(resolve))
  await turn(50)
}

/** The rules that every binding keeps. */
export function testBinding(binding: Binding): void {
  beforeEach(turnableTime)
  describe('useWechat', () => testUseWechat(binding))
  describe('useWechatReady', () => testUseWechatReady(binding))
  describe('useWechatShare', () => testUseWechatShare(binding))

  test("an open tag's template is a script with its markup unchanged", async () => {
    const { element } = binding.mount(open().wechat, [{ kind: 'tag', key: 'tag' }])
    await until(() => element.querySelectorAll('script').length === 2)
    expect(element.querySelector('wx-open-subscribe')?.outerHTML).toBe(tagMarkup)
  })
}

function testUseWechat({ mount, errorWithout, remedy, expectLine, ...binding }: Binding): void {
  /** The lines from the one at `start` on; only the changes, where renderings without any are known. */
  const linesFrom = (lines: readonly string[], start: number) => {
    const later = lines.slice(start)
    return binding.rendersUnchanged ? later.filter((line, index) => line !== later[index - 1]) : later
  }

  test('returns the client object of the plugin or provider', async () => {
    const wechat = wechatOf({ signature: '/signature' })
    const given: Wechat[] = []
    mount(wechat, [{ kind: 'can', key: 'can', given: (one) => void given.push(one) }])
    await until(() => given.length)
    expect(given[0]).toBe(wechat)
  })

  test('without the plugin or provider throws an error that says how to install it', () => {
    expect(String(errorWithout())).toContain(remedy)
  })

  test('follows the client object, and renders again only what has changed', { tags: 'bindings' }, async () => {
    const { wechat } = open({ platform: 'ios' })
    const { part, lines } = createStatus()
    const { element } = mount(wechat, [part])
    await until(() => lines.length)
    await settle()
    expect(new Set(lines)).toEqual(new Set(['idle - ios']))
    const before = lines.length
    await wechat.ready()
    await settle()
    expect(linesFrom(lines, before)).toEqual(['configuring - ios', 'ready - ios'])
    expect(element.textContent).toBe('ready - ios')
  })

  test('has the error of a failed configuration until the next one starts', async () => {
    expectLine(/signature|config failed/)
    const { fake, wechat } = open()
    const { part, lines } = createStatus()
    mount(wechat, [part])
    await until(() => lines.length)
    const before = lines.length
    fake.replyOnce('config', { err_msg: 'pre_verify_jsapi:fail' })
    await rejection(wechat.ready())
    await settle()
    await wechat.ready()
    await settle()
    expect(linesFrom(lines, before)).toEqual([
      'configuring - android',
      'failed config-failed android',
      'configuring - android',
      'ready - android',
    ])
  })

  test('says outside WeChat that the status is idle, also after ready() has failed', async () => {
    const wechat = wechatOf({ signature: '/signature' })
    const { part, lines } = createStatus()
    mount(wechat, [part])
    await until(() => lines.length)
    await rejection(wechat.ready())
    await settle()
    expect(new Set(lines)).toEqual(new Set(['idle - none']))
  })

  test('has the present status in a component that is mounted later', async () => {
    const { wechat } = open()
    await wechat.ready()
    const { part, lines } = createStatus()
    mount(wechat, [part])
    await until(() => lines.length)
    await settle()
    expect(new Set(lines)).toEqual(new Set(['ready - android']))
  })

  test('renders can() again when a configuration changes its answer', async () => {
    const { wechat } = open({ denied: ['scanQRCode'] })
    const { element } = mount(wechat, [{ kind: 'can', key: 'can', given: () => {} }])
    await until(() => element.textContent === 'true')
    await wechat.ready()
    await until(() => element.textContent === 'false')
  })

  test('leaves no listener when its components are unmounted, nor when the app is', async () => {
    const { wechat, listeners } = counted(wechatOf({ signature: '/signature' }))
    const parts = ['a', 'b', 'c'].map((key) => createStatus(key).part)
    const { set, unmount } = mount(wechat, parts)
    await settle()
    expect(listeners()).toBe(3 * binding.listeners)
    set(parts.slice(0, 1))
    await settle()
    expect(listeners()).toBe(binding.listeners)
    unmount()
    await settle()
    expect(listeners()).toBe(0)
  })

  test('no route is followed after the last app is unmounted, until ready() is called', {
    tags: 'unmounted-idle',
  }, async () => {
    const { fake, wechat } = open()
    const apps = [createStatus(), createStatus()].map(({ part }) => mount(wechat, [part]))
    await settle()
    await wechat.ready()
    const go = async (path: string) => {
      history.pushState(null, '', path)
      await turn(SECOND)
      return fake.signatures.length
    }
    apps[0]?.unmount()
    expect(await go('/one')).toBe(2)
    apps[1]?.unmount()
    await settle()
    expect(await go('/two')).toBe(2)
    expect(await wechat.ready()).toMatchObject({ url: location.href })
    expect(await go('/three')).toBe(4)
  })
}

function testUseWechatReady({ mount, expectLine }: Binding): void {
  test('configures the page and calls back, once for this configuration and for each later one', {
    tags: 'bindings',
  }, async () => {
    const { fake, wechat } = open()
    const { part, urls } = createReader()
    mount(wechat, [part])
    await until(() => urls.length)
    history.pushState(null, '', '/next')
    await until(() => urls.length === 2)
    await settle()
    expect(urls).toEqual([LANDING, location.href])
    expect(fake.configurations).toHaveLength(2)
  })

  test('calls back on a page that is configured already, without another configuration', async () => {
    const { fake, wechat } = open()
    await wechat.ready()
    const { part, urls } = createReader()
    mount(wechat, [part])
    await until(() => urls.length)
    await settle()
    expect([urls.length, fake.configurations.length]).toEqual([1, 1])
  })

  test('after a failure calls back when a later configuration succeeds', async () => {
    expectLine(/pre_verify_jsapi:fail|signature/)
    const { fake, wechat } = open()
    fake.replyOnce('config', { err_msg: 'pre_verify_jsapi:fail' })
    const { part, urls } = createReader()
    mount(wechat, [part])
    await until(() => wechat.state.status === 'failed')
    expect(urls).toEqual([])
    await wechat.ready()
    await settle()
    expect(urls).toEqual([LANDING])
  })

  test('does not call back an unmounted component, and leaves no listener', async () => {
    const { fake, wechat: uncounted } = open()
    const { wechat, listeners } = counted(uncounted)
    const early = createReader()
    mount(wechat, [early.part]).unmount()
    const late = createReader()
    const { set } = mount(wechat, [late.part])
    await until(() => late.urls.length)
    set([])
    await settle()
    expect(listeners()).toBe(0)
    history.pushState(null, '', '/next')
    await wechat.ready()
    await settle()
    expect([early.urls, late.urls]).toEqual([[], [LANDING]])
    expect(fake.configurations).toHaveLength(2)
  })

  test('calls back a component that was set aside when it is shown again, and not before', async () => {
    const { wechat } = open()
    const { part, urls } = createReader()
    const { set } = mount(wechat, [kept(part, true)])
    await until(() => urls.length)
    set([kept(part, false)])
    await settle()
    history.pushState(null, '', '/next')
    await wechat.ready()
    await settle()
    expect(urls).toEqual([LANDING])
    set([kept(part, true)])
    await until(() => urls.length === 2)
    expect(urls[1]).toBe(location.href)
  })

  test('does not call back outside WeChat', async () => {
    const wechat = wechatOf({ signature: '/signature' })
    const { part, urls } = createReader()
    mount(wechat, [part])
    await settle()
    expect(isWechatError(await rejection(wechat.ready()), 'not-in-wechat')).toBe(true)
    await settle()
    expect(urls).toEqual([])
  })
}

function testUseWechatShare({ mount, expectLine }: Binding): void {
  /** A page whose client object shares "default" where no component has a content. */
  function mountPage(...parts: Part[]) {
    const { fake, wechat } = open({}, { share: () => ({ title: 'default' }) })
    const mounted = mount(wechat, parts)
    const received = (count: number) => until(() => sharedTitles(fake).length === count)
    return { fake, wechat, received, ...mounted, set: (...next: Part[]) => mounted.set(next) }
  }

  test('sends the content once, and again when it changes; an equal content is no change', async () => {
    const { fake, set, received } = mountPage(stayingSharer('first'))
    await received(1)
    set(stayingSharer('first'))
    await settle()
    set(stayingSharer('second'))
    await received(2)
    await settle()
    expect(sharedTitles(fake)).toEqual(['first', 'second'])
  })

  test('sends nothing while the content is undefined', async () => {
    const { fake, wechat, set, received } = mountPage(stayingSharer(undefined))
    await settle()
    expect(wechat.state.status).toBe('idle')
    set(stayingSharer('item'))
    await received(1)
    set(stayingSharer(undefined))
    await received(2)
    expect(sharedTitles(fake)).toEqual(['item', 'default'])
  })

  test('withdraws the content when the component is unmounted', { tags: 'share-leaves' }, async () => {
    const { fake, set, received } = mountPage(sharer('own'))
    await received(1)
    set()
    await received(2)
    expect(sharedTitles(fake)).toEqual(['own', 'default'])
  })

  test('keeps the content of a mounted component when the URL changes', { tags: 'share-component' }, async () => {
    const { fake, wechat, received } = mountPage(sharer('own'))
    await received(1)
    history.pushState(null, '', '/next')
    await wechat.ready()
    await received(2)
    await settle()
    expect(sharedTitles(fake)).toEqual(['own', 'own'])
  })

  test('sends once what a new route makes of the content of a mounted component', async () => {
    const { fake, set, received } = mountPage(stayingSharer('/1'))
    await received(1)
    history.pushState(null, '', '/2')
    set(stayingSharer('/2'))
    await received(2)
    await settle()
    expect(sharedTitles(fake)).toEqual(['/1', '/2'])
  })

  test('sends only the second content when one component replaces another on a route', async () => {
    const { fake, set, received } = mountPage(sharer('first'))
    await received(1)
    set(sharer('second'))
    await received(2)
    await settle()
    expect(sharedTitles(fake)).toEqual(['first', 'second'])
  })

  test('a page overrides its layout, also on the first load, until it is unmounted', {
    tags: 'share-inside',
  }, async () => {
    const { fake, set, received } = mountPage(sharer('layout', sharer('page')))
    await received(1)
    set(sharer('layout'))
    await received(2)
    set(sharer('layout', sharer('page')))
    await received(3)
    await settle()
    expect(sharedTitles(fake)).toEqual(['page', 'layout', 'page'])
  })

  test('a dialog overrides its page until it is closed', { tags: 'share-inside' }, async () => {
    const { fake, set, received } = mountPage(sharer('page'))
    await received(1)
    set(sharer('page'), sharer('dialog'))
    await received(2)
    set(sharer('page'))
    await received(3)
    await settle()
    expect(sharedTitles(fake)).toEqual(['page', 'dialog', 'page'])
  })

  test('a component keeps its place while its content is undefined or changes', async () => {
    const layout = (title: string | undefined, page: string) => stayingSharer(title, stayingSharer(page))
    const { fake, set, received } = mountPage(layout('layout', 'page'))
    await received(1)
    set(layout(undefined, 'page'))
    await settle()
    set(layout('layout again', 'page'))
    await settle()
    expect(sharedTitles(fake)).toEqual(['page'])
    set(layout('layout again', 'page again'))
    await received(2)
    expect(sharedTitles(fake)).toEqual(['page', 'page again'])
  })

  test('a component that is set aside shares nothing until it is shown again', { tags: 'share-leaves' }, async () => {
    const page = (title: string, isShown: boolean) => kept(stayingSharer(title), isShown)
    const { fake, set, received } = mountPage(page('own', true))
    await received(1)
    set(page('own', false))
    await received(2)
    set(page('changed meanwhile', false))
    await settle()
    set(page('changed meanwhile', true))
    await received(3)
    await settle()
    expect(sharedTitles(fake)).toEqual(['own', 'default', 'changed meanwhile'])
  })

  test('a component that is set aside for another shares again when it is shown', {
    tags: 'share-leaves',
  }, async () => {
    const { fake, set, received } = mountPage(kept(sharer('first'), true))
    await received(1)
    set(kept(sharer('first'), false), sharer('second'))
    await received(2)
    set(kept(sharer('first'), true))
    await received(3)
    await settle()
    expect(sharedTitles(fake)).toEqual(['first', 'second', 'first'])
  })

  test('a component that was set aside keeps its place below a later one', async () => {
    const { fake, set, received } = mountPage(kept(sharer('first'), true), sharer('second'))
    await received(1)
    set(kept(sharer('first'), false), sharer('second'))
    await settle()
    set(kept(sharer('first'), true), sharer('second'))
    await settle()
    expect(sharedTitles(fake)).toEqual(['second'])
  })

  test('leaves no rejection unhandled outside WeChat, and when the client refuses', async () => {
    expectLine(/invalid signature|config failed/)
    const outside = wechatOf({ signature: '/signature' })
    const { unmount } = mount(outside, [sharer('own')])
    await rejection(outside.ready())
    await settle()
    unmount()
    const { fake, wechat } = open()
    fake.reply('config', 'deny')
    mount(wechat, [sharer('own')])
    await until(() => wechat.state.status === 'failed')
    await settle()
    expect(sharedTitles(fake)).toEqual([])
  })

  test('requests a failed signature once where the content is made of the status', async () => {
    expectLine(/failed|signature/)
    openInWechat()
    const signature = vi.fn(async () => {
      throw new Error('offline')
    })
    const wechat = wechatOf({ signature })
    mount(wechat, [{ kind: 'statusSharer', key: 'status' }])
    await until(() => wechat.state.status === 'failed')
    for (let task = 0; task < 5; task++) await nextTask()
    expect(signature).toHaveBeenCalledTimes(1)
  })

  test('sends the content once a signer answers that was down when the page was loaded', async () => {
    expectLine(/signature request failed/)
    const fake = openInWechat()
    let isDown = true
    const wechat = wechatOf({
      signature: (url, context) => {
        if (isDown) throw new Error('offline')
        return fake.sign(url, context)
      },
    })
    mount(wechat, [sharer('own')])
    await until(() => wechat.state.status === 'failed')
    isDown = false
    await turn(3 * SECOND)
    await until(() => sharedTitles(fake).length === 1)
    expect(sharedTitles(fake)).toEqual(['own'])
  })
}

/** The rules of the bindings that support rendering on a server. */
export function testServerRendering({ render, hydrate }: ServerBinding): void {
  beforeEach(turnableTime)

  /** A page that uses everything. */
  function createPage() {
    const { part, urls } = createReader()
    const parts: Part[] = [createStatus().part, part, sharer('own'), { kind: 'tag', key: 'tag' }]
    return { parts, urls }
  }

  const markupOf = (line: string, tag = '<i></i>') => `<div><p>${line}</p><i></i><b></b>${tag}</div>`

  test('on a server the environment is undefined, whatever the globals, and nothing is requested', async () => {
    const { fake, wechat: uncounted } = open()
    const { wechat, listeners } = counted(uncounted)
    const { parts, urls } = createPage()
    expect(await render(wechat, parts)).toBe(markupOf('idle - undefined'))
    await settle()
    expect([urls, fake.signatures, listeners(), wechat.state.status]).toEqual([[], [], 0, 'idle'])
  })

  test("with the request's user agent a server renders for its client, and the page keeps that", async () => {
    const { wechat } = open({ platform: 'ios' })
    const { parts } = createPage()
    const { userAgent } = navigator
    const markup = await render(wechat, parts, userAgent)
    expect(markup).toBe(markupOf('idle - ios', tagMarkup))
    const { element } = hydrate(wechat, parts, markup, userAgent)
    const rendered = element.querySelector('wx-open-subscribe')
    await until(() => element.textContent?.startsWith('ready - ios'))
    expect(element.querySelector('wx-open-subscribe')).toBe(rendered)
    expect(rendered?.outerHTML).toBe(tagMarkup)
    expect(await render(wechat, parts, 'Mozilla/5.0')).toBe(markupOf('idle - none'))
  })

  test('hydration keeps the markup without a warning, and then shows the present state', {
    tags: 'hydration',
  }, async () => {
    const { wechat: uncounted } = open()
    const { wechat, listeners } = counted(uncounted)
    const { parts, urls } = createPage()
    const markup = await render(wechat, parts)
    await wechat.ready()
    const { element, unmount } = hydrate(wechat, parts, markup)
    const rendered = element.querySelector('p')
    await until(() => urls.length && rendered?.textContent === 'ready - android')
    expect(element.querySelector('p')).toBe(rendered)
    expect(element.querySelector('wx-open-subscribe')?.outerHTML).toBe(tagMarkup)
    unmount()
    await until(() => listeners() === 0)
  })
}

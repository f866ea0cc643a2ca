import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import type { WechatState } from 'wechat-ready'
import { createVConsolePlugin, type Inspected, type Inspector, openInspector } from 'wechat-ready/inspector'
import { installFakeWechat } from 'wechat-ready/testing'
import { openSandboxPanel } from '../../src/inspector/sandbox-panel.ts'

const url = 'https://a.example/list'
const failed: WechatState = {
  openTags: 'unknown',
  status: 'failed',
  url,
  steps: [{ name: 'signature', url, duration: 12 }],
  error: Object.assign(new Error('invalid signature'), {
    name: 'WechatError',
    code: 'invalid-signature',
    errMsg: 'config:invalid signature',
    urls: [url],
    realAuthUrls: [url],
  }),
}

/** A client object whose state the test sets. */
function scripted(first: WechatState = { openTags: 'unknown', status: 'idle' }) {
  const listeners = new Set<(state: WechatState) => void>()
  let state = first
  const ready = vi.fn(() => Promise.reject(new Error('refused')))
  const wechat = {
    environment: { platform: 'android', version: '8.0.61', inWechat: true, inMiniProgram: false, inWecom: false },
    get state() {
      return state
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    ready,
  } satisfies Inspected
  return {
    wechat,
    ready,
    listeners,
    become(next: WechatState) {
      state = next
      for (const listener of listeners) listener(next)
    },
  }
}

let open: Inspector | undefined
const show = (...args: Parameters<typeof openInspector>) => {
  open = openInspector(args[0], { language: 'en', ...args[1] })
  return open
}
const hosts = () => document.querySelectorAll('wechat-inspector')
const root = () => hosts()[0]?.shadowRoot as ShadowRoot
const text = () => root().textContent ?? ''
const button = (name: string) => {
  const found = [...root().querySelectorAll('button')].find(
    (one) => one.textContent === name || one.getAttribute('aria-label') === name,
  )
  if (!found) throw new Error(`no button ${name} in ${text()}`)
  return found
}
const rendered = () => vi.advanceTimersByTimeAsync(100)

beforeEach(() => {
  vi.useFakeTimers()
  // happy-dom lays nothing out.
  document.elementsFromPoint = () => []
})
afterEach(() => {
  open?.close()
  vi.useRealTimers()
})

test('a failure is shown with its meaning and advice in the requested language', {
  tags: 'panel-advice',
}, async () => {
  const { wechat, become } = scripted()
  show(wechat, { language: 'zh' })
  become(failed)
  await rendered()
  expect(text()).toContain('微信算出的签名不同：服务端是否原样签名 URL？')
  button('English').click()
  await rendered()
  expect(text()).toContain('WeChat computed another signature: does the server sign the URL unchanged?')
})

test('a page has one panel, for the client object that was given last', async () => {
  const [first, second] = [scripted(), scripted(failed)]
  const panel = show(first.wechat)
  expect(show(second.wechat)).toBe(panel)
  await rendered()
  expect(hosts()).toHaveLength(1)
  expect(text()).toContain('WeChat computed another signature')
  expect(first.listeners.size).toBe(0)
})

test('closing the panel leaves no element, listener, timer or padding behind', async () => {
  const { wechat, listeners } = scripted()
  const { style } = document.documentElement
  show(wechat, { dock: 'bottom' }).close()
  open = undefined
  await rendered()
  expect([hosts().length, listeners.size, vi.getTimerCount(), style.paddingBottom]).toEqual([0, 0, 0, ''])
})

test('the pill moves away from a button that was scrolled under it', async () => {
  show(scripted().wechat, { collapsed: true })
  await rendered()
  const top = () => Number.parseFloat(root().querySelector<HTMLElement>('.pill')?.style.top ?? '')
  const before = top()
  const below = document.body.appendChild(document.createElement('button'))
  // Without a layout, the pill itself is measured at 0.
  document.elementsFromPoint = (_x, y) => (y > before - 20 || y === 0 ? [below] : [])
  document.dispatchEvent(new Event('scroll'))
  await rendered()
  expect(top()).toBeLessThanOrEqual(before - 20)
  below.remove()
})

test('Escape folds the panel into a pill with the status, and focus returns', async () => {
  const opener = document.body.appendChild(document.createElement('button'))
  opener.focus()
  show(scripted(failed).wechat)
  expect(root().activeElement?.tagName).toBe('H2')
  root()
    .querySelector('section')
    ?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
  await rendered()
  expect(document.activeElement).toBe(opener)
  const pill = root().querySelector<HTMLElement>('.pill')
  expect(pill?.textContent).toBe('WeChat: Not ready: invalid-signature')
  pill?.click()
  await rendered()
  expect(root().querySelector('.pill')).toBeNull()
  opener.remove()
})

test("a sandbox without a pill stays closed, and keeps its tab in the page's panel", async () => {
  const fake = installFakeWechat({ force: true })
  const scene = { client: 'android', fault: 'none' }
  openSandboxPanel({ fake, scene, pill: false, play: () => {}, openMenu: () => {} })
  await rendered()
  expect([hosts().length, text()]).toEqual([1, ''])
  show(scripted().wechat, { tab: 'sandbox' })
  await rendered()
  expect(text()).toContain('Next call')
  button('Close').click()
  await rendered()
  expect([hosts().length, text()]).toEqual([1, ''])
  show(scripted().wechat, { tab: 'sandbox' })
  await rendered()
  expect(text()).toContain('Next call')
  fake.uninstall()
})

test('without constructable sheets and inline styles, the panel says what it needs', async () => {
  // Its sheets cannot be constructed.
  vi.stubGlobal('CSSStyleSheet', class {})
  const { append } = ShadowRoot.prototype
  // A policy refuses the element's sheet.
  ShadowRoot.prototype.append = function (...nodes) {
    for (const node of nodes) {
      if (node instanceof HTMLStyleElement) Object.defineProperty(node, 'sheet', { value: null })
    }
    append.apply(this, nodes)
  }
  onTestFinished(() => {
    ShadowRoot.prototype.append = append
    vi.unstubAllGlobals()
  })
  show(scripted().wechat, { nonce: 'r4nd0m' })
  await rendered()
  expect(root().querySelector('style')?.nonce).toBe('r4nd0m')
  expect(text()).toContain('allow a nonce in style-src and pass it, openInspector(wechat, { nonce })')
})

test('a panel that starts folded takes no focus', () => {
  show(scripted().wechat, { collapsed: true })
  expect(document.activeElement).toBe(document.body)
})

test('"Try again" calls ready() without an unhandled rejection', async () => {
  const { wechat, ready } = scripted(failed)
  show(wechat)
  button('Try again').click()
  await rendered()
  expect(ready).toHaveBeenCalledOnce()
})

test('arrow keys move through the tabs', async () => {
  show(scripted().wechat)
  const tabs = () => [...root().querySelectorAll<HTMLElement>('[role=tab]')]
  const press = async (key: string) => {
    tabs()
      .find((tab) => tab.getAttribute('aria-selected') === 'true')
      ?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
    await rendered()
  }
  const chosen = () => tabs().find((tab) => tab.getAttribute('aria-selected') === 'true')?.textContent
  await press('ArrowRight')
  expect(chosen()).toBe('Calls')
  await press('End')
  expect(chosen()).toBe('Share card')
  await press('ArrowRight')
  expect(chosen()).toBe('Status')
})

test('a change that the client object does not report is shown after 500 ms', async () => {
  const calls: object[] = []
  const { wechat } = scripted()
  Object.assign(wechat, {
    [Symbol.for('wechat-ready/inspect')]: () => ({ version: 1, landing: url, current: url, requested: [], calls }),
  })
  show(wechat)
  button('Calls').click()
  calls.push({ api: 'chooseImage', start: 0, duration: 5 })
  await vi.advanceTimersByTimeAsync(500)
  expect(text()).toContain('chooseImage')
})

test('the report is copied to the clipboard, or shown to copy by hand if that is refused', async () => {
  const writeText = vi.fn(async (_text: string) => {})
  vi.stubGlobal('navigator', { ...navigator, userAgent: 'UA', clipboard: { writeText } })
  show(scripted(failed).wechat)
  button('Copy report').click()
  await rendered()
  expect(writeText.mock.calls[0]?.[0]).toContain('- code: invalid-signature')
  writeText.mockRejectedValue(new Error('not allowed'))
  button('Copied').click()
  await rendered()
  expect(root().querySelector<HTMLTextAreaElement>('footer textarea')?.value).toContain('- code: invalid-signature')
  vi.unstubAllGlobals()
})

test('vConsole shows the panel in a tab, without buttons to move or close it', { tags: 'panel-lazy' }, async () => {
  const listeners = new Map<string, (callback: (content: HTMLElement) => void) => void>()
  class Plugin {
    readonly id: string
    readonly name: string
    constructor(id: string, name: string) {
      this.id = id
      this.name = name
    }
    on(event: string, listener: (callback: (content: HTMLElement) => void) => void) {
      listeners.set(event, listener)
    }
  }
  const plugin = createVConsolePlugin({ VConsolePlugin: Plugin }, scripted(failed).wechat, { language: 'en' })
  expect([plugin.id, plugin.name]).toEqual(['wechat-ready', 'WeChat'])
  listeners.get('renderTab')?.((content) => document.body.append(content))
  await rendered()
  expect(text()).toContain('WeChat computed another signature')
  expect(root().querySelectorAll('header button')).toHaveLength(0)
  listeners.get('remove')?.(() => {})
  expect(hosts()).toHaveLength(0)
})

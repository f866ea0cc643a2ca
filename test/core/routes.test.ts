import { afterEach, describe, expect, test, vi } from 'vitest'
import { followRoutes } from '../../src/core/routes.ts'
import { comeBack, open, travel } from '../kit/page.ts'

const stops: (() => void)[] = []

function follow() {
  const changed = vi.fn()
  const restored = vi.fn()
  const stop = followRoutes({ changed, restored })
  stops.push(stop)
  return { changed, restored, stop }
}

afterEach(() => {
  for (const stop of stops.splice(0)) stop()
  for (const name of ['pushState', 'replaceState']) Reflect.deleteProperty(history, name)
})

test.each([
  ['pushState', () => history.pushState(null, '', '/next')],
  ['replaceState', () => history.replaceState(null, '', '/next')],
  ['popstate', () => travel('/next')],
  ['hashchange', () => dispatchEvent(new Event('hashchange'))],
  ['pageshow', () => dispatchEvent(new Event('pageshow'))],
])('%s reports a URL change synchronously', { tags: 'routes-noticed' }, (_, navigate) => {
  const { changed, restored } = follow()
  navigate()
  expect(changed).toHaveBeenCalled()
  expect(restored).not.toHaveBeenCalled()
})

test('the Navigation API is used where it exists', { tags: 'routes-noticed' }, () => {
  const navigation = new EventTarget()
  vi.stubGlobal('navigation', navigation)
  const { changed, stop } = follow()
  navigation.dispatchEvent(new Event('currententrychange'))
  expect(changed).toHaveBeenCalledTimes(1)
  stop()
  navigation.dispatchEvent(new Event('currententrychange'))
  expect(changed).toHaveBeenCalledTimes(1)
})

test('a page restored from the back-forward cache is reported as such', { tags: 'routes-noticed' }, () => {
  const { changed, restored } = follow()
  comeBack()
  expect([changed, restored].map(({ mock }) => mock.calls.length)).toEqual([0, 1])
})

test('location has the new URL when the change is reported', () => {
  const { changed } = follow()
  const seen: string[] = []
  changed.mockImplementation(() => seen.push(location.pathname))
  history.pushState(null, '', '/next')
  expect(seen[0]).toBe('/next')
})

test('a navigation that the browser refuses is not reported, and its error is passed on', () => {
  history.pushState = () => {
    throw new DOMException('no', 'SecurityError')
  }
  const { changed } = follow()
  expect(() => history.pushState(null, '', '/refused')).toThrow('no')
  expect(changed).not.toHaveBeenCalled()
})

describe('history, patched by another script', { tags: 'hostile-page' }, () => {
  test('before us, keeps that patch with its this, arguments and result, and gets it back after us', () => {
    const before = vi.fn(function (this: History, ...args: Parameters<History['pushState']>) {
      History.prototype.pushState.apply(this, args)
      return 'theirs'
    })
    history.pushState = before
    const { changed, stop } = follow()
    expect(history.pushState({ a: 1 }, '', '/next')).toBe('theirs')
    expect(before.mock.calls).toEqual([[{ a: 1 }, '', '/next']])
    expect(before.mock.contexts).toEqual([history])
    expect(changed).toHaveBeenCalled()
    stop()
    expect(history.pushState).toBe(before)
  })

  test('after us, keeps that patch when we stop, and ours below it has no effect', () => {
    const { changed, stop } = follow()
    const ours = history.pushState
    const after = vi.fn(function (this: History, ...args: Parameters<History['pushState']>) {
      ours.apply(this, args)
    })
    history.pushState = after
    history.pushState(null, '', '/one')
    expect(changed).toHaveBeenCalled()
    changed.mockClear()
    stop()
    expect(history.pushState).toBe(after)
    history.pushState(null, '', '/two')
    expect(location.pathname).toBe('/two')
    expect(changed).not.toHaveBeenCalled()
  })

  test('never, has none of our methods after us, so that a later prototype patch works', () => {
    const { stop } = follow()
    expect(Object.keys(history)).toEqual(expect.arrayContaining(['pushState', 'replaceState']))
    stop()
    expect(Object.keys(history)).not.toContain('pushState')
    expect(Object.keys(history)).not.toContain('replaceState')
  })

  test('as well as by a second follower: both report while they follow, neither afterwards', () => {
    for (const order of [
      [0, 1],
      [1, 0],
    ]) {
      const both = [follow(), follow()]
      history.pushState(null, '', '/next')
      for (const { changed } of both) expect(changed).toHaveBeenCalled()
      for (const which of order) both[which]?.stop()
      for (const { changed } of both) changed.mockClear()
      history.pushState(null, '', '/other')
      for (const { changed } of both) expect(changed).not.toHaveBeenCalled()
    }
  })
})

/** What a page may have made of `history`: each gives the object that stands in for it. */
const guarded: Record<string, () => object> = {
  frozen: () => Object.freeze(bound()),
  sealed: () => Object.seal(Object.defineProperties({}, readOnly())),
  'not extensible': () => Object.preventExtensions(Object.create(bound())),
  'with read-only methods of its own': () => Object.defineProperties({}, readOnly()),
  'with read-only methods on its prototype': () => Object.create(Object.defineProperties({}, readOnly())),
  'with getters of its own and no setters': () => Object.defineProperties({}, getters()),
  'with getters on its prototype and no setters': () => Object.create(Object.defineProperties({}, getters())),
  'with setters that throw': () => Object.defineProperties({}, getters(refuse)),
  'with setters that do nothing': () =>
    Object.defineProperties(
      {},
      getters(() => {}),
    ),
}
const bound = () => ({ pushState: history.pushState.bind(history), replaceState: history.replaceState.bind(history) })
const described = (describe: (method: unknown) => PropertyDescriptor) =>
  Object.fromEntries(Object.entries(bound()).map(([name, method]) => [name, describe(method)]))
const readOnly = () => described((value) => ({ value, writable: false, enumerable: true }))
const getters = (set?: () => void) => described((method) => ({ get: () => method, ...(set && { set }) }))
const refuse = () => {
  throw new Error('history is not to be changed')
}

describe.each(Object.keys(guarded))('a history %s', (name) => {
  test('is not patched, and events still report a new URL', { tags: 'routes-noticed' }, () => {
    const guard = guarded[name]?.() as History
    vi.stubGlobal('history', guard)
    const { pushState } = guard
    const { changed, stop } = follow()
    expect(guard.pushState).toBe(pushState)
    guard.pushState(null, '', '/next')
    expect(location.pathname).toBe('/next')
    dispatchEvent(new PopStateEvent('popstate'))
    expect(changed).toHaveBeenCalledTimes(1)
    stop()
    dispatchEvent(new PopStateEvent('popstate'))
    expect(changed).toHaveBeenCalledTimes(1)
  })

  test('does not prevent configuration at each URL, and no listener stays', { tags: 'routes-noticed' }, async () => {
    const guard = guarded[name]?.() as History
    const { fake, wechat } = open()
    vi.stubGlobal('history', guard)
    const listening = countListeners()
    for (const path of ['/one', '/two']) {
      guard.pushState(null, '', path)
      await expect(wechat.ready()).resolves.toMatchObject({ url: `http://localhost:3000${path}` })
    }
    await wechat.chooseImage()
    expect(fake.calls.at(-1)?.api).toBe('chooseImage')
    wechat.dispose()
    expect([...listening]).toEqual([])
  })
})

/** The types of what listens to the window from now on. */
function countListeners(): Set<string> {
  const listening = new Set<string>()
  for (const [method, note] of [
    ['addEventListener', (type: string) => void listening.add(type)],
    ['removeEventListener', (type: string) => void listening.delete(type)],
  ] as const) {
    const original = window[method]
    vi.spyOn(window, method).mockImplementation(((...args: Parameters<typeof original>) => {
      note(args[0])
      original.apply(window, args)
    }) as typeof original)
  }
  return listening
}

test('after history is frozen, dispose() throws nothing and the patch has no effect', () => {
  const own = bound()
  vi.stubGlobal('history', own)
  const { changed, stop } = follow()
  Object.freeze(own)
  stop()
  history.pushState(null, '', '/next')
  expect(location.pathname).toBe('/next')
  expect(changed).not.toHaveBeenCalled()
})

test('a global variable named `navigation` is not mistaken for the Navigation API', () => {
  vi.stubGlobal('navigation', { items: ['Home', 'Cart'] })
  const { changed, stop } = follow()
  history.pushState(null, '', '/next')
  expect(changed).toHaveBeenCalled()
  stop()
})

test('no change is reported after the follower is stopped', () => {
  const { changed, restored, stop } = follow()
  stop()
  history.pushState(null, '', '/next')
  travel('/back')
  dispatchEvent(new Event('hashchange'))
  comeBack()
  expect([changed, restored].flatMap(({ mock }) => mock.calls)).toEqual([])
})

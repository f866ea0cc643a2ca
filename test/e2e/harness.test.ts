import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { html } from '../kit/serve.ts'
import { inBrowser } from './suite.ts'
import { userAgents } from './user-agents.ts'

const path = '/shop/%E5%95%86%E5%93%81?from=singlemessage&x=a%3Ab+c#/detail'

for (const [engine, userAgent] of [
  ['chromium', userAgents.android],
  ['webkit', userAgents.iphone],
] as const) {
  inBrowser(engine, ({ open, serve }) => {
    test('a page has exactly the given URL, user agent and viewport', async () => {
      const { origin, requests } = await serve()
      const page = await open({ userAgent, url: origin + path })
      const seen = await page.evaluate(() => ({
        url: location.href,
        landing: performance.getEntriesByType('navigation')[0]?.name,
        userAgent: navigator.userAgent,
        viewport: [innerWidth, innerHeight],
        secure: isSecureContext,
      }))
      expect(seen).toEqual({
        url: origin + path,
        landing: origin + path,
        userAgent,
        viewport: [390, 844],
        secure: true,
      })
      expect(requests[0]).toBe('GET /shop/%E5%95%86%E5%93%81?from=singlemessage&x=a%3Ab+c')
    })

    test('evaluate() awaits a promise, passes JSON both ways, and reports errors with their stack', async () => {
      const { origin } = await serve()
      const page = await open({ userAgent, url: origin })
      const sum = await page.evaluate(async (a: number, { b }: { b: number }) => ({ sum: a + b, text: '商品' }), 1, {
        b: 2,
      })
      expect(sum).toEqual({ sum: 3, text: '商品' })
      expect(await page.evaluate(() => undefined)).toBeUndefined()
      const failure = page.evaluate(function culprit() {
        throw new RangeError('too far')
      })
      await expect(failure).rejects.toMatchObject({
        name: 'RangeError',
        message: 'too far',
        stack: expect.stringContaining('culprit'),
      })
    })

    test('the consumer page contains the built package', async () => {
      const { origin, requests } = await serve()
      const page = await open({ userAgent, url: `${origin}/any/route` })
      expect(await page.waitFor(() => typeof wechatReady)).toBe('object')
      expect(requests.filter((line) => line.endsWith('.js'))).not.toEqual([])
    })

    test('click() and text() work', async () => {
      const page = await open({ userAgent })
      const { origin } = await serve({
        routes: { '/': () => html('<button onclick="this.textContent = event.isTrusted">press</button>') },
      })
      await page.goto(origin)
      expect(await page.text('button')).toBe('press')
      await page.click('button')
      expect(await page.text('button')).toBe('true')
      await expect(page.text('#nothing')).rejects.toThrow('nothing matches #nothing')
    })

    test('back() and forward() work between routes and documents, and with the page cache', async () => {
      const { origin } = await serve()
      const page = await open({ userAgent, url: `${origin}/a` })
      await page.evaluate(() => {
        addEventListener('pageshow', ({ persisted }) => Object.assign(window, { persisted }))
        history.pushState(null, '', '/b')
      })
      const where = () => page.evaluate(() => location.pathname)
      await page.back()
      expect(await where()).toBe('/a')
      await page.forward()
      expect(await where()).toBe('/b')
      await page.goto(`${origin}/c`)
      await page.back()
      expect(await where()).toBe('/b')
      expect(await page.evaluate(() => (window as { persisted?: boolean }).persisted)).toBe(true)
      await page.forward()
      expect(await where()).toBe('/c')
      await page.reload()
      expect(await where()).toBe('/c')
    })

    test('console messages, uncaught errors, rejections and failed loads are reported', async () => {
      const { origin } = await serve({
        head: `<script>
          console.log('said', 1)
          console.warn('warned')
          Promise.reject(new TypeError('unhandled'))
          Promise.reject(new Error('handled')).catch(() => {})
          setTimeout(() => { throw new RangeError('uncaught') })
        </script><script src="/missing.js"></script>`,
      })
      const page = await open({ userAgent, url: origin })
      await page.goto(`${origin}/next`)
      const twice = (...texts: string[]) => [...texts, ...texts].sort()
      const errors = await page.pageErrors()
      expect(errors.sort()).toEqual(twice('TypeError: unhandled', 'RangeError: uncaught'))
      const messages = await page.consoleMessages()
      expect(messages.filter(({ kind }) => kind === 'log').map(({ text }) => text)).toEqual(twice('said 1'))
      expect(messages.filter(({ kind }) => kind === 'warning').map(({ text }) => text)).toEqual(twice('warned'))
      expect(messages.filter(({ kind }) => kind === 'error').length).toBeGreaterThanOrEqual(2)
    })

    test('an endpoint can answer late, with a fault, incompletely, or never', async () => {
      const { promise: released, resolve: release } = withResolvers()
      const { origin, requests } = await serve({
        routes: {
          '/late': () => released.then(() => new Response('late')),
          '/fault': () => new Response('<h1>no</h1>', { status: 500 }),
          '/cut': () => Response.error(),
          '/never': () => new Promise(() => {}),
          '/echo': async (request) => new Response(`${request.method} ${await request.text()}`),
        },
      })
      const page = await open({ userAgent, url: origin })
      const ask = (path: string, init?: { method: string; body: string }) =>
        page.evaluate(
          async (path, init) => {
            const signal = AbortSignal.timeout(500)
            const response = await fetch(path, { ...init, signal: path === '/never' ? signal : undefined })
            return `${response.status} ${await response.text()}`
          },
          path,
          init,
        )
      const late = ask('/late')
      await expect.poll(() => requests).toContain('GET /late')
      release()
      expect(await late).toBe('200 late')
      expect(await ask('/fault')).toBe('500 <h1>no</h1>')
      expect(await ask('/echo', { method: 'POST', body: '商品' })).toBe('200 POST 商品')
      expect(await ask('/nowhere.js')).toBe('404 not found')
      await expect(ask('/cut')).rejects.toMatchObject({ name: 'TypeError' })
      await expect(ask('/never')).rejects.toMatchObject({ name: expect.stringMatching(/AbortError|TimeoutError/) })
    })

    test('a screenshot shows the viewport', async () => {
      const { origin } = await serve()
      const page = await open({ userAgent, url: origin, viewport: { width: 1280, height: 800 } })
      const file = join(tmpdir(), `screenshot-${engine}-${process.pid}.png`)
      onTestFinished(() => rm(file))
      await page.screenshot(file)
      const png = await readFile(file)
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1280, 800])
    })
  })
}

function withResolvers() {
  let resolve = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}

import { describe, expect, test } from 'vitest'
import { fakeWechatScript } from 'wechat-ready/testing'
import { inBrowser } from './suite.ts'
import { userAgents } from './user-agents.ts'

/* Pages that other scripts have changed before the app runs, and pictures of full size, in real browsers. */

const engines = [
  ['chromium', 'android', userAgents.android],
  ['webkit', 'ios', userAgents.iphone],
] as const

/** What a script before ours has made of `history`. */
const guards = {
  frozen: 'Object.freeze(history)',
  'with read-only methods of its own': `for (const name of ['pushState', 'replaceState'])
    Object.defineProperty(history, name, { value: history[name], writable: false })`,
  'with read-only methods on its prototype': `for (const name of ['pushState', 'replaceState'])
    Object.defineProperty(History.prototype, name, { value: history[name], writable: false })`,
  'with getters and no setters': `for (const name of ['pushState', 'replaceState']) {
    const method = history[name]
    Object.defineProperty(history, name, { get: () => method })
  }`,
}

for (const [engine, platform, userAgent] of engines) {
  inBrowser(engine, ({ open, serve }) => {
    describe.each(Object.entries(guards))('with a history %s', (_, guard) => {
      test('the page is configured at each URL, and calls work', { tags: 'hostile-page' }, async () => {
        const { origin } = await serve({
          head: `<script>${guard}</script><script>${fakeWechatScript({ platform })}</script>`,
        })
        const page = await open({ userAgent, url: `${origin}/first` })
        const seen = await page.evaluate(async () => {
          const wechat = wechatReady.createWechat({ signature: (url) => window.fakeWechat?.sign(url) as never })
          const first = await wechat.ready()
          history.pushState(null, '', '/second')
          const second = await wechat.ready()
          const { localIds } = await wechat.chooseImage()
          history.back()
          await new Promise((resolve) => addEventListener('popstate', resolve, { once: true }))
          const back = await wechat.ready()
          wechat.dispose()
          return { paths: [first, second, back].map(({ url }) => new URL(url).pathname), pictures: localIds.length > 0 }
        })
        expect(seen).toEqual({ paths: ['/first', '/second', '/first'], pictures: true })
        expect(await page.pageErrors()).toEqual([])
      })
    })

    test.each([
      ['with Uint8Array.fromBase64', false],
      ['without Uint8Array.fromBase64', true],
    ])(
      'localImage() of 8 MB takes no longer than a plain loop over atob(), %s',
      { tags: 'local-image' },
      async (what, old) => {
        const { origin } = await serve({ head: `<script>${fakeWechatScript({ platform })}</script>` })
        const page = await open({ userAgent, url: origin })
        const times = await page.evaluate(async (old) => {
          if (old) Reflect.deleteProperty(Uint8Array, 'fromBase64')
          const size = 8_000_000
          const base64 = btoa('\xff\xd8\xff'.repeat(size / 3 + 1).slice(0, size))
          const client = { getLocalImgData: async () => ({ localData: `data:image/jpeg;base64,${base64}` }) }
          const plain = () => {
            const binary = atob(base64)
            const bytes = new Uint8Array(binary.length)
            for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index)
            return new Blob([bytes], { type: 'image/jpeg' })
          }
          const timed = async (act: () => Blob | Promise<Blob>) => {
            const start = performance.now()
            const blob = await act()
            if (blob.size !== size || blob.type !== 'image/jpeg') throw new Error(`${blob.size} ${blob.type}`)
            return performance.now() - start
          }
          const ours: number[] = []
          const loop: number[] = []
          for (let round = 0; round < 5; round++) {
            loop.push(await timed(plain))
            ours.push(await timed(() => wechatReady.localImage(client, 'a')))
          }
          return { ours: Math.min(...ours), loop: Math.min(...loop) }
        }, old)
        console.log(
          `localImage of 8 MB, ${engine}, ${what}: ${times.ours.toFixed(0)} ms; the loop: ${times.loop.toFixed(0)} ms`,
        )
        // It was ten times as long. Timers of a busy machine are coarse.
        expect(times.ours).toBeLessThan(times.loop * 2 + 50)
      },
    )
  })
}

import { describe, expect, test } from 'vitest'
import { fakeWechatScript } from 'wechat-ready/testing'
import { inBrowser } from './suite.ts'
import { userAgents } from './user-agents.ts'

/* What a page costs and reports while no caller waits, in real browsers. */

const engines = [
  ['chromium', 'android', userAgents.android],
  ['webkit', 'ios', userAgents.iphone],
] as const

for (const [engine, platform, userAgent] of engines) {
  inBrowser(engine, ({ open, serve }) => {
    const visit = async () => {
      const { origin } = await serve({ head: `<script>${fakeWechatScript({ platform })}</script>` })
      return open({ userAgent, url: `${origin}/first` })
    }

    describe('without a caller', () => {
      test.each([4, 10, 20])(
        'a URL that changes %i times a second costs at most five requests',
        { tags: 'url-rate' },
        async (rate) => {
          const page = await visit()
          const seen = await page.evaluate(async (rate) => {
            let requests = 0
            const signature = (url: string) => {
              requests++
              return window.fakeWechat?.sign(url) as never
            }
            const wechat = wechatReady.createWechat({ signature })
            await wechat.ready()
            requests = 0
            const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
            for (let count = 0; count < 4 * rate; count++) {
              history.replaceState(null, '', `/map?at=${count}`)
              await wait(1000 / rate)
            }
            const during = requests
            for (let left = 100; left && wechat.state.status === 'configuring'; left--) await wait(100)
            const { state } = wechat
            return { during, isHere: 'url' in state && state.url === location.href, status: state.status }
          }, rate)
          expect(seen.during).toBeLessThanOrEqual(5)
          expect(seen).toMatchObject({ isHere: true, status: 'ready' })
        },
      )

      test('a script that creates a client object at each of five URLs makes one request per URL', async () => {
        const page = await visit()
        const urls = await page.evaluate(async () => {
          const urls: string[] = []
          const signature = (url: string) => {
            urls.push(new URL(url).pathname)
            return window.fakeWechat?.sign(url) as never
          }
          for (const path of ['/1', '/2', '/3', '/4', '/5']) {
            history.pushState(null, '', path)
            await wechatReady.createWechat({ signature }).ready()
            await new Promise((resolve) => setTimeout(resolve, 200))
          }
          return urls
        })
        expect(urls).toEqual(platform === 'ios' ? ['/first'] : ['/1', '/2', '/3', '/4', '/5'])
      })
    })

    test('an open tag in a shadow root makes open tags ready, with autoResign: false as well', {
      tags: 'open-tags',
    }, async () => {
      const page = await visit()
      const states = await page.evaluate(async () => {
        const signature = (url: string) => window.fakeWechat?.sign(url) as never
        const options = { signature, openTagList: ['wx-open-launch-weapp'] as const, autoResign: false }
        const wechat = wechatReady.createWechat(options)
        await wechat.ready()
        const before = wechat.state.openTags
        const root = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' })
        const tag = root.appendChild(document.createElement('wx-open-launch-weapp'))
        tag.dispatchEvent(new Event('ready', { composed: true }))
        return [before, wechat.state.openTags]
      })
      expect(states).toEqual(['unknown', 'ready'])
    })

    test('a failed configuration is retried for a listener when the browser is online again', {
      tags: 'ready-retries',
    }, async () => {
      const page = await visit()
      const statuses = await page.evaluate(async () => {
        let down = true
        const signature = (url: string) => {
          if (down) throw new Error('offline')
          return window.fakeWechat?.sign(url) as never
        }
        const wechat = wechatReady.createWechat({ signature })
        wechat.onVoiceRecordEnd(() => {})
        const settled = (status: string) =>
          new Promise<string>((resolve) => {
            wechat.subscribe((state) => state.status === status && resolve(state.status))
          })
        const failed = await settled('failed')
        down = false
        const ready = settled('ready')
        dispatchEvent(new Event('online'))
        return [failed, await ready]
      })
      expect(statuses).toEqual(['failed', 'ready'])
    })
  })
}

import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSigner } from 'wechat-ready/signer'
import { createFakeWechatApi, fakeWechatScript } from 'wechat-ready/testing'
import { buildApp } from '../kit/build.ts'
import type { Page } from './browsers.ts'
import { inBrowser, type Tools } from './suite.ts'
import { userAgents } from './user-agents.ts'

/* What is shared is what is on the page: the same app with the router of each framework. */

const appId = 'wx0123456789abcdef'
const appSecret = '0123456789abcdef0123456789abcdef'

interface Model {
  platform: 'android' | 'ios'
  userAgent: string
}

async function openApp({ open, serve }: Tools, root: string, { platform, userAgent }: Model, path: string) {
  const api = createFakeWechatApi({ appId, appSecret })
  const server = await serve({ root, head: '<script src="/fake-wechat.js"></script>' })
  const { fetch } = createSigner({ appId, appSecret, allowedOrigins: [server.origin], fetch: api.fetch })
  const script = fakeWechatScript({ platform, appId, ticket: api.ticket })
  server.routes['/api/wechat/signature'] = (request) => fetch(request)
  server.routes['/fake-wechat.js'] = () => new Response(script, { headers: { 'content-type': 'text/javascript' } })
  return open({ userAgent, url: server.origin + path })
}

/** Waits until the page is at the path, and the client has received the title for it last. */
const arrive = (page: Page, path: string, title: string) =>
  page.waitFor(
    (path, title) => {
      const sent = window.fakeWechat?.calls.filter(({ api }) => api === 'updateAppMessageShareData') ?? []
      const { params, url } = sent.at(-1) ?? {}
      const { pathname, search } = location
      return (
        pathname + search === path &&
        params?.title === title &&
        new URL(String(params.link)).pathname === pathname &&
        url === location.href
      )
    },
    path,
    title,
  )

/** The titles that the client has received, oldest first, without repetitions in a row. */
const received = async (page: Page) => {
  const titles = await page.evaluate(() =>
    (window.fakeWechat?.calls ?? [])
      .filter(({ api }) => api === 'updateAppMessageShareData')
      .map(({ params }) => String(params.title)),
  )
  return titles.filter((title, number) => title !== titles[number - 1])
}

const models: [engine: 'chromium' | 'webkit', model: Model][] = [
  ['chromium', { platform: 'android', userAgent: userAgents.android }],
  ['webkit', { platform: 'ios', userAgent: userAgents.iphone }],
]

const vue2 = { resolve: { alias: [{ find: /^vue$/, replacement: 'vue2' }] } }

describe.each([
  ['React Router 7', 'react', {}],
  ['vue-router 4', 'vue', {}],
  ['vue-router 3', 'vue2', vue2],
])('with %s', (_, framework, config) => {
  let built: string
  let remove: (() => void) | undefined
  beforeAll(async () => {
    ;({ built, remove } = await buildApp(fileURLToPath(new URL(`sharing-${framework}`, import.meta.url)), config))
  })
  afterAll(() => remove?.())

  for (const [engine, model] of models) {
    describe(model.platform, () => {
      inBrowser(engine, (tools) => {
        test("a page keeps its content for query changes and around a dialog, before its layout's", {
          tags: 'share-is-seen',
        }, async () => {
          const page = await openApp(tools, built, model, '/goods')
          await arrive(page, '/goods', 'Goods')
          expect(await received(page)).toEqual(['Goods'])
          await page.evaluate(() => sharingApp.replace('/goods?tab=reviews'))
          await arrive(page, '/goods?tab=reviews', 'Goods')
          await page.evaluate(() => history.replaceState(history.state, '', '/goods?tab=reviews&_t=1'))
          await arrive(page, '/goods?tab=reviews&_t=1', 'Goods')
          expect(await received(page)).toEqual(['Goods'])
          await page.evaluate(() => sharingApp.dialog(true))
          await arrive(page, '/goods?tab=reviews&_t=1', 'Dialog')
          await page.evaluate(() => sharingApp.dialog(false))
          await arrive(page, '/goods?tab=reviews&_t=1', 'Goods')
          await page.evaluate(() => sharingApp.push('/plain'))
          await arrive(page, '/plain', 'Layout')
          expect(await page.pageErrors()).toEqual([])
        })

        test('a list keeps its content at a nested route, and after the way back', async () => {
          const page = await openApp(tools, built, model, '/list')
          await arrive(page, '/list', 'List')
          await page.evaluate(() => sharingApp.push('/list/photo/1'))
          await arrive(page, '/list/photo/1', 'List')
          await page.back()
          await arrive(page, '/list', 'List')
          expect(await received(page)).toEqual(['List'])
        })

        test('a form keeps its content when a guard refuses Back after 400 ms', async () => {
          const page = await openApp(tools, built, model, '/goods')
          await arrive(page, '/goods', 'Goods')
          await page.evaluate(() => sharingApp.push('/form'))
          await arrive(page, '/form', 'Form')
          await page.evaluate(() => Object.assign(globalThis, { dirty: true }) && true)
          await page.back()
          await page.waitFor(() => globalThis.refusals === 1)
          await arrive(page, '/form', 'Form')
          await page.evaluate(() => Object.assign(globalThis, { dirty: false }) && true)
          await page.back()
          await arrive(page, '/goods', 'Goods')
        })

        test('a content of share() is sent again after back() and forward() within 200 ms', {
          tags: 'share-at-url',
        }, async () => {
          const page = await openApp(tools, built, model, '/goods')
          await arrive(page, '/goods', 'Goods')
          await page.evaluate(() => sharingApp.push('/plain'))
          await arrive(page, '/plain', 'Layout')
          await page.evaluate(() => sharingApp.wechat.share({ title: 'shared' }))
          await arrive(page, '/plain', 'shared')
          await page.evaluate(() => {
            history.back()
            setTimeout(() => {
              history.forward()
              Object.assign(globalThis, { wentForward: true })
            }, 100)
          })
          await page.waitFor(() => 'wentForward' in globalThis)
          await arrive(page, '/plain', 'shared')
        })
      })
    })
  }
})

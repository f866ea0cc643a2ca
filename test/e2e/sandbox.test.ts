import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { type SandboxOptions, sandboxScript } from 'wechat-ready/sandbox'
import { fakeWechatScript } from 'wechat-ready/testing'
import { html as markup } from '../kit/serve.ts'
import { missing, start } from './chromium.ts'
import { inBrowser } from './suite.ts'
import { userAgents } from './user-agents.ts'

/** jweixin as a page's script, under the names that it has there. */
const sdk = readFileSync(createRequire(import.meta.url).resolve('weixin-js-sdk'), 'utf8')
const apis = [
  'chooseImage',
  'previewImage',
  'scanQRCode',
  'getLocation',
  'openLocation',
  'openAddress',
  'addCard',
  'chooseCard',
  'openCard',
  'chooseWXPay',
  'getLocalImgData',
  'hideMenuItems',
]
const shareApis = [
  'updateAppMessageShareData',
  'updateTimelineShareData',
  'onMenuShareAppMessage',
  'onMenuShareTimeline',
]
const html = `<!doctype html><html lang="en"><title>Tea shop</title><button>Buy</button>
<script>var module = {}</script><script>${sdk.replaceAll('</script', '<\\/script')}</script>
<script>
  window.wx = module.exports
  window.configured = new Promise((resolve, reject) => {
    if (!window.fakeWechat) return resolve()
    wx.error(reject)
    wx.ready(resolve)
    wx.config({ ...fakeWechat.sign(location.href.split('#')[0]), jsApiList: ${JSON.stringify([...apis, ...shareApis])} })
  })
  /** One call: how it ended and with what. */
  window.call = (api, params) => new Promise((resolve) => {
    const end = (outcome) => (result) => resolve({ outcome, ...result })
    wx[api]({ ...params, success: end('success'), cancel: end('cancel'), fail: end('fail') })
  })
</script>`

const shop = 'https://shop.example.com/tea'

type Result = Record<string, unknown> & { outcome: string }

describe.skipIf(missing() !== undefined)('the sandbox in Chromium', () => {
  let browser: Browser
  let stop: () => Promise<void>
  beforeAll(async () => {
    ;({ browser, stop } = await start())
  })
  afterAll(() => stop())

  async function open(options: SandboxOptions = {}, script = sandboxScript(options)): Promise<Page> {
    const context = await browser.newContext({ reducedMotion: 'reduce', locale: 'en' })
    onTestFinished(() => context.close())
    const page = await context.newPage()
    await page.addInitScript(script)
    await page.route('**/*', (route) =>
      route.request().isNavigationRequest() ? route.fulfill({ contentType: 'text/html', body: html }) : route.abort(),
    )
    await page.goto(shop)
    await page.evaluate('configured')
    return page
  }
  /** Starts a call without waiting for its end. */
  const call = (page: Page, api: string, params: object = {}) =>
    page.evaluate(`call('${api}', ${JSON.stringify(params)})`) as Promise<Result>
  const sheet = (page: Page, name: string): Locator => page.getByRole('dialog', { name })
  /** The sandbox's view of the panel. */
  const openPanel = async (page: Page): Promise<Locator> => {
    await page.getByRole('button', { name: /^WeChat: / }).click()
    await page.getByRole('tab', { name: 'Sandbox' }).click()
    return page.getByRole('region', { name: 'WeChat inspector' })
  }
  const press = (within: Page | Locator, name: string) => within.getByRole('button', { name, exact: true }).click()

  test('fakeWechatScript() alone installs a client without a panel', async () => {
    const page = await open({}, fakeWechatScript({ platform: 'ios' }))
    expect(await page.evaluate('navigator.userAgent')).toContain('iPhone')
    expect(await call(page, 'chooseImage')).toMatchObject({ outcome: 'success' })
    expect(await page.locator('wechat-sandbox').count()).toBe(0)
  })

  test('chooseImage: images are returned in the order of choosing, and an <img> shows them', async () => {
    const page = await open()
    const chosen = call(page, 'chooseImage', { count: 2 })
    const album = sheet(page, 'Photos')
    await album.getByRole('button', { name: 'Photos 3' }).click()
    await album.getByRole('button', { name: 'Take a photo' }).click()
    await expect.poll(() => album.getByRole('button', { name: 'Photos 5' }).isDisabled()).toBe(true)
    await press(album, 'Done (2/2)')
    const { outcome, localIds } = (await chosen) as Result & { localIds: string[] }
    expect([outcome, localIds.length]).toEqual(['success', 2])
    const width = await page.evaluate(
      (src) =>
        new Promise((resolve) => {
          const image = document.body.appendChild(new Image())
          image.onload = () => resolve(image.naturalWidth)
          image.src = src
        }),
      String(localIds[0]),
    )
    expect(width).toBe(640)
  })

  test('chooseImage: a file of the computer is returned unchanged', async () => {
    const page = await open({ platform: 'ios' })
    const chosen = call(page, 'chooseImage', { count: 1 })
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      press(sheet(page, 'Photos'), 'From this computer'),
    ])
    const png = await page.screenshot()
    await chooser.setFiles({ name: 'a.png', mimeType: 'image/png', buffer: png })
    await press(sheet(page, 'Photos'), 'Done (1/1)')
    const { localIds } = (await chosen) as Result & { localIds: string[] }
    expect(await call(page, 'getLocalImgData', { localId: localIds[0] })).toMatchObject({
      localData: `data:image/png;base64,${png.toString('base64')}`,
    })
  })

  test.each(['Escape', 'Cancel'])('chooseImage: %s cancels, and returns the focus', async (way) => {
    const page = await open()
    await page.getByRole('button', { name: 'Buy' }).focus()
    const chosen = call(page, 'chooseImage')
    await sheet(page, 'Photos').waitFor()
    if (way === 'Escape') await page.keyboard.press('Escape')
    else await press(sheet(page, 'Photos'), 'Cancel')
    expect(await chosen).toMatchObject({ outcome: 'cancel', errMsg: 'chooseImage:cancel' })
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Buy')
  })

  test.each([
    ['chooseImage', {}],
    ['previewImage', { urls: [shop] }],
    ['scanQRCode', { needResult: 1 }],
    ['openLocation', { latitude: 23.1, longitude: 113.3, name: 'Canton Tower', infoUrl: shop }],
    ['openAddress', {}],
    ['addCard', { cardList: [{ cardId: 'a', cardExt: '{}' }] }],
    ['chooseCard', {}],
    ['openCard', { cardList: [{ cardId: 'a', code: '1' }] }],
    ['chooseWXPay', { timestamp: 1, nonceStr: 'a', package: 'prepay_id=a', signType: 'RSA', paySign: 'a' }],
  ])('%s: every control is at least 44 px in size, and Escape returns the focus', async (api, params) => {
    const page = await open()
    await page.setViewportSize({ width: 390, height: 844 })
    await page.getByRole('button', { name: 'Buy' }).focus()
    const called = call(page, api, params)
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    const small = await dialog.evaluate((sheet) =>
      [...sheet.querySelectorAll('button, a, input, select')]
        // A box or a button to tick is as large as its label.
        .map((one) => (/radio|checkbox/.test((one as HTMLInputElement).type) ? (one.closest('label') ?? one) : one))
        .map((one) => [one.textContent, one.getBoundingClientRect()] as const)
        .filter(([, { width, height }]) => width > 0 && (width < 44 || height < 44))
        .map(([text, { width, height }]) => `${text}: ${width} x ${height}`),
    )
    expect(small).toEqual([])
    await page.keyboard.press('Escape')
    await expect.poll(() => dialog.count()).toBe(0)
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Buy')
    expect((await called).outcome).toMatch(/cancel|success/)
  })

  test('chooseImage: the keyboard is sufficient', async () => {
    const page = await open()
    const chosen = call(page, 'chooseImage', { count: 1, sourceType: ['camera'] })
    await sheet(page, 'Photos').waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    // The focus is on the new picture; the check box and the button follow.
    for (const key of ['Tab', 'Tab', 'Enter']) await page.keyboard.press(key)
    expect(await chosen).toMatchObject({ outcome: 'success', localIds: [expect.any(String)] })
  })

  test('scanQRCode: a bar code has its type in the result, a QR code does not', async () => {
    const page = await open()
    const bar = call(page, 'scanQRCode', { needResult: 1 })
    await sheet(page, 'Scan').getByRole('radio', { name: 'Bar code' }).click()
    await press(sheet(page, 'Scan'), 'Scan')
    expect(await bar).toMatchObject({ resultStr: 'EAN_13,6901234567892' })
    const qr = call(page, 'scanQRCode', { needResult: 1, scanType: ['qrCode'] })
    await sheet(page, 'Scan').getByRole('textbox', { name: 'Content' }).fill('商品 42')
    await page.keyboard.press('Enter')
    expect(await qr).toMatchObject({ resultStr: '商品 42' })
  })

  test("the share menu shows the page's content, and hides the hidden items", async () => {
    const page = await open()
    await call(page, 'updateAppMessageShareData', { title: 'Six cups', desc: 'and a pot', link: shop, imgUrl: '' })
    await call(page, 'hideMenuItems', { menuList: ['menuItem:copyUrl'] })
    await openPanel(page)
    await press(page, 'Open the share menu')
    const menu = sheet(page, 'Share menu')
    await menu.waitFor()
    expect(await menu.getByRole('button', { name: 'Copy Link' }).count()).toBe(0)
    await press(menu, 'Send to Chat')
    expect(await sheet(page, 'Send to a friend').innerText()).toContain('Six cups\n')
    await press(sheet(page, 'Send to a friend'), 'Send')
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
  })

  test.each([
    ['Send', 'success'],
    ['Cancel', 'cancel'],
  ])('a page that listens to the share menu receives %s as %s', async (button, outcome) => {
    const page = await open()
    const shared = call(page, 'onMenuShareTimeline', { title: 'Tea', link: shop, imgUrl: '' })
    await openPanel(page)
    await press(page, 'Open the share menu')
    await press(sheet(page, 'Share menu'), 'Share on Moments')
    await press(sheet(page, 'Send to Moments'), button)
    expect(await shared).toMatchObject({ outcome, errMsg: expect.stringMatching(/^shareTimeline:/) })
  })

  test.each([
    ['Cancel', 'cancel'],
    ['Deny', 'fail'],
  ])('the panel makes the next call only end with %s', async (choice, outcome) => {
    const page = await open()
    await openPanel(page)
    await page.getByRole('radio', { name: choice }).click()
    expect(await call(page, 'getLocation')).toMatchObject({ outcome })
    expect(await call(page, 'getLocation')).toMatchObject({ outcome: 'success' })
  })

  test('the panel shows the configuration and the calls, newest first', async () => {
    const page = await open()
    await call(page, 'getLocation', { type: 'gcj02' })
    const panel = await openPanel(page)
    expect(await panel.getByRole('heading', { level: 2 }).innerText()).toMatch(/^WeChat 8/)
    await panel.getByRole('tab', { name: 'Calls' }).click()
    const calls = panel.getByRole('listitem')
    const names = await calls.locator('b').allInnerTexts()
    // jweixin itself asks for the network, but on a desktop computer.
    expect(names.filter((name) => name !== 'getNetworkType')).toEqual(['getLocation'])
    expect(await calls.filter({ hasText: 'getLocation' }).textContent()).toContain('"type": "gcj02"')
  })

  test('the panel gives the reason for a refused configuration', async () => {
    const page = await open()
    await page.evaluate(`wx.config({ ...fakeWechat.sign('https://other.example.com/'), jsApiList: ['chooseImage'] })`)
    const panel = await openPanel(page)
    await panel.getByRole('tab', { name: 'Status' }).click()
    await expect.poll(() => panel.textContent()).toContain('not a signature of')
  })

  test.each([
    ['ticket', 'The signer used another jsapi_ticket than WeChat'],
    ['decoded', 'The server decodes the URL once too often'],
  ])('without a client object the panel names the fault %s of the signer', async (fault, title) => {
    const page = await open()
    const panel = await openPanel(page)
    const choice = panel.getByRole('combobox', { name: 'Fault' })
    await Promise.all([page.waitForEvent('load'), choice.selectOption(fault)])
    const again = await openPanel(page)
    await again.getByRole('tab', { name: 'Status' }).click()
    await expect.poll(() => again.textContent()).toContain(title)
  })

  test('a fault is active after a reload, until another one is chosen', async () => {
    const page = await open()
    const panel = await openPanel(page)
    const play = async (name: string) => {
      const choice = panel.getByRole('combobox', { name: 'Fault' })
      await Promise.all([page.waitForEvent('load'), choice.selectOption(name)])
      await page.evaluate('configured')
    }
    await play('The visitor cancels every call')
    expect(await call(page, 'getLocation')).toMatchObject({ outcome: 'cancel' })
    await openPanel(page)
    await play('Nothing: all is well')
    expect(await call(page, 'getLocation')).toMatchObject({ outcome: 'success' })
  })

  test('another client is active after a reload, and so is "Not WeChat"', async () => {
    const page = await open()
    const userAgent = await page.evaluate('navigator.userAgent')
    const play = async (name: string) => {
      await openPanel(page)
      const choice = page.getByRole('combobox', { name: 'Client' })
      await Promise.all([page.waitForEvent('load'), choice.selectOption(name)])
    }
    await play('iPhone')
    expect(await page.evaluate('navigator.userAgent')).toMatch(/iPhone.*MicroMessenger/)
    await play('Not WeChat')
    expect(await page.evaluate('navigator.userAgent')).not.toMatch(/MicroMessenger/)
    expect(await page.getByRole('button', { name: 'WeChat: Not in WeChat' }).count()).toBe(1)
    await play('Android')
    expect(await page.evaluate('navigator.userAgent')).toBe(userAgent)
  })
})

inBrowser('webkit', ({ open, serve }) => {
  test('in WebKit an image can be chosen, and another choice cancelled', async () => {
    const script = sandboxScript({ platform: 'ios' })
    const page = html.replace('<title>', () => `<script>${script}</script><title>`)
    const { origin } = await serve({ routes: { '/': () => markup(page) } })
    const tab = await open({ userAgent: userAgents.desktop, url: `${origin}/` })
    await tab.evaluate(() => (window as unknown as { configured: Promise<void> }).configured)
    const choose = (button: string) =>
      tab.evaluate(async (button) => {
        const { call } = window as unknown as { call(api: string, params: object): Promise<Result> }
        const chosen = call('chooseImage', { count: 1 })
        const root = document.querySelector('wechat-sandbox')?.shadowRoot
        const find = (selector: string) => root?.querySelector<HTMLButtonElement>(selector)
        while (!find('dialog')) await new Promise(requestAnimationFrame)
        find('.picture')?.click()
        find(button)?.click()
        return chosen
      }, button)
    expect(await choose('.primary')).toMatchObject({
      outcome: 'success',
      localIds: [expect.stringMatching(/^wxLocal/)],
    })
    expect(await choose('.plain')).toMatchObject({ outcome: 'cancel' })
  })
})

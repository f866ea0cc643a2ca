// @ts-check
// Takes the README's pictures of the demo, in both languages: the phone with the finished card, and beside it the
// inspector that names the character at which two tickets differ. Usage: npm run screenshots
import { writeFileSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { createServer } from 'vite'

const phone = { width: 390, height: 844 }
const desk = { width: 1440, height: 960 }
const gap = 24

const server = await createServer({ configFile: 'demo/vite.config.ts', logLevel: 'warn', server: { port: 0 } })
await server.listen()
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
try {
  for (const locale of ['en', 'zh-CN']) {
    const pictures = [await takeCard(locale), await takeInspector(locale)]
    const name = locale === 'en' ? 'demo/screenshot.webp' : `demo/screenshot.${locale}.webp`
    writeFileSync(name, await sideBySide(pictures))
    console.log(name)
  }
} finally {
  await browser.close()
  await server.close()
}

/**
 * @param {string} locale
 * @param {{ width: number, height: number }} viewport
 */
async function open(locale, viewport, path = '') {
  const page = await browser.newPage({
    viewport,
    locale,
    colorScheme: 'light',
    deviceScaleFactor: 2,
    reducedMotion: 'reduce',
  })
  await page.goto((server.resolvedUrls?.local[0] ?? '') + path)
  return page
}

/**
 * The end of the postcard, on a phone.
 *
 * @param {string} locale
 */
async function takeCard(locale) {
  const page = await open(locale, phone)
  await page.locator('.state.is-ready').waitFor()
  /** @param {string} step */
  const press = (step) => page.locator(`[data-step="${step}"]`).click()
  /** @param {string[]} selectors */
  const inSheet = async (...selectors) => {
    for (const selector of selectors) await page.locator(`wechat-sandbox dialog[open] ${selector}`).first().click()
    await page.locator('wechat-sandbox dialog').waitFor({ state: 'detached' })
  }
  await press('localIds')
  await inSheet('.picture >> nth=4', '.primary')
  await press('previewed')
  await inSheet('.leave')
  await press('serverIds')
  await press('voice')
  await page.waitForTimeout(2000)
  await press('voice')
  await press('place')
  await press('mapped')
  await inSheet('.plain')
  await press('code')
  await inSheet('.primary')
  await press('card')
  await page.locator('.bubble img').waitFor()
  return picture(page, page)
}

/**
 * The inspector of the desk, over a ticket with one wrong character.
 *
 * @param {string} locale
 */
async function takeInspector(locale) {
  const page = await open(locale, desk, '?fault=ticket')
  await page.locator('.sheet .proof').waitFor()
  return picture(page, page.locator('.sheet'))
}

/**
 * @param {import('playwright-core').Page} page
 * @param {import('playwright-core').Page | import('playwright-core').Locator} what
 */
async function picture(page, what) {
  await page.evaluate(() => document.fonts.ready)
  const png = await what.screenshot({ type: 'png' })
  await page.close()
  return `data:image/png;base64,${png.toString('base64')}`
}

/** @param {string[]} pictures */
async function sideBySide(pictures) {
  const page = await browser.newPage()
  const webp = await page.evaluate(
    async ({ pictures, gap }) => {
      const images = await Promise.all(
        pictures.map(async (src) => {
          const image = Object.assign(new Image(), { src })
          await image.decode()
          return image
        }),
      )
      const canvas = document.createElement('canvas')
      // All of them as high as the first.
      const [{ height } = { height: 0 }] = images
      const widths = images.map((image) => Math.round((image.width * height) / image.height))
      canvas.width = widths.reduce((sum, width) => sum + width, gap * (images.length - 1))
      canvas.height = height
      let x = 0
      images.forEach((image, index) => {
        canvas.getContext('2d')?.drawImage(image, x, 0, widths[index] ?? 0, height)
        x += (widths[index] ?? 0) + gap
      })
      return canvas.toDataURL('image/webp', 0.85)
    },
    { pictures, gap },
  )
  await page.close()
  return Buffer.from(webp.slice(webp.indexOf(',') + 1), 'base64')
}

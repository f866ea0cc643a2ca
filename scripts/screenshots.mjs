// @ts-check
// Takes the pictures of the demo, in both languages. Usage: npm run screenshots
// - For the README and the home page: the inspector that names the character at which two tickets differ, light and
//   dark, in the width in which a page shows it, so that its text stays readable.
// - For the page of the demo: the phone with the finished card, and beside it that inspector.
import { writeFileSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { createServer } from 'vite'

const phone = { width: 390, height: 844 }
const desk = { width: 1440, height: 960 }
const gap = 24
/** By the end of the file's name: the width of the inspector, in CSS pixels. */
const widths = { '': 580, '-phone': 358 }

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
    for (const scheme of /** @type {const} */ (['light', 'dark'])) {
      for (const [end, width] of Object.entries(widths)) {
        const name = `demo/inspector-${locale.slice(0, 2)}-${scheme}${end}.webp`
        writeFileSync(name, await sideBySide([await takeVerdict(locale, scheme, width)]))
        console.log(name)
      }
    }
  }
} finally {
  await browser.close()
  await server.close()
}

/**
 * @param {string} locale
 * @param {{ width: number, height: number }} viewport
 */
async function open(locale, viewport, path = '', colorScheme = /** @type {'light' | 'dark'} */ ('light')) {
  const page = await browser.newPage({
    viewport,
    locale,
    colorScheme,
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
 * The upper part of that inspector, in a width of its own: the tabs and the verdict.
 *
 * @param {string} locale
 * @param {'light' | 'dark'} scheme
 * @param {number} width
 */
async function takeVerdict(locale, scheme, width) {
  const page = await open(locale, desk, '?fault=ticket', scheme)
  await page.addStyleTag({ content: `.sheet { flex: none !important; width: ${width}px !important }` })
  await page.locator('.sheet .proof').waitFor()
  // The demo's own tab: a page has none.
  await page.locator('.sheet .tab:not([role])').evaluateAll((tabs) => tabs.map((tab) => tab.remove()))
  const frame = await page.locator('.sheet .frame').boundingBox()
  const verdict = await page.locator('.sheet .verdict').boundingBox()
  if (!frame || !verdict) throw new Error('the inspector is not on the page')
  return picture(page, page, { ...frame, height: verdict.y + verdict.height - frame.y })
}

/**
 * @param {import('playwright-core').Page} page
 * @param {import('playwright-core').Page | import('playwright-core').Locator} what
 * @param {{ x: number, y: number, width: number, height: number }} [clip]
 */
async function picture(page, what, clip) {
  await page.evaluate(() => document.fonts.ready)
  const png = await what.screenshot({ type: 'png', ...(clip && { clip }) })
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

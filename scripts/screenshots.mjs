// @ts-check
// Takes the README's pictures of the demo: on a phone, light and dark, in both languages. Usage: npm run screenshots
import { writeFileSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { createServer } from 'vite'

const viewport = { width: 390, height: 844 }
const gap = 24

const server = await createServer({ configFile: 'demo/vite.config.ts', logLevel: 'warn', server: { port: 0 } })
await server.listen()
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
try {
  for (const locale of ['en', 'zh-CN']) {
    const pictures = [await take(locale, 'light'), await take(locale, 'dark')]
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
 * @param {'light' | 'dark'} colorScheme
 */
async function take(locale, colorScheme) {
  const page = await browser.newPage({ viewport, locale, colorScheme, deviceScaleFactor: 2 })
  await page.goto(server.resolvedUrls?.local[0] ?? '')
  await page.locator('.header-status.is-ready').waitFor()
  // The page's own movements end, and its fonts are there.
  await page.evaluate(() => Promise.all([document.fonts.ready, ...document.getAnimations().map((one) => one.finished)]))
  const picture = await page.screenshot({ type: 'png' })
  await page.close()
  return `data:image/png;base64,${picture.toString('base64')}`
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
      canvas.width = images.reduce((sum, { width }) => sum + width, gap * (images.length - 1))
      canvas.height = Math.max(...images.map(({ height }) => height))
      let x = 0
      for (const image of images) {
        canvas.getContext('2d')?.drawImage(image, x, 0)
        x += image.width + gap
      }
      return canvas.toDataURL('image/webp', 0.85)
    },
    { pictures, gap },
  )
  await page.close()
  return Buffer.from(webp.slice(webp.indexOf(',') + 1), 'base64')
}

import { chromium } from 'playwright-core'
import { fakeWechatScript } from 'wechat-ready/testing'

const browser = await chromium.launch()
const page = await browser.newPage()
await page.addInitScript(fakeWechatScript({ platform: 'android', ticket: 'the-ticket-of-the-test-server' }))
await page.goto('http://localhost:5173')
await page.evaluate(() => window.fakeWechat?.reply('scanQRCode', { resultStr: 'https://shop.example.com' }))
await browser.close()

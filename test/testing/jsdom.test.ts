// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createWechat, type Wechat } from 'wechat-ready'
import { type FakeWechat, installFakeWechat, type Platform } from 'wechat-ready/testing'

// Jest's usual document, which knows no navigation: there is no `performance.getEntriesByType`.

let fake: FakeWechat
let wechat: Wechat
// Vitest lends the document Node's own; in Jest it is jsdom's, which has no entries.
beforeEach(() => {
  vi.stubGlobal('performance', { now: performance.now.bind(performance), timeOrigin: performance.timeOrigin })
})
afterEach(() => {
  wechat?.dispose()
  fake.uninstall()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

test('this document has no performance.getEntriesByType', () => {
  fake = installFakeWechat()
  expect(navigator.userAgent).toContain('MicroMessenger')
  expect(performance.getEntriesByType).toBeUndefined()
})

describe.each(['ios', 'android', 'harmony', 'windows', 'mac', 'devtools'] as Platform[])('on %s', (platform) => {
  test('the landing URL is that of the installation, and a page is configured and makes a call', async () => {
    fake = installFakeWechat({ platform })
    expect(fake.landing).toBe(location.href)
    wechat = createWechat({ signature: fake.sign })
    await wechat.ready()
    expect(await wechat.chooseImage()).toEqual({ localIds: expect.arrayContaining([expect.any(String)]) })
    expect(fake.configurations).toMatchObject([{ signedUrl: fake.landing }])
  })
})

test('an image is one pixel made without a canvas, about which jsdom would complain', () => {
  const getContext = vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  fake = installFakeWechat()
  expect(fake.pictures.of('any')).toMatch(/^data:image\/png;base64,.{90,110}$/)
  expect(getContext).not.toHaveBeenCalled()
})

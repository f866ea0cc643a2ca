import { describe, expect, test } from 'vitest'
import type { RawReply, WxSdk } from '../../src/core/sdk.ts'
import { type Permissions, verify } from '../../src/core/verify.ts'
import { rejection } from '../kit/errors.ts'
import { someSignature } from '../kit/page.ts'

const scan: Permissions = { apis: ['scanQRCode', 'onMenuShareTimeline'], openTags: ['wx-open-subscribe'] }

/** An SDK whose client gives this answer, and what it was handed and asked. */
function scripted(reply?: RawReply) {
  const heard: { config?: object; name?: string; message?: object } = {}
  const wx = {
    config: (config: object) => void Object.assign(heard, { config }),
    invoke(name: string, message: object, callback: (reply: RawReply | undefined) => void) {
      Object.assign(heard, { name, message })
      callback(reply)
    },
  } as unknown as WxSdk
  return { wx, heard }
}

const good = { err_msg: 'preVerifyJSAPI:ok' }

describe('verify', () => {
  test('passes the parameters to the SDK, and asks for checkJsApi besides', async () => {
    const { wx, heard } = scripted(good)
    await verify(wx, someSignature, scan)
    const jsApiList = ['scanQRCode', 'menu:share:timeline', 'checkJsApi']
    expect(heard).toEqual({
      config: { ...someSignature, beta: true, check: false, jsApiList, openTagList: scan.openTags },
      name: 'preVerifyJSAPI',
      message: { verifyJsApiList: jsApiList, verifyOpenTagList: scan.openTags },
    })
  })

  test('asks for checkJsApi once, also for an empty list', async () => {
    for (const apis of [[], ['checkJsApi']]) {
      const { wx, heard } = scripted(good)
      await verify(wx, someSignature, { apis, openTags: [] })
      expect(heard.message).toEqual({ verifyJsApiList: ['checkJsApi'], verifyOpenTagList: [] })
    }
  })

  test('passes copies of the lists, which the SDK modifies', async () => {
    const { wx, heard } = scripted(good)
    await verify(wx, someSignature, scan)
    const { openTagList } = heard.config as { openTagList: string[] }
    openTagList.pop()
    expect(scan.openTags).toEqual(['wx-open-subscribe'])
  })

  test.each<[string, unknown, readonly string[], readonly string[]]>([
    ['nothing', undefined, ['scanQRCode'], []],
    ['an empty text', '', ['scanQRCode'], []],
    ['null', null, ['scanQRCode'], []],
    ['a JSON array', '["scanQRCode","closeWindow"]', ['scanQRCode'], ['scanQRCode', 'closeWindow']],
    ['an array', ['scanQRCode'], ['scanQRCode'], ['scanQRCode']],
    ['a name of its own', '["menu:share:timeline"]', ['onMenuShareTimeline', 'scanQRCode'], ['onMenuShareTimeline']],
    ['checkJsApi, which no page has asked for', '["checkJsApi","scanQRCode"]', ['scanQRCode'], ['scanQRCode']],
    ['checkJsApi, which the page has asked for', '["checkJsApi"]', ['checkJsApi'], ['checkJsApi']],
    ['one that was not asked for', '["scanQRCode"]', [], ['scanQRCode']],
    ['a tag', '["wx-open-launch-weapp"]', ['scanQRCode'], ['wx-open-launch-weapp']],
  ])('reports the APIs that the client denies, given as %s', async (_, noPermissionJsApi, apis, denied) => {
    const { wx } = scripted({ ...good, noPermissionJsApi })
    expect(await verify(wx, someSignature, { apis, openTags: [] })).toEqual(denied)
  })

  test.each([
    ['preVerifyJSAPI:fail_invalid_signature', 'invalid-signature'],
    ['preVerifyJSAPI:fail_whatever', 'config-failed'],
    [undefined, 'config-failed'],
  ])('rejects when the client answers %s', async (err_msg, code) => {
    const realAuthUrl = `${location.origin}/landing`
    const { wx } = scripted({ err_msg, realAuthUrl })
    expect(await rejection(verify(wx, someSignature, scan))).toMatchObject({
      code,
      api: 'config',
      realAuthUrls: [realAuthUrl],
    })
  })

  test('rejects when the client gives no answer', async () => {
    const { wx } = scripted()
    expect(await rejection(verify(wx, someSignature, scan))).toMatchObject({ code: 'config-failed', api: 'config' })
  })

  test('rejects if the SDK cannot reach the client, and says so', async () => {
    const wx = { config() {} } as unknown as WxSdk
    expect(await rejection(verify(wx, someSignature, scan))).toMatchObject({
      code: 'sdk-load-failed',
      message: expect.stringContaining('no wx.invoke'),
    })
  })
})

import { beforeEach, describe, expect, test } from 'vitest'
import type { FakeWechatOptions } from 'wechat-ready/testing'
import { rejection } from '../kit/errors.ts'
import { openInWechat, wechatOf } from '../kit/page.ts'
import { turnableTime } from '../kit/time.ts'

beforeEach(turnableTime)

/* What is made of the fields of a reply: what is scanned, the network, a picture. */

const open = (options: FakeWechatOptions = {}) => {
  const fake = openInWechat(options)
  return { fake, wechat: wechatOf({ signature: fake.sign }) }
}

describe('scanQRCode', () => {
  test.each([
    ['https://weixin.qq.com/r/1', 'QR_CODE', 'https://weixin.qq.com/r/1'],
    ['CODE_128,123456', 'CODE_128', '123456'],
    ['EAN_13,6901028075862', 'EAN_13', '6901028075862'],
    ['CODE_39,A,B', 'CODE_39', 'A,B'],
    ['CODE_39,A B', 'CODE_39', 'A B'],
    ['UPC_A,012345678905', 'UPC_A', '012345678905'],
    ['EAN13,6901028075862', 'EAN13', '6901028075862'],
    ['ITF,123', 'ITF', '123'],
    ['CODABAR,123', 'CODABAR', '123'],
    ['a,b', 'QR_CODE', 'a,b'],
    ['CODE_128', 'QR_CODE', 'CODE_128'],
    ['{"scan":1}', 'QR_CODE', '{"scan":1}'],
    ['say {"scan_code"', 'QR_CODE', 'say {"scan_code"'],
    ['not EAN_13,1', 'QR_CODE', 'not EAN_13,1'],
    ['two\nlines', 'QR_CODE', 'two\nlines'],
  ])('%j has the type %s', { tags: 'scan-type' }, async (resultStr, type, value) => {
    for (const platform of ['android', 'ios'] as const) {
      const { fake, wechat } = open({ platform })
      fake.reply('scanQRCode', { resultStr })
      expect(await wechat.scanQRCode({ needResult: 1 })).toEqual({ resultStr, type, value })
      wechat.dispose()
      fake.uninstall()
    }
  })

  test('result is unwrapped from the JSON of iOS, with white space anywhere', async () => {
    const { fake, wechat } = open()
    fake.reply('scanQRCode', { resultStr: ' {\n "scan_code" : { "scan_result": "a" } }' })
    expect(await wechat.scanQRCode({ needResult: 1 })).toMatchObject({ resultStr: 'a' })
  })

  test('resolves without a result if WeChat handles the code', async () => {
    const { wechat } = open()
    expect(await wechat.scanQRCode()).toEqual({ resultStr: '', type: '', value: '' })
  })
})

describe('getNetworkType', () => {
  test.each([
    [{ err_msg: 'network_type:wifi' }, 'wifi'],
    [{ err_msg: 'network_type:edge' }, 'edge'],
    [{ err_msg: 'network_type:wwan' }, 'wwan'],
    [{ err_msg: 'network_type:wwan', subtype: '5g' }, '5g'],
    [{ err_msg: 'network_type:wwan', subtype: '4G' }, '4g'],
    [{ errMsg: 'getNetworkType:ok', networkType: '3g' }, '3g'],
    [{ errMsg: 'getNetworkType:4g' }, '4g'],
  ])('%j means %s', async (reply, networkType) => {
    const { fake, wechat } = open()
    fake.reply('getNetworkType', reply)
    expect(await wechat.getNetworkType()).toEqual({ networkType })
  })

  test('rejects without a network', async () => {
    const { fake, wechat } = open()
    fake.reply('getNetworkType', { err_msg: 'network_type:fail' })
    expect(await rejection(wechat.getNetworkType())).toMatchObject({ code: 'call-failed' })
  })

  test('rejects where the client says no more than that it worked', async () => {
    const { fake, wechat } = open()
    fake.reply('getNetworkType', { errMsg: 'getNetworkType:ok' })
    expect(await rejection(wechat.getNetworkType())).toMatchObject({ code: 'reply-invalid' })
  })
})

describe('getLocalImgData gives a data URL that a browser shows', () => {
  test.each([
    ['/9j/4AAQ', 'data:image/jpeg;base64,/9j/4AAQ'],
    ['data:image/jgp;base64,/9j/4AAQ', 'data:image/jpeg;base64,/9j/4AAQ'],
    ['iVBOR\r\nw0KGgo=\n', 'data:image/png;base64,iVBORw0KGgo='],
    ['R0lGODlh', 'data:image/gif;base64,R0lGODlh'],
    ['data:image/jgp;base64,UklGRg==', 'data:image/webp;base64,UklGRg=='],
  ])('%j', async (localData, dataUrl) => {
    const { fake, wechat } = open()
    fake.reply('getLocalImgData', { err_msg: 'getLocalImgData:ok', localData })
    expect(await wechat.getLocalImgData({ localId: 'a' })).toEqual({ localData: dataUrl })
  })
})

test.each(['<html>', '<AAAA', 'AAAA>', 'not data:image/png;base64,AAAA'])(
  'getLocalImgData names what is wrong with a reply that is not an image: %s',
  async (localData) => {
    const { fake, wechat } = open()
    fake.reply('getLocalImgData', { err_msg: 'getLocalImgData:ok', localData })
    const error = await rejection(wechat.getLocalImgData({ localId: 'a' }))
    expect(error).toMatchObject({ code: 'reply-invalid', cause: { message: 'not base64' } })
  },
)

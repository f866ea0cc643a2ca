import { describe, expect, test, vi } from 'vitest'
import { createWechat, isWechatError, type WechatOptions } from 'wechat-ready'
import { checkOptions } from '../../src/core/options.ts'

const signature = '/api/wechat/signature'

/** What `createWechat` throws. */
function refusal(options: unknown): unknown {
  try {
    createWechat(options as WechatOptions)
  } catch (error) {
    return error
  }
  throw new Error('It was accepted.')
}

describe('an invalid option is rejected with its name and the allowed values', () => {
  const openTags = 'wx-open-launch-weapp, wx-open-launch-app, wx-open-subscribe, wx-open-audio'
  const milliseconds = '1 to 2147483647 ms'
  test.each([
    [undefined, 'signature', 'a string, a function'],
    [{}, 'signature', 'a string, a function'],
    [{ signature: undefined }, 'signature', 'a string, a function'],
    [{ signature: '' }, 'signature', 'a string, a function'],
    [{ signature: { appId: 'wx1' } }, 'signature', 'a string, a function'],
    [{ signature, jsApiList: 'chooseImage' }, 'jsApiList', 'an array'],
    [{ signature, jsApiList: ['chooseImages'] }, 'jsApiList', 'chooseImage, previewImage'],
    [{ signature, jsApiList: [undefined] }, 'jsApiList', 'checkJsApi'],
    [{ signature, extraApis: 'chooseInvoice' }, 'extraApis', 'an array'],
    [{ signature, extraApis: [1] }, 'extraApis', 'a string'],
    [{ signature, extraApis: [''] }, 'extraApis', 'a string'],
    [{ signature, openTagList: {} }, 'openTagList', 'an array'],
    [{ signature, openTagList: ['wx-open-launch'] }, 'openTagList', openTags],
    [{ signature, signUrl: 'first' }, 'signUrl', 'auto, landing, current, a function'],
    [{ signature, signUrl: null }, 'signUrl', 'auto, landing, current, a function'],
    [{ signature, sdk: 'npm' }, 'sdk', 'bundled, cdn, a function'],
    [{ signature, sdk: {} }, 'sdk', 'bundled, cdn, a function'],
    [{ signature, autoResign: 'yes' }, 'autoResign', 'a boolean'],
    [{ signature, debug: 1 }, 'debug', 'a boolean'],
    [{ signature, share: { title: 'x' } }, 'share', 'a function'],
    [{ signature, initialSignature: null }, 'initialSignature', 'a signature with url'],
    [{ signature, timeouts: 5000 }, 'timeouts', 'an object'],
    [{ signature, timeouts: null }, 'timeouts', 'an object'],
    [{ signature, timeouts: { configs: 1 } }, 'timeouts.configs', 'left out'],
    [{ signature, timeouts: { config: 0 } }, 'timeouts.config', milliseconds],
    [{ signature, timeouts: { sdk: -1 } }, 'timeouts.sdk', milliseconds],
    [{ signature, timeouts: { bridge: Number.NaN } }, 'timeouts.bridge', milliseconds],
    [{ signature, timeouts: { call: 2 ** 31 } }, 'timeouts.call', milliseconds],
    [{ signature, timeouts: { signature: '5000' } }, 'timeouts.signature', milliseconds],
    [{ signature, timeout: 5000 }, 'timeout', 'left out'],
    [{ signature, jsapilist: [] }, 'jsapilist', 'left out'],
  ])('%j', { tags: 'option-checks' }, (options, name, allowed) => {
    const error = refusal(options)
    expect(isWechatError(error, 'invalid-argument')).toBe(true)
    expect((error as Error).message).toContain(`"${name}" must be `)
    expect((error as Error).message).toContain(allowed)
  })
})

describe('createWechat accepts', () => {
  test.each<Partial<WechatOptions>>([
    {},
    { signature: () => ({ appId: '', timestamp: 1, nonceStr: '', signature: '' }) },
    { jsApiList: [], extraApis: ['chooseInvoice'], openTagList: ['wx-open-launch-weapp'] },
    { signUrl: 'landing' },
    { signUrl: ({ current }) => current },
    { sdk: 'cdn' },
    { sdk: () => Promise.reject(new Error('never asked')) },
    { autoResign: false, debug: false, share: () => undefined },
    { timeouts: { sdk: 1, bridge: 1, signature: 1, config: 1, call: 2 ** 31 - 1 } },
    { jsApiList: undefined, timeouts: undefined, share: undefined } as Partial<WechatOptions>,
    { timeouts: { call: undefined } as WechatOptions['timeouts'] & {} },
  ])('%j', (options) => {
    expect(createWechat({ signature, ...options }).state).toEqual({ status: 'idle', openTags: 'unknown' })
  })

  test('frozen options, and keeps its own copy', () => {
    const jsApiList: WechatOptions['jsApiList'] & {} = ['chooseImage']
    const settings = checkOptions(Object.freeze({ signature, jsApiList: Object.freeze(jsApiList) }))
    expect(settings.permissions.apis).toEqual(['chooseImage'])
    expect(settings.permissions.apis).not.toBe(jsApiList)
  })
})

test('an option that is left out has the documented default', { tags: 'option-checks' }, () => {
  expect(checkOptions({ signature })).toEqual({
    signature,
    signUrl: 'auto',
    sdk: 'bundled',
    autoResign: true,
    debug: false,
    share: undefined,
    timeouts: { sdk: 10_000, bridge: 10_000, signature: 10_000, config: 10_000, call: undefined },
    permissions: { apis: expect.arrayContaining(['chooseImage', 'requestMerchantTransfer']), openTags: [] },
  })
})

test('a time-out that is undefined has the documented default', () => {
  const timeouts = { sdk: undefined } as unknown as WechatOptions['timeouts'] & {}
  expect(checkOptions({ signature, timeouts }).timeouts.sdk).toBe(10_000)
})

test('createWechat() calls nothing and changes nothing', { tags: 'create-is-free' }, () => {
  const asked = vi.fn()
  const before = Object.keys(globalThis)
  createWechat({ signature: asked, sdk: asked, share: asked, signUrl: asked })
  expect(asked).not.toHaveBeenCalled()
  expect(Object.keys(globalThis)).toEqual(before)
})

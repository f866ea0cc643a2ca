import { describe, expect, test } from 'vitest'
import { canCall } from '../../src/core/can.ts'
import { detectEnvironment, type WechatEnvironment } from '../../src/core/environment.ts'
import type { Clients } from '../../src/core/table.ts'
import { LANDING, openInWechat, wechatOf } from '../kit/page.ts'

const client = (facts: Partial<WechatEnvironment> = {}): WechatEnvironment => ({
  ...detectEnvironment(''),
  platform: 'ios',
  version: '8.0.61',
  inWechat: true,
  ...facts,
})

const yes = { ok: true }
const no = (reason: string) => ({ ok: false, reason })

describe('an API with limits', () => {
  test.each<[string, Partial<WechatEnvironment>, Clients | undefined, object]>([
    ['nothing is known', {}, undefined, yes],
    ['another platform lacks it', {}, { android: false }, yes],
    ['the platform lacks it', {}, { ios: false }, no('platform')],
    ['outside WeChat', { inWechat: false, platform: 'none' }, undefined, no('not-in-wechat')],
    ['outside WeChat, whatever the limits', { inWechat: false, platform: 'none' }, { ios: false }, no('not-in-wechat')],
    ['an older client', { version: '6.5.2' }, { ios: '6.5.3' }, no('version')],
    ['the first client that has it', { version: '6.5.3' }, { ios: '6.5.3' }, yes],
    ['a later build of it', { version: '6.5.3.1' }, { ios: '6.5.3' }, yes],
    ['numbers, not letters', { version: '6.5.10' }, { ios: '6.5.3' }, yes],
    ['numbers, not letters, the other way', { version: '6.5.3' }, { ios: '6.5.10' }, no('version')],
    ['a shorter version', { version: '8' }, { ios: '8.0.0' }, yes],
    ['a shorter version that is older', { version: '8.0' }, { ios: '8.0.1' }, no('version')],
    ['a version that is not known', { version: '' }, { ios: '6.5.3' }, yes],
    ['WeCom, which counts otherwise', { inWecom: true, version: '4.1.0' }, { ios: '6.5.3' }, yes],
    ['WeCom alone, in WeChat', {}, { wecom: true }, no('platform')],
    ['WeCom alone, in WeCom', { inWecom: true }, { wecom: true }, yes],
    ['refused in mini programs, in one', { inMiniProgram: true }, { miniProgram: false }, no('platform')],
    ['refused in mini programs, outside', {}, { miniProgram: false }, yes],
  ])('%s', (_, facts, clients, answer) => {
    expect(canCall(client(facts), clients)).toEqual(answer)
  })

  test('is denied by the client alone where the table has nothing against it', () => {
    expect(canCall(client(), undefined, true)).toEqual(no('denied'))
    expect(canCall(client(), { ios: false }, true)).toEqual(no('platform'))
  })
})

describe('wechat.can()', () => {
  test('answers not-in-wechat outside WeChat', () => {
    expect(wechatOf({ signature: '/s' }).can('chooseImage')).toEqual(no('not-in-wechat'))
  })

  test.each([
    ['getLocalImgData', { platform: 'ios', version: '6.5.2' }, no('version')],
    ['getLocalImgData', { platform: 'ios', version: '6.5.4' }, yes],
    ['getLocalImgData', { platform: 'android', version: '6.5.2' }, yes],
    ['onMenuShareQQ', { platform: 'devtools' }, no('platform')],
    ['onMenuShareQQ', { platform: 'android' }, yes],
    ['closeWindow', { platform: 'android', miniProgram: true }, no('platform')],
  ] as const)('answers %s of %o from the table before any configuration', { tags: 'can' }, (name, options, answer) => {
    const fake = openInWechat(options)
    expect(wechatOf({ signature: fake.sign }).can(name)).toEqual(answer)
    expect(fake.signatures).toEqual([])
  })

  test('answers denied once the client has denied the API in a configuration', { tags: 'can' }, async () => {
    const fake = openInWechat({ denied: ['scanQRCode'] })
    const wechat = wechatOf({ signature: fake.sign })
    expect(wechat.can('scanQRCode')).toEqual(yes)
    expect(await wechat.ready()).toMatchObject({ url: LANDING, denied: ['scanQRCode'] })
    expect(wechat.can('scanQRCode')).toEqual(no('denied'))
    expect(wechat.can('chooseImage')).toEqual(yes)
  })
})

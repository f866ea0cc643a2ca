import { afterEach, describe, expect, test, vi } from 'vitest'
import { createWechat, type WechatEnvironment } from 'wechat-ready'
import { detectEnvironment } from '../../src/core/environment.ts'

/** User agents as they were seen, but for the dots. */
const seen: readonly (readonly [
  string,
  WechatEnvironment['platform'],
  version: string,
  more?: Partial<WechatEnvironment>,
])[] = [
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.60(0x18003c2f) NetType/WIFI Language/zh_CN',
    'ios',
    '8.0.60',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 9_0 like Mac OS X) AppleWebKit/601.1.46 (KHTML, like Gecko) Mobile/13A344 MicroMessenger/6.2.7 NetType/WIFI Language/zh_CN',
    'ios',
    '6.2.7',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 7_0_6 like Mac OS X) AppleWebKit/537.51.1 (KHTML, like Gecko) Mobile/11B651 MicroMessenger/5.2',
    'ios',
    '5.2',
  ],
  [
    'Mozilla/5.0 (Linux; Android 12; V2049A Build/SP1A.210812.003; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/138.0.7204.180 Mobile Safari/537.36 XWEB/1380085 MMWEBSDK/20250503 MMWEBID/419 MicroMessenger/8.0.61.2880(0x28003D57) WeChat/arm64 Weixin NetType/5G Language/zh_CN ABI/arm64',
    'android',
    '8.0.61.2880',
  ],
  [
    'Mozilla/5.0 (Linux; Android 13; PHF110 Build/RKQ1.211119.001; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36 XWEB/1160117 MMWEBSDK/20231202 MMWEBID/4213 MicroMessenger/8.0.46.2540(0x28002E3C) WeChat/arm64 Weixin NetType/5G Language/zh_CN ABI/arm64',
    'android',
    '8.0.46.2540',
  ],
  [
    'Mozilla/5.0 (Linux; U; Android 4.4.2; zh-cn; MX4 Build/KOT49H) AppleWebKit/533.1 (KHTML, like Gecko)Version/4.0 MQQBrowser/5.4 TBS/025469 Mobile Safari/533.1 MicroMessenger/6.2.5.51_rfe7d7c5.621 NetType/WIFI Language/zh_CN',
    'android',
    '6.2.5.51',
  ],
  [
    'Mozilla/5.0 (Linux; Android 13; 23046RP50C Build/TKQ1.221114.001; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/138.0.7204.180 Safari/537.36 XWEB/1380187 MMWEBSDK/20250201 MMWEBID/911 MicroMessenger/8.0.60.2860(0x28003C55) WeChat/arm64 Weixin Android Tablet NetType/WIFI Language/zh_CN ABI/arm64',
    'android',
    '8.0.60.2860',
  ],
  [
    'Mozilla/5.0 (Linux; Android 12; PCE-W40 Build/HUAWEIPCE-W40; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 Safari/537.36 XWEB/1160117 MMWEBSDK/20240404 MMWEBID/998 MicroMessenger/8.0.49.2600(0x28003133) WeChat/arm64 Weixin Android Tablet NetType/WIFI Language/zh_CN ABI/arm64',
    'android',
    '8.0.49.2600',
  ],
  [
    'Mozilla/5.0 (Phone; OpenHarmony 5.1) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile MicroMessenger/8.0.9.39(0xf3100927) Weixin NetType/WIFI Language/zh_CN MMWEBID/2777 MMWEBSDK/202507060011 XWEB/1140307',
    'harmony',
    '8.0.9.39',
  ],
  [
    'Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile MicroMessenger/1.0.3.52(0xf3100334) Weixin NetType/4G Language/zh_CN MMWEBID/2965 MMWEBSDK/202412070032 XWEB/1140157',
    'harmony',
    '1.0.3.52',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/122.0.0.0 Safari/537.36 NetType/WIFI MicroMessenger/7.0.20.1781(0x6700143B) WindowsWechat(0x63090c11) XWEB/11275 Flue',
    'windows',
    '3.9.12.17',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/132.0.0.0 Safari/537.36 NetType/WIFI MicroMessenger/7.0.20.1781(0x6700143B) WindowsWechat(0x63090a13) UnifiedPCWindowsWechat(0xf2541411) XWEB/16965 Flue',
    'windows',
    '4.1.4.17',
  ],
  [
    'Mozilla/5.0 (Windows NT 6.1; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/39.0.2171.95 Safari/537.36 MicroMessenger/6.5.2.501 NetType/WIFI WindowsWechat QBCore/3.43.901.400 QQBrowser/9.0.2524.400',
    'windows',
    '6.5.2.501',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/107.0.0.0 Safari/537.36 NetType/WIFI MicroMessenger/6.8.0(0x16080000) MacWechat/3.8.10(0x13080a10) XWEB/1227 Flue',
    'mac',
    '3.8.10',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/132.0.0.0 Safari/537.36 NetType/WIFI MicroMessenger/7.0.20.1781(0x6700143B) MacWechat/3.8.7(0x13080712) UnifiedPCMacWechat(0xf26411f0) XWEB/16512 Flue',
    'mac',
    '4.1.1.240',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 15_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/15.0 Mobile/15E148 Safari/604.1 wechatdevtools/1.06.2401020 MicroMessenger/8.0.5 webview/17070355770738727 webdebugger port/39765 token/…',
    'devtools',
    '8.0.5',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 11_0 like Mac OS X) … wechatdevtools/1.05.2107221 MicroMessenger/8.0.5 Language/zh_CN webview/16466439291441824 webdebugger port/29000 token/…',
    'devtools',
    '8.0.5',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 wxwork/4.1.39 MicroMessenger/7.0.1 Language/zh ColorScheme/Light wwmver/3.26.38.377',
    'ios',
    '4.1.39',
    { inWecom: true },
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.6668.101 Safari/537.36 Language/zh ColorScheme/Light wxwork/4.1.39 (MicroMessenger/6.2) WindowsWechat MailPlugin_Electron WeMail embeddisk wwmver/3.26.39.639 noMediaCs/false',
    'windows',
    '4.1.39',
    { inWecom: true },
  ],
  [
    '… Android 16; V2408A Build/…; wv) … XWEB/1380275 MMWEBSDK/20250202 MMWEBID/3998 wxwork/5.0.6 MicroMessenger/7.0.1 NetType/WIFI Language/zh Lang/zh ColorScheme/Light wwmver/3.26.506.647',
    'android',
    '5.0.6',
    { inWecom: true },
  ],
  [
    '… iPhone OS 17_2_1 … MicroMessenger/8.0.76(0x18004c24) NetType/WIFI Language/zh_CN miniProgram/wx2c1c63e28bb33be1',
    'ios',
    '8.0.76',
    { inMiniProgram: true },
  ],
  [
    '… Android … XWEB/3171 MMWEBSDK/20211202 Mobile Safari/537.36 MMWEBID/5331 MicroMessenger/8.0.18.2062(0x28001241) Process/appbrand2 WeChat/arm64 Weixin GPVersion/1 NetType/4G Language/zh_CN ABI/arm64 miniProgram/wx9af32b509e88340c',
    'android',
    '8.0.18.2062',
    { inMiniProgram: true },
  ],
  [
    '… MicroMessenger/7.0.20.1781(0x6700143B) NetType/WIFI MiniProgramEnv/Windows WindowsWechat/WMPF WindowsWechat(0x63090a13) UnifiedPCWindowsWechat(0xf254162e) XWEB/18163 miniProgram/wxde8ac0a21135c07d',
    'windows',
    '4.1.6.46',
    { inMiniProgram: true },
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.3 Safari/605.1.15 MicroMessenger/6.8.0(0x16080000) MacWechat/3.8.6(0x13080610) UnifiedPCMacWechat(0xf2640611) Concurrent',
    'mac',
    '4.0.6.17',
  ],
]

/** What no collection has a literal example of; made after what is known. */
const synthetic: typeof seen = [
  [
    'Mozilla/5.0 (Windows NT 10.0) wxwork/4.1.39 (MicroMessenger/6.2) WindowsWechat(0x63090c11)',
    'windows',
    '4.1.39',
    { inWecom: true },
  ],
  [
    'Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 MicroMessenger/8.0.50(0x18003233) NetType/WIFI',
    'ios',
    '8.0.50',
  ],
  [
    'Mozilla/5.0 (Tablet; OpenHarmony 5.0) Chrome/114.0.0.0 ArkWeb/4.1.6.1 MicroMessenger/8.0.9.39(0xf3100927)',
    'harmony',
    '8.0.9.39',
  ],
]

const wechat = { inWechat: true, inWecom: false, inMiniProgram: false }

const clients = [...seen, ...synthetic].map(([userAgent, platform, version, more = {}]) => ({
  userAgent,
  platform,
  version,
  more,
}))

describe.each(clients)('$userAgent', { tags: 'environment' }, ({ userAgent, platform, version, more }) => {
  test(`is ${platform} ${version} ${Object.keys(more)}`, () => {
    expect(detectEnvironment(userAgent)).toEqual({ platform, version, ...wechat, ...more })
  })

  test('is recognised in lower case as well', () => {
    expect(detectEnvironment(userAgent.toLowerCase())).toEqual(detectEnvironment(userAgent))
  })
})

describe('an iPad with the user agent of a Mac', () => {
  const userAgent =
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) MicroMessenger/8.0.50(0x18003233)'

  test('is recognised by its touch points', () => {
    expect(detectEnvironment(userAgent, 5)).toMatchObject({ platform: 'ios', version: '8.0.50' })
    expect(detectEnvironment(userAgent, 0)).toMatchObject({ platform: 'mac' })
    expect(detectEnvironment(userAgent, 2)).toMatchObject({ platform: 'mac' })
  })

  test('is not confused with a Mac that has a touch screen: that one says MacWechat', () => {
    expect(detectEnvironment(`${userAgent} MacWechat/3.8.10`, 5)).toMatchObject({ platform: 'mac' })
  })
})

test('a client without a version in its user agent has an empty version', () => {
  expect(detectEnvironment('Mozilla/5.0 (Linux; Android 12) MicroMessenger')).toEqual({
    platform: 'android',
    version: '',
    ...wechat,
  })
})

describe('a mini program', () => {
  const userAgent = 'Mozilla/5.0 (Linux; Android 12) MicroMessenger/8.0.61.2880(0x28003D57)'

  test('is recognised by its global variable alone', () => {
    expect(detectEnvironment(userAgent, 0, true).inMiniProgram).toBe(true)
    expect(detectEnvironment('Mozilla/5.0 (Linux; Android 12)', 0, true).inMiniProgram).toBe(false)
  })

  test("is not the mini program's own runtime, which has no web-view", () => {
    expect(detectEnvironment(`${userAgent} MiniProgramEnv/Windows`).inMiniProgram).toBe(false)
  })
})

test.each([
  undefined,
  '',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 Chrome/138.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (Linux; Android 12) wxwork/4.1.39',
  'Mozilla/5.0 (Phone; OpenHarmony 5.1) ArkWeb/4.1.6.1 Mobile',
])('%j is not WeChat', { tags: 'environment' }, (userAgent) => {
  const none = { platform: 'none', version: '', inWechat: false, inWecom: false, inMiniProgram: false }
  expect(detectEnvironment(userAgent, 5)).toEqual(none)
})

describe('wechat.environment', () => {
  afterEach(() => void vi.restoreAllMocks())

  test('is read from the browser at each access', () => {
    const client = createWechat({ signature: '/signature' })
    expect(client.environment.platform).toBe('none')
    vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue(seen[0]?.[0] ?? '')
    expect(client.environment).toMatchObject({ platform: 'ios', inWechat: true })
  })

  test.each([
    ['miniprogram', true],
    ['browser', false],
    [undefined, false],
  ])("is in a mini program if the client's own variable says so: %j", (said, inMiniProgram) => {
    vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue(seen[0]?.[0] ?? '')
    vi.stubGlobal('__wxjs_environment', said)
    expect(createWechat({ signature: '/signature' }).environment).toMatchObject({ inWechat: true, inMiniProgram })
    vi.unstubAllGlobals()
  })

  test('has the platform none without a browser', () => {
    vi.stubGlobal('navigator', undefined)
    expect(createWechat({ signature: '/signature' }).environment.platform).toBe('none')
    vi.unstubAllGlobals()
  })
})

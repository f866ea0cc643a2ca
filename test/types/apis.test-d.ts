/*
 * Compiled by `npm run check`; never run. An expectation that does not hold is an error of the compiler, and so is a
 * `@ts-expect-error` without an error.
 */
import {
  type ApiName,
  createWechat,
  localImage,
  type MiniProgramMethods,
  type OpenTag,
  recordVoice,
  uploadImages,
  type Wechat,
  type WechatError,
  type WechatErrorCode,
} from 'wechat-ready'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
type IsAny<T> = 0 extends 1 & T ? true : false
declare function expectTrue<_ extends true>(): void

/** Whether there is an `any` anywhere in a type. */
type HasAny<T> =
  IsAny<T> extends true
    ? true
    : T extends (...args: infer Params) => infer Result
      ? HasAny<Params> | HasAny<Result>
      : T extends Promise<infer Value>
        ? HasAny<Value>
        : T extends readonly (infer Item)[]
          ? HasAny<Item>
          : T extends AbortSignal | Blob
            ? false
            : T extends object
              ? { [Key in keyof T]-?: HasAny<T[Key]> }[keyof T] extends infer Found
                ? true extends Found
                  ? true
                  : false
                : never
              : false

type Methods = Pick<Wechat, ApiName>
type Params<Name extends ApiName> = Parameters<Methods[Name]>[0]
type Result<Name extends ApiName> = Awaited<ReturnType<Methods[Name]>>
type RequiredKeys<T> = { [Key in keyof T]-?: object extends Pick<T, Key> ? never : Key }[keyof T]
type OptionalKeys<T> = Exclude<keyof T, RequiredKeys<T>>

// No `any` in the parameters, the options or the result of an API, nor elsewhere on the client object.
type Loose = { [Name in keyof Wechat]: true extends HasAny<Wechat[Name]> ? Name : never }[keyof Wechat]
expectTrue<Equal<Loose, never>>()
type LooseInMiniProgram = {
  [Name in keyof MiniProgramMethods]: true extends HasAny<MiniProgramMethods[Name]> ? Name : never
}[keyof MiniProgramMethods]
expectTrue<Equal<LooseInMiniProgram, never>>()
// And were there one, it would be found.
type Any = ReturnType<typeof JSON.parse>
type Hidden = HasAny<(params: { a?: { b: readonly Any[] } }) => Promise<void>>
expectTrue<true extends Hidden ? true : false>()

/**
 * As documented: the required parameters of each API, the optional ones, and the fields of its result. Events have
 * their payload as the result.
 */
interface Documented {
  checkJsApi: ['jsApiList', never, 'checkResult']
  updateAppMessageShareData: ['title' | 'desc' | 'link' | 'imgUrl', never, never]
  updateTimelineShareData: ['title' | 'link' | 'imgUrl', never, never]
  chooseImage: [never, 'count' | 'sizeType' | 'sourceType', 'localIds']
  previewImage: ['urls', 'current', never]
  uploadImage: ['localId', 'isShowProgressTips', 'serverId']
  downloadImage: ['serverId', 'isShowProgressTips', 'localId']
  getLocalImgData: ['localId', never, 'localData']
  startRecord: [never, never, never]
  stopRecord: [never, never, 'localId']
  playVoice: ['localId', never, never]
  pauseVoice: ['localId', never, never]
  stopVoice: ['localId', never, never]
  uploadVoice: ['localId', 'isShowProgressTips', 'serverId']
  downloadVoice: ['serverId', 'isShowProgressTips', 'localId']
  translateVoice: ['localId', 'isShowProgressTips', 'translateResult']
  getNetworkType: [never, never, 'networkType']
  openLocation: ['latitude' | 'longitude', 'name' | 'address' | 'scale' | 'infoUrl', never]
  getLocation: [never, 'type', 'latitude' | 'longitude' | 'speed' | 'accuracy']
  startSearchBeacons: [never, 'ticket', never]
  stopSearchBeacons: [never, never, never]
  hideOptionMenu: [never, never, never]
  showOptionMenu: [never, never, never]
  closeWindow: [never, never, never]
  hideMenuItems: ['menuList', never, never]
  showMenuItems: ['menuList', never, never]
  hideAllNonBaseMenuItem: [never, never, never]
  showAllNonBaseMenuItem: [never, never, never]
  scanQRCode: [never, 'needResult' | 'scanType', 'resultStr' | 'type' | 'value']
  openProductSpecificView: ['productId', 'viewType' | 'extInfo', never]
  addCard: ['cardList', never, 'cardList']
  chooseCard: ['timestamp' | 'nonceStr' | 'cardSign', 'shopId' | 'cardType' | 'cardId' | 'signType', 'cardList']
  openCard: ['cardList', never, never]
  consumeAndShareCard: ['cardId' | 'code', never, never]
  chooseWXPay: ['nonceStr' | 'package' | 'signType' | 'paySign', 'appId', never]
  openEnterpriseRedPacket: ['nonceStr' | 'package' | 'signType' | 'paySign', 'appId', never]
  requestMerchantTransfer: ['mchId' | 'appId' | 'package', 'subMchId' | 'subAppId', never]
  openAddress: [
    never,
    never,
    (
      | 'userName'
      | 'postalCode'
      | 'provinceName'
      | 'cityName'
      | 'countryName'
      | 'countyName'
      | 'detailInfo'
      | 'nationalCode'
      | 'telNumber'
    ),
  ]
  launchMiniProgram: ['targetAppId', 'path' | 'envVersion', never]
  openBusinessView: ['businessType', 'queryString' | 'envVersion', 'extraData' | 'errCode']
  openEnterpriseChat: ['userIds', 'groupName', never]
  checkIsSupportFaceDetect: [never, never, never]
  requestFacialVerify: ['verifyId', never, 'verifyResult']
  requestFacialVerifyAndUploadVideo: ['verifyId', never, 'verifyResult']
}

type EventName = Exclude<ApiName, keyof Documented>
expectTrue<
  Equal<
    EventName,
    | 'onMenuShareTimeline'
    | 'onMenuShareAppMessage'
    | 'onMenuShareQQ'
    | 'onMenuShareWeibo'
    | 'onMenuShareQZone'
    | 'onVoiceRecordEnd'
    | 'onVoicePlayEnd'
    | 'onSearchBeacons'
  >
>()

/** An API without parameters takes an empty object. */
type Fields<T> = string extends keyof NonNullable<T> ? Record<never, never> : NonNullable<T>
type Actual = {
  [Name in keyof Documented]: [
    RequiredKeys<Fields<Params<Name>>>,
    OptionalKeys<Fields<Params<Name>>>,
    Result<Name> extends infer Value ? (Value extends object ? keyof Value : never) : never,
  ]
}
type Wrong = {
  [Name in keyof Documented]: Equal<Actual[Name], Documented[Name]> extends true ? never : Name
}[keyof Documented]
expectTrue<Equal<Wrong, never>>()

// The parameters may be left out where none is required, and only there.
type MayBeLeftOut = {
  [Name in keyof Documented]: [] extends Parameters<Methods[Name]> ? Name : never
}[keyof Documented]
type NoneRequired = {
  [Name in keyof Documented]: [Documented[Name][0]] extends [never] ? Name : never
}[keyof Documented]
expectTrue<Equal<MayBeLeftOut, NoneRequired>>()

// Every event takes a listener and gives a function that unsubscribes.
type NotAnEvent = { [Name in EventName]: ReturnType<Methods[Name]> extends () => void ? never : Name }[EventName]
expectTrue<Equal<NotAnEvent, never>>()
type NotACall = {
  [Name in keyof Documented]: ReturnType<Methods[Name]> extends Promise<unknown> ? never : Name
}[keyof Documented]
expectTrue<Equal<NotACall, never>>()

// An API without a result gives none.
type ResultOf<Name extends keyof Documented> = [Documented[Name][2]] extends [never] ? Name : never
type NoResult = { [Name in keyof Documented]: ResultOf<Name> }[keyof Documented]
expectTrue<Equal<Result<NoResult>, void>>()

// What the fields are.
expectTrue<Equal<Result<'chooseImage'>, { localIds: string[] }>>()
expectTrue<Equal<Result<'getNetworkType'>['networkType'], '2g' | '3g' | '4g' | '5g' | 'wifi' | 'edge' | 'wwan'>>()
expectTrue<Equal<Result<'getLocation'>['latitude'], number>>()
expectTrue<Equal<Result<'checkJsApi'>['checkResult'], Record<string, boolean>>>()
expectTrue<Equal<Result<'scanQRCode'>, { resultStr: string; type: string; value: string }>>()
expectTrue<Equal<NonNullable<Params<'getLocation'>>['type'], 'wgs84' | 'gcj02' | undefined>>()
expectTrue<Equal<Params<'chooseWXPay'>['signType'], 'RSA' | 'MD5' | 'HMAC-SHA256' | 'SHA1'>>()

declare const wechat: Wechat
const share = { title: '', desc: '', link: '', imgUrl: '' }
const pay = { timestamp: 1, nonceStr: '', package: '', signType: 'RSA', paySign: '' } as const
const { timestamp: _, ...timeless } = pay

// Each API: what is right compiles.
export const right = () => [
  wechat.checkJsApi({ jsApiList: ['chooseImage'] }),
  wechat.updateAppMessageShareData(share),
  wechat.chooseImage(),
  wechat.chooseImage({ count: 9, sizeType: ['original'], sourceType: ['camera', 'album'] }),
  wechat.chooseImage({ sizeType: ['original'] as const }, { signal: new AbortController().signal, timeout: 60_000 }),
  wechat.getLocation({ type: 'gcj02' }),
  wechat.startRecord(),
  wechat.startRecord({}),
  wechat.startRecord({}, { timeout: 1000 }),
  wechat.hideMenuItems({ menuList: ['menuItem:share:qq', 'menuItem:copyUrl'] }),
  wechat.showMenuItems({ menuList: ['menuItem:profile'] }),
  wechat.chooseWXPay(pay),
  wechat.chooseWXPay({ ...timeless, timeStamp: '1' }),
  wechat.onVoiceRecordEnd(({ localId }) => localId satisfies string),
  wechat.onSearchBeacons(({ beacons }) => beacons.map(({ uuid }) => uuid satisfies string)),
  wechat.onMenuShareQQ(({ outcome }) => outcome satisfies 'trigger' | 'success' | 'cancel' | 'fail', { title: '' }),
  wechat.miniProgram.navigateBack(),
  wechat.miniProgram.navigateTo({ url: '/pages/b' }),
  wechat.miniProgram.postMessage({ data: { any: 'thing' } }),
  wechat.invoke<{ info: string }>('chooseInvoice', { a: 1 }).then(({ info }) => info satisfies string),
  wechat.on<{ info: string }>('onSomething', ({ info }) => info satisfies string),
  wechat.supports('chooseImage').then((has) => has satisfies boolean),
  wechat.share({ title: '' }),
  uploadImages(wechat, ['a'] as const, { onProgress: (done, total) => (done satisfies number) + total }),
  localImage(wechat, 'a').then((blob) => blob satisfies Blob),
  recordVoice(wechat)
    .stop()
    .then(({ localId }) => localId satisfies string),
]

// And what is wrong does not.
export const wrong = () => {
  // @ts-expect-error an unknown API
  wechat.chooseImages()
  // @ts-expect-error a required parameter is missing
  wechat.checkJsApi({})
  // @ts-expect-error a required field is missing
  wechat.updateAppMessageShareData({ title: '', link: '', imgUrl: '' })
  // @ts-expect-error a field that the API does not have
  wechat.updateTimelineShareData({ ...share, descr: '' })
  // @ts-expect-error a size that there is not
  wechat.chooseImage({ sizeType: ['small'] })
  // @ts-expect-error a source that there is not
  wechat.chooseImage({ sourceType: ['cloud'] })
  // @ts-expect-error a number as text
  wechat.chooseImage({ count: '3' })
  // @ts-expect-error a callback
  wechat.chooseImage({ success() {} })
  // @ts-expect-error a required parameter is missing
  wechat.previewImage({ current: '' })
  // @ts-expect-error neither 0 nor 1
  wechat.uploadImage({ localId: '', isShowProgressTips: true })
  // @ts-expect-error the id of the other side
  wechat.downloadImage({ localId: '' })
  // @ts-expect-error no parameters at all
  wechat.getLocalImgData()
  // @ts-expect-error an API without parameters
  wechat.startRecord({ localId: '' })
  // @ts-expect-error coordinates that there are not
  wechat.getLocation({ type: 'bd09' })
  // @ts-expect-error half a place
  wechat.openLocation({ latitude: 1 })
  // @ts-expect-error a basic item cannot be hidden
  wechat.hideMenuItems({ menuList: ['menuItem:setFont'] })
  // @ts-expect-error an item that there is not
  wechat.showMenuItems({ menuList: ['menuItem:share'] })
  // @ts-expect-error neither 0 nor 1
  wechat.scanQRCode({ needResult: true })
  // @ts-expect-error a kind of code that there is not
  wechat.scanQRCode({ scanType: ['qr'] })
  // @ts-expect-error neither 0, 1 nor 2
  wechat.openProductSpecificView({ productId: '', viewType: 3 })
  // @ts-expect-error a card without its signature
  wechat.addCard({ cardList: [{ cardId: '' }] })
  // @ts-expect-error another algorithm than the documentation's
  wechat.chooseCard({ timestamp: 1, nonceStr: '', cardSign: '', signType: 'MD5' })
  // @ts-expect-error a card without its code
  wechat.openCard({ cardList: [{ cardId: '' }] })
  // @ts-expect-error an algorithm is never guessed
  wechat.chooseWXPay({ timestamp: 1, nonceStr: '', package: '', paySign: '' })
  // @ts-expect-error an algorithm that there is not
  wechat.chooseWXPay({ ...pay, signType: 'SHA256' })
  // @ts-expect-error a payment without its time
  wechat.chooseWXPay(timeless)
  // @ts-expect-error a version that there is not
  wechat.launchMiniProgram({ targetAppId: '', envVersion: 'beta' })
  // @ts-expect-error a transfer without its merchant
  wechat.requestMerchantTransfer({ appId: '', package: '' })
  // @ts-expect-error an event takes a listener
  wechat.onVoicePlayEnd({ success() {} })
  // @ts-expect-error a plain event has no content
  wechat.onVoicePlayEnd(() => {}, { title: '' })
  // @ts-expect-error another type than the menu knows
  wechat.onMenuShareAppMessage(() => {}, { type: 'image' })
  // @ts-expect-error an option that calls do not have
  wechat.chooseImage({}, { retries: 3 })
  // @ts-expect-error a page without its path
  wechat.miniProgram.navigateTo({})
  // @ts-expect-error an API that mini programs do not have
  wechat.miniProgram.closeWindow()
  // @ts-expect-error a name that the table lacks
  wechat.supports('chooseVideo')
  // @ts-expect-error one id is not several
  uploadImages(wechat, 'a')
  // @ts-expect-error a typing mistake in jsApiList
  createWechat({ signature: '', jsApiList: ['chooseImages'] })
  // @ts-expect-error a typing mistake in openTagList
  createWechat({ signature: '', openTagList: ['wx-open-launch-wapp'] })
  // @ts-expect-error a way to sign that there is not
  createWechat({ signature: '', signUrl: 'first' })
  // @ts-expect-error a stage that there is not
  createWechat({ signature: '', timeouts: { configs: 1 } })
  // @ts-expect-error an option that there is not
  createWechat({ signature: '', timeout: 1 })
  // @ts-expect-error no signature
  createWechat({})
}

export const lists = (jsApiList: readonly ApiName[], openTagList: readonly OpenTag[]) =>
  createWechat({ signature: '', jsApiList, openTagList, extraApis: ['anything'] })

// `switch (error.code)` narrows, and knows when all codes are handled.
export function handled(error: WechatError): string {
  switch (error.code) {
    case 'cancelled':
      return 'never mind'
    default:
      return error.code satisfies Exclude<WechatErrorCode, 'cancelled'>
  }
}

// The state narrows by its status.
export function url(): string | undefined {
  const { state } = wechat
  // @ts-expect-error there is none before there is a configuration
  state.signedUrl
  return state.status === 'ready' ? state.signedUrl : undefined
}

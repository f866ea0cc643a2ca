/* The client's bridge without jweixin: for each message of this library the very one that weixin-js-sdk 1.6.5 sends. */
import { nativeName } from './api.ts'
import { WechatError } from './errors.ts'
import { pend } from './pending.ts'
import { dataUrl } from './replies.ts'
import type { RawReply, WxSdk } from './sdk.ts'
import { wordsOf } from './table.ts'

/** What a button of the menu shares, and what is called when it was pressed; as `wx.onMenuShare*` takes it. */
type MenuOptions = Record<'title' | 'desc' | 'link' | 'imgUrl' | 'type' | 'dataUrl', string | undefined> &
  Partial<Record<'trigger' | 'success' | 'cancel' | 'fail', (reply: RawReply) => void>>

/** The message with which each button of the menu is answered. */
const menuMessages = {
  onMenuShareTimeline: 'shareTimeline',
  onMenuShareAppMessage: 'sendAppMessage',
  onMenuShareQQ: 'shareQQ',
  onMenuShareWeibo: 'shareWeiboApp',
  onMenuShareQZone: 'shareQZone',
}

/** Milliseconds that the client may take for the data of a picture before the next picture is asked for. */
const PICTURE_LIMIT_MS = 10_000

const pageBridge = () => (window as unknown as { WeixinJSBridge: Pick<WxSdk, 'invoke' | 'on'> }).WeixinJSBridge

const hasNo = (api: string) => (): never => {
  throw new WechatError('unsupported', 'bridgeSdk lacks it: use wechat.ready()', { api })
}

/** Sends with the parameters of the latest configuration on this page; not there before the first one. */
let latestInvoke: WxSdk['invoke'] | undefined
/** Settles when the pictures so far have their data: clients serve one such request at a time. */
let pictures: Promise<unknown> | undefined

/** Shows the picture, the sound or the film that iOS cannot load by its localId: by its data. */
function onLoadError(event: Event): void {
  const { tagName, src } = event.target as HTMLImageElement
  if (!/^(IMG|VIDEO|AUDIO|SOURCE)$/.test(tagName) || !/^wxlocalresource:/i.test(src)) return
  // The page's own handlers would show a substitute.
  event.stopImmediatePropagation()
  const before = pictures
  pictures = (async () => {
    await before
    const limits = { ms: PICTURE_LIMIT_MS }
    const reply = await pend<RawReply>(new Set(), limits, (resolve) =>
      latestInvoke?.('getLocalImgData', { localId: src }, resolve),
    )
    ;(event.target as HTMLImageElement).src = dataUrl(reply.localData)
  })().catch(() => {})
}

/** The client's words after the name, as the JS-SDK spells them. */
function outcomeOf(reply: RawReply): string {
  const words = wordsOf(reply).replace(/^.*?:/, '')
  if (words === 'confirm') return 'ok'
  const outcome = words
    .replace(/^fail(ed)?_/, '')
    .replace(/_/g, ' ')
    .toLowerCase()
  if (/^(access denied|no permission to execute)$/.test(outcome)) return 'permission denied'
  return outcome && outcome !== 'failed' ? outcome : 'fail'
}

/**
 * Speaks to WeChat's bridge directly, so that the page loads no JS-SDK: a value for the option `sdk`.
 *
 * It makes no global `wx` for other scripts, sends no reports to Tencent and has no `wx.miniProgram`. It is held to the
 * messages of weixin-js-sdk 1.6.5 by tests; no device has verified it.
 *
 * @returns an object with `config`, `invoke`, `on` and the buttons of the menu
 * @example
 * const wechat = createWechat({ signature: '/api/wechat/signature', sdk: bridgeSdk })
 */
export async function bridgeSdk(): Promise<WxSdk> {
  let verification: object
  const invoke: WxSdk['invoke'] = (name, params, callback) =>
    // Into the message itself, as the JS-SDK does: a message may read its own appId.
    pageBridge().invoke(name, Object.assign(params, verification), callback)
  const on: WxSdk['on'] = (name, handler) => pageBridge().on(name, handler)

  const listenToButton = (name: string, api: string) => (options: MenuOptions) =>
    on(nativeName(name), (pressed) => {
      options.trigger?.(pressed)
      const { title = '', desc = '', link = '', imgUrl: img_url = '' } = options
      const message = { title, desc, link, img_url }
      if (!/Q|Weibo/.test(api)) {
        const { type, dataUrl } = options
        Object.assign(message, { type: type || 'link', data_url: dataUrl || '' })
      }
      if (api === 'shareTimeline') message.desc = title
      invoke(api, message, (reply) => {
        // The JS-SDK is silent about what became of a favourite.
        if (pressed.scene === 'favorite' && api === 'sendAppMessage') return
        const outcome = outcomeOf(reply)
        const report = { ok: options.success, cancel: options.cancel }[outcome] ?? options.fail
        report?.({ ...reply, errMsg: `${api}:${outcome}` })
      })
    })

  return {
    config({ appId, timestamp, nonceStr, signature }: Record<string, unknown>) {
      verification = {
        appId,
        verifyAppId: appId,
        verifySignType: 'sha1',
        verifyTimestamp: `${timestamp}`,
        verifyNonceStr: nonceStr,
        verifySignature: signature,
      }
      latestInvoke = invoke
      // Android shows pictures by their localId. Adding the same listener again changes nothing.
      if (!/android/i.test(navigator.userAgent)) document.addEventListener('error', onLoadError, true)
    },
    invoke,
    on,
    ready: hasNo('ready'),
    error: hasNo('error'),
    ...Object.fromEntries(
      Object.entries(menuMessages).map(([name, api]) => [name, listenToButton(name, api)] as const),
    ),
  }
}

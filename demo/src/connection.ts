import { renderSVG } from 'uqr'
import { computed } from 'vue'
import type { WechatEnvironment, WechatState } from 'wechat-ready'
import { useWechat } from 'wechat-ready/vue'
import { facts, journal, outcome, sandbox } from './wechat.ts'
import { type Text, t } from './words.ts'

export const milliseconds = (duration: number | undefined): string =>
  duration === undefined ? '…' : `${duration < 10 ? duration.toFixed(1) : Math.round(duration)} ms`

/** Where the page stands. */
export interface Standing {
  readonly status: 'configuring' | 'ready' | 'failed'
  readonly error?: unknown
}

/** Where the page stands, also where the library has nothing to tell: outside WeChat. */
export function standing(status: WechatState['status'], error: unknown): Standing {
  if (status === 'failed') return { status, error }
  if (status === 'idle' && outcome.value?.error) return { status: 'failed', error: outcome.value.error }
  return { status: status === 'ready' ? status : 'configuring' }
}

const standingNames: Readonly<Record<Standing['status'], Text>> = {
  configuring: ['Configuring…', '正在配置…'],
  ready: ['Ready', '配置成功'],
  failed: ['Not ready', '配置失败'],
}

export const standingName = ({ status }: Standing): string => t(standingNames[status])

/** What a visitor has to know before anything else: what this browser is, and what is missing. */
export function notice({ inWechat }: WechatEnvironment): { readonly title: Text; readonly text: Text } | undefined {
  if (inWechat && facts.sandbox && !sandbox)
    return {
      title: ['This is WeChat itself', '这是真实的微信'],
      text: [
        'The signatures are made up, so WeChat will refuse them. Run npm run demo:wechat with an account.',
        '这里的签名是模拟的，微信会拒绝。请配置公众号后运行 npm run demo:wechat。',
      ],
    }
  if (inWechat) return undefined
  const title: Text = ['This browser is not WeChat', '当前浏览器不是微信']
  if (sandbox)
    return {
      title,
      text: [
        'You have chosen to play none: every call rejects with not-in-wechat, as in any browser. Choose a client to play.',
        '你选择了不模拟微信：和任何普通浏览器一样，所有调用都会以 not-in-wechat 拒绝。请选择一个客户端来模拟。',
      ],
    }
  return {
    title,
    text: facts.address
      ? [
          'There is no JS-SDK here. Scan the code with WeChat on a phone, or open the address in WeChat DevTools.',
          '这里没有 JS-SDK。请用手机微信扫码，或在微信开发者工具中打开下面的地址。',
        ]
      : [
          'There is no JS-SDK here. Open this address in WeChat on a phone, or in WeChat DevTools.',
          '这里没有 JS-SDK。请在手机微信或微信开发者工具中打开本页地址。',
        ],
  }
}

/** The way from a desktop browser to WeChat: an address, and its QR code as an image. */
export function forThePhone({ inWechat }: WechatEnvironment): { address: string; code: string } | undefined {
  if (inWechat || sandbox || !facts.address) return undefined
  const { address } = facts
  return { address, code: `data:image/svg+xml,${encodeURIComponent(renderSVG(address, { border: 2 }))}` }
}

/** The last configuration. */
export const useLastRun = () => computed(() => journal.value[0])

/** Where the page stands. For `setup()`. */
export function useStanding() {
  const { status, error } = useWechat()
  return computed(() => standing(status.value, error.value))
}

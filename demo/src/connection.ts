import { renderSVG } from 'uqr'
import { computed } from 'vue'
import { isWechatError, type WechatEnvironment, type WechatState } from 'wechat-ready'
import { useWechat } from 'wechat-ready/vue'
import { platforms } from './platforms.ts'
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
  ready: ['Ready', '已就绪'],
  failed: ['Not ready', '未就绪'],
}

export const standingName = ({ status, error }: Standing): string =>
  t(isWechatError(error, 'not-in-wechat') ? ['Not in WeChat', '不在微信中'] : standingNames[status])

/** Which client this is, for a line of its own. */
export function clientName({ inWechat, platform, version }: WechatEnvironment): string {
  if (!inWechat || platform === 'none') return t(['A browser', '普通浏览器'])
  const name = t(platforms[platform])
  return sandbox ? t([`${name}, simulated`, `${name}（模拟）`]) : `${name} · ${t(['WeChat', '微信'])} ${version}`
}

/** What a visitor has to know before anything else: what this browser is, and what is missing. */
export function notice({ inWechat }: WechatEnvironment): { readonly title: Text; readonly text: Text } | undefined {
  if (inWechat && facts.sandbox && !sandbox)
    return {
      title: ['This is WeChat itself', '这是真实的微信'],
      text: [
        'The signatures here are made up, so WeChat refuses them. Add an account, and run npm run demo:wechat.',
        '这里的签名是模拟的，微信会拒绝。请配置公众号后运行 npm run demo:wechat。',
      ],
    }
  if (inWechat) return undefined
  const title: Text = ['This browser is not WeChat', '当前浏览器不是微信']
  if (sandbox)
    return {
      title,
      text: [
        'No client is simulated: every call rejects with not-in-wechat, as in any other browser. Choose a client to simulate one.',
        '当前没有模拟微信：和普通浏览器一样，所有调用都会 reject，错误码为 not-in-wechat。选择一个客户端即可模拟。',
      ],
    }
  return {
    title,
    text: facts.address
      ? [
          'The JS-SDK works in WeChat only. Scan the code with WeChat on a phone, or open the address in WeChat DevTools.',
          'JS-SDK 只在微信中可用。请用手机微信扫码，或在微信开发者工具中打开下面的地址。',
        ]
      : [
          'The JS-SDK works in WeChat only. Open this page in WeChat on a phone, or in WeChat DevTools.',
          'JS-SDK 只在微信中可用。请在手机微信或微信开发者工具中打开本页。',
        ],
  }
}

/** The way from a desktop browser to WeChat: an address, and its QR code as an image. */
export function phoneLink({ inWechat }: WechatEnvironment): { address: string; code: string } | undefined {
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

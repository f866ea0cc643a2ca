import { renderSVG } from 'uqr'
import { computed } from 'vue'
import type { WechatEnvironment, WechatState } from 'wechat-ready'
import { useWechat } from 'wechat-ready/vue'
import type { Run, TimedStep } from './journal.ts'
import { platforms } from './sandbox.ts'
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

/** Which client this is, in words. */
export function clientName({ platform, version, inWechat, inWecom, inMiniProgram }: WechatEnvironment): string {
  if (!inWechat || platform === 'none') return t(['A browser that is not WeChat', '微信以外的浏览器'])
  const app = inWecom ? t(['WeCom', '企业微信']) : t(['WeChat', '微信'])
  const where = inMiniProgram ? t([', in a mini program', '，小程序内']) : ''
  return t([
    `${app} ${version} on ${t(platforms[platform])}${where}`,
    `${t(platforms[platform])}${app} ${version}${where}`,
  ])
}

/** What one has to know about this client and its signatures. */
export function clientHint({ inWechat }: WechatEnvironment): string | undefined {
  if (sandbox && inWechat)
    return t([
      'This is the sandbox: a fake client checks real signatures of a fake account.',
      '当前为沙盒：由模拟客户端校验模拟账号的真实签名。',
    ])
  if (facts.sandbox && !sandbox)
    return t([
      'This is WeChat itself, but with signatures of the sandbox: WeChat will refuse them. Run npm run demo:wechat.',
      '这是真实微信，但签名来自沙盒，微信会拒绝。请使用 npm run demo:wechat。',
    ])
  return undefined
}

/** What the client has refused of what was asked for. */
export function deniedHint(denied: readonly string[]): string | undefined {
  if (denied.length === 0) return undefined
  const names = denied.join(', ')
  return t([`Configured, but the client denies ${names}.`, `配置成功，但客户端不允许 ${names}。`])
}

/** The way from a desktop browser to WeChat: an address, and its QR code as an image. */
export function forThePhone({ inWechat }: WechatEnvironment): { address: string; code: string } | undefined {
  if (inWechat || sandbox || !facts.address) return undefined
  const { address } = facts
  return { address, code: `data:image/svg+xml,${encodeURIComponent(renderSVG(address, { border: 2 }))}` }
}

const stepNames: Readonly<Record<TimedStep['name'], Text>> = {
  sdk: ['JS-SDK', 'JS-SDK'],
  bridge: ['Bridge', '客户端桥'],
  signature: ['Signature', '签名'],
  config: ['Configuration', '配置验证'],
}

/** A step as a bar of the timeline. */
export interface Bar {
  readonly name: string
  readonly look: 'is-failed' | 'is-running' | ''
  readonly time: string
  readonly url?: string | undefined
  /** CSS lengths. */
  readonly left: string
  readonly width: string
}

/** The steps of a configuration, side by side where they ran side by side. */
export function timeline(run: Run): Bar[] {
  const end = run.duration ?? Math.max(performance.now() - run.began, 1)
  const percent = (milliseconds: number) => `${Math.min(100, (100 * milliseconds) / end)}%`
  return run.steps.map(({ name, url, error, start, duration }) => ({
    name: t(stepNames[name]),
    look: error ? 'is-failed' : duration === undefined ? 'is-running' : '',
    time: milliseconds(duration),
    url,
    left: percent(start),
    width: `max(3px, ${percent(duration ?? end - start)})`,
  }))
}

/** The last configuration. */
export const useLastRun = () => computed(() => journal.value[0])

/** Where the page stands. For `setup()`. */
export function useStanding() {
  const { status, error } = useWechat()
  return computed(() => standing(status.value, error.value))
}

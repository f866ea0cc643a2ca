import type { WechatOptions } from 'wechat-ready'
import { installSandbox } from 'wechat-ready/sandbox'
import type { FakeWechat, Platform } from 'wechat-ready/testing'
import { catalogue } from './catalogue.ts'
import type { PageFacts } from './facts.ts'
import { type Fault, type FaultName, faults } from './faults.ts'
import type { Text } from './words.ts'

export const platforms: Readonly<Record<Platform | 'none', Text>> = {
  android: ['Android', '安卓'],
  ios: ['iPhone', 'iPhone'],
  harmony: ['HarmonyOS', '鸿蒙'],
  windows: ['Windows', 'Windows'],
  mac: ['Mac', 'Mac'],
  devtools: ['DevTools', '开发者工具'],
  none: ['Not WeChat', '非微信环境'],
}

/** The fake client that this page runs in. */
export interface Sandbox {
  readonly fault: FaultName
  /** What the fault changes about the page's own client object. */
  readonly options: Partial<WechatOptions>
}

/** Where choices are kept for this tab, over reloads. The platform's is that of the sandbox's own panel, so that both agree. */
const keys = { platform: 'wechat-ready:platform', fault: 'wechat-ready:demo:fault' }

/** Plays a WeChat client where there is none; `undefined` in WeChat, and where the signatures are WeChat's own. */
export function enterSandbox({ sandbox }: PageFacts): Sandbox | undefined {
  if (!sandbox || /MicroMessenger/i.test(navigator.userAgent)) return undefined
  const chosen = sessionStorage.getItem(keys.fault) ?? ''
  const name = (chosen in faults ? chosen : 'none') as FaultName
  const fault: Fault = faults[name]
  const fake = installSandbox({ ...sandbox, delay: 40, ...fault.client })
  if (fake) script(fake, fault)
  return { fault: name, options: fault.page ?? {} }
}

/** What strikes at a call strikes at every call. */
function script(fake: FakeWechat, { reply, script }: Fault): void {
  script?.(fake)
  if (!reply) return
  for (const { apis } of catalogue) for (const name of Object.keys(apis)) fake.reply(name, reply)
}

/** The choices of the sandbox's panel. */
export const sandboxChoices = ({ fault }: Sandbox, platform: string) =>
  [
    { key: 'platform', label: ['Client', '客户端'], value: platform, options: Object.entries<Text>(platforms) },
    {
      key: 'fault',
      label: ['Fault', '故障'],
      value: fault,
      options: Object.entries<Fault>(faults).map(([name, { title }]) => [name, title] as const),
    },
  ] as const

/** Changes to another client or another fault: anew from the load on, as a page is opened in one client and stays there. */
export function changeSandbox(name: keyof typeof keys, value: string): void {
  sessionStorage.setItem(keys[name], value)
  location.reload()
}

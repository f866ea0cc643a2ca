/** Which WeChat client the page runs in. */
export interface WechatEnvironment {
  /** The client's platform; `'none'` outside WeChat. WeChat devtools, which pose as an iPhone, are `'devtools'`. */
  readonly platform: 'ios' | 'android' | 'harmony' | 'windows' | 'mac' | 'devtools' | 'none'
  /**
   * The client's version, e.g. `8.0.61.2880`, on a desktop the real one rather than the dummy of the user agent; `''`
   * outside WeChat.
   */
  readonly version: string
  /** Whether the page is open in WeChat or WeCom. */
  readonly inWechat: boolean
  /** Whether the page is in the web-view of a mini program. */
  readonly inMiniProgram: boolean
  /** Whether the client is WeCom (企业微信). */
  readonly inWecom: boolean
}

// The order matters: devtools pose as an iPhone, and an iPad may pose as a Mac with touch points. HarmonyOS 2 to 4 are
// Android. Desktops that the documentation does not name are built from the code of Windows.
const platforms: readonly (readonly [WechatEnvironment['platform'], RegExp])[] = [
  ['devtools', /wechatdevtools/i],
  ['harmony', /arkweb|openharmony/i],
  ['windows', /windowswechat/i],
  ['mac', /macwechat/i],
  ['android', /android/i],
  ['ios', /ip(hone|ad|od)|mac.*touch$/i],
  ['mac', /mac/i],
  ['windows', /./],
]

// On a desktop `MicroMessenger/…` is a dummy, and the version is in a hexadecimal word: `WindowsWechat(0x63090c11)` is
// 3.9.12.17.
const hexVersion = /UnifiedPC\w+\(0xf2.(.)(.)(.)(..)|WindowsWechat\(0x.(.)(..)(..)(..)(?!.*Unified)/i

/** What the page's own browser says of itself; nothing where there is none. */
interface Browser {
  readonly navigator?: Navigator
  /** Set by the client, at the latest when its bridge is there. */
  readonly __wxjs_environment?: string
}

/**
 * Reads the client off a user agent.
 *
 * @param userAgent the user agent, e.g. of a request. Default: that of the page's browser, with its touch points; on a
 * server none
 * @param touchPoints `navigator.maxTouchPoints`, 0 or more, which tells an iPad from a Mac. Default 0
 * @param miniProgram whether it is known from elsewhere that the page is in a mini program. Default false
 */
export function detectEnvironment(userAgent?: string, touchPoints = 0, miniProgram = false): WechatEnvironment {
  const { navigator, __wxjs_environment } = globalThis as Browser
  if (userAgent !== undefined || !navigator) return read(userAgent ?? '', touchPoints, miniProgram)
  const facts = [navigator.userAgent, navigator.maxTouchPoints, __wxjs_environment === 'miniprogram'] as const
  const key = `${facts}`
  if (page?.key !== key) page = { key, environment: read(...facts) }
  return page.environment
}

/**
 * What the page's own browser was read as. Every call asks, and who renders it can tell whether it has changed: it is
 * the same object as long as the browser says the same.
 */
let page: { readonly key: string; readonly environment: WechatEnvironment } | undefined

function read(userAgent: string, touchPoints: number, miniProgram: boolean): WechatEnvironment {
  const has = (pattern: RegExp) => pattern.test(userAgent)
  const inWechat = has(/micromessenger/i)
  const inWecom = inWechat && has(/wxwork/i)
  const client = touchPoints > 2 ? `${userAgent}touch` : userAgent
  const word = !inWecom && hexVersion.exec(userAgent)
  const name = /wxwork|macwechat/i.exec(userAgent) ?? 'micromessenger'
  return {
    platform: (inWechat && platforms.find(([, pattern]) => pattern.test(client))?.[0]) || 'none',
    version: !inWechat
      ? ''
      : word
        ? word
            .slice(1)
            .filter(Boolean)
            .map((digits) => Number(`0x${digits}`))
            .join('.')
        : (new RegExp(`${name}/([\\d.]+)`, 'i').exec(userAgent)?.[1] ?? ''),
    inWechat,
    inWecom,
    // `MiniProgramEnv/…` alone is the mini program's own runtime. Devtools say
    // `miniprogramhtmlwebview miniProgram port/…`.
    inMiniProgram: inWechat && (miniProgram || has(/miniprogram(\/| port|htmlwebview)/i)),
  }
}

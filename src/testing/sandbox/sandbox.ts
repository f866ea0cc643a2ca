import { installFakeWechat } from '../fake-wechat.ts'
import type { FakeWechat, FakeWechatOptions } from '../options.ts'
import { platforms } from '../platforms.ts'
import type { Answer, FakeCall } from '../script.ts'
import type { Message } from '../verification.ts'
import { element } from './dom.ts'
import { imageSheet } from './image-sheet.ts'
import { recall, remember } from './memory.ts'
import { createPanel, type Panel, type Played } from './panel.ts'
import { scanSheet } from './scan-sheet.ts'
import { shared, shareSheet } from './share-sheet.ts'
import type { Sandbox } from './sheet.ts'
import { style } from './style.ts'
import { words } from './words.ts'

export interface SandboxOptions extends Omit<FakeWechatOptions, 'platform' | 'window' | 'unhandled'> {
  /** The client to play until the person chooses another; `'none'`: no WeChat. Default `'android'`. */
  platform?: Played
  /** Shows the panel. Default `true`; without it the sheets still come up. */
  panel?: boolean
}

/** The calls that a person answers, by web name. */
const sheets: Record<string, (sandbox: Sandbox, params: Message) => Promise<Answer>> = {
  chooseImage: imageSheet,
  scanQRCode: scanSheet,
  sendAppMessage: shared(() => words().chat),
  shareTimeline: shared(() => words().moments),
  shareQQ: shared(() => 'QQ'),
  shareQZone: shared(() => 'QZone'),
  shareWeiboApp: shared(() => words().weibo),
}

/**
 * Installs a fake client for a person at a desk: a panel says what the page asked for and what WeChat answered, and sheets slide up where
 * a phone would ask for a picture, a code or a friend to share with.
 *
 * @returns the fake client, `undefined` when the person plays a browser that is not WeChat.
 */
export function installSandbox(options: SandboxOptions = {}): FakeWechat | undefined {
  const { panel: wanted = true, platform: first = 'android', ...rest } = options
  const played = (recall('platform') ?? first) as Played
  let sandbox: Sandbox | undefined
  let panel: Panel | undefined

  const unhandled = async ({ api, params }: FakeCall): Promise<Answer> => {
    const outcome = panel?.takeOutcome() ?? 'answer'
    if (outcome !== 'answer') return outcome
    return sandbox && sheets[api]?.(sandbox, params)
  }
  const fake =
    played in platforms
      ? installFakeWechat({ ...rest, platform: played as keyof typeof platforms, unhandled })
      : undefined
  const root = createRoot()
  if (fake) {
    sandbox = { root, fake }
    showLocalPictures(fake)
  }
  if (wanted) {
    const play = (platform: Played) => {
      remember('platform', platform)
      // Libraries read the user agent once.
      location.reload()
    }
    panel = createPanel({ root, fake, play, openMenu: () => sandbox && shareSheet(sandbox) })
  }
  return fake
}

/** A place of its own on the page, out of reach of its styles. */
function createRoot(): ShadowRoot {
  const host = document.createElement('wechat-sandbox')
  const root = host.attachShadow({ mode: 'open' })
  root.append(element('style', {}, style))
  if (document.documentElement) document.documentElement.append(host)
  // An init script runs before there is any element.
  else
    new MutationObserver((_changes, observer) => {
      observer.disconnect()
      document.documentElement.append(host)
    }).observe(document, { childList: true })
  return root
}

/** `<img src>` shows a local id, as the WebViews do whose ids are addresses; on iOS it does not. */
function showLocalPictures(fake: FakeWechat) {
  const prefix = platforms[fake.platform].localId
  if (prefix !== platforms.android.localId) return
  document.addEventListener(
    'error',
    ({ target }) => {
      if (target instanceof HTMLImageElement && target.src.startsWith(prefix)) target.src = fake.pictures.of(target.src)
    },
    true,
  )
}

import { type Fault, faultNamed, faults, playFault } from '../inspector/faults.ts'
import { reservePanel } from '../inspector/page-panel.ts'
import type { Scene } from '../inspector/sandbox-panel.ts'
import type { Outcome } from '../inspector/types.ts'
import { fakeKey } from '../knowledge/keys.ts'
import { installFakeWechat } from '../testing/fake-wechat.ts'
import { apis } from '../testing/names.ts'
import type { FakeWechat, FakeWechatOptions } from '../testing/options.ts'
import { type Platform, platforms } from '../testing/platforms.ts'
import type { Answer, FakeCall } from '../testing/script.ts'
import type { Message } from '../testing/verification.ts'
import { addressSheet } from './address-sheet.ts'
import { addCardSheet, chooseCardSheet, openCardSheet } from './card-sheets.ts'
import { element } from './dom.ts'
import { imageSheet } from './image-sheet.ts'
import { mapSheet } from './map-sheet.ts'
import { recall, remember } from './memory.ts'
import { paySheet } from './pay-sheet.ts'
import { previewSheet } from './preview-sheet.ts'
import { scanSheet } from './scan-sheet.ts'
import { shared, shareSheet } from './share-sheet.ts'
import type { Sandbox } from './sheet.ts'
import { style } from './style.ts'
import { words } from './words.ts'

/** The client to play, or none: the page then runs as in any other browser. */
export type Played = Platform | 'none'

export interface SandboxOptions extends Omit<FakeWechatOptions, 'platform' | 'window' | 'unhandled'> {
  /** The client to simulate until the user chooses another; `'none'`: no WeChat. Default `'android'`. */
  platform?: Played
  /**
   * Shows the panel, folded into a pill. Default `true`. `'on-demand'`: out of sight until the page calls
   * `openInspector`. `false`: there is none; the sheets still open.
   */
  panel?: boolean | 'on-demand'
  /**
   * Faults that the page plays itself, by name: their titles. The panel keeps the name in `wechat-ready:fault` of
   * `sessionStorage`.
   */
  ownFaults?: Readonly<Record<string, readonly [english: string, chinese: string]>>
}

/** The fake client with its user interface. */
export interface SandboxWechat extends FakeWechat {
  /** Opens WeChat's menu, from which a person shares the page. Resolves when it is closed. */
  openMenu(): Promise<void>
  /**
   * Gives a chosen picture an address, as a server does that fetches it by its `serverId`: a share card needs one.
   *
   * @param localId what `chooseImage` returned
   * @returns an address on this origin, which the sandbox alone resolves
   */
  publishPicture(localId: string): string
  /** The data URL of a picture that was published at this address. */
  pictureAt(address: string): string | undefined
}

/** The faults that a sandbox plays: the names that it keeps in `wechat-ready:fault`, and their titles. */
export const sandboxFaults: readonly {
  readonly name: string
  readonly title: readonly [english: string, chinese: string]
  /** The query that a page needs for the fault to be one. */
  readonly query?: string | undefined
}[] = Object.entries<Fault>(faults).map(([name, { title, query }]) => ({ name, title, query }))

/** The calls that the user answers, by web name. */
const sheets: Record<string, (sandbox: Sandbox, params: Message) => Promise<Answer>> = {
  chooseImage: imageSheet,
  previewImage: previewSheet,
  openLocation: mapSheet,
  chooseWXPay: paySheet,
  openEnterpriseRedPacket: paySheet,
  openAddress: addressSheet,
  addCard: addCardSheet,
  chooseCard: chooseCardSheet,
  openCard: openCardSheet,
  scanQRCode: scanSheet,
  sendAppMessage: shared(() => words().chat),
  shareTimeline: shared(() => words().moments),
  shareQQ: shared(() => 'QQ'),
  shareQZone: shared(() => 'QZone'),
  shareWeiboApp: shared(() => words().weibo),
}

/**
 * Installs a fake client for development on a computer. A panel shows what the page requested and what WeChat answered,
 * and sheets open where a phone would ask for a picture, a code, an address, or a friend to share with. A second call
 * returns the client of the first.
 *
 * @returns the fake client, whose `sign` is a `signature` for `createWechat` that needs no server; `undefined` where
 * there is nothing to do: inside WeChat, on a server, and when the user has chosen a browser that is not WeChat.
 * @example
 * const wechat = createWechat({ signature: installSandbox()?.sign ?? '/api/wechat/signature' })
 */
export function installSandbox(options: SandboxOptions = {}): SandboxWechat | undefined {
  if (typeof window === 'undefined') return undefined
  const installed = Reflect.get(window, fakeKey) as SandboxWechat | undefined
  if (installed || isWechat(options)) return installed
  const { panel: wanted = true, platform: first = 'android', ownFaults = {}, ...rest } = options
  const played = (recall('platform') ?? first) as Played
  let sandbox: Sandbox | undefined
  let panel: ReturnType<typeof openPanel> | undefined
  const kept = recall('fault')
  const fault = faultNamed(kept)

  const unhandled = async ({ api, params }: FakeCall): Promise<Answer> => {
    const outcome = panel?.takeOutcome() ?? 'answer'
    if (outcome !== 'answer') return outcome
    return sandbox && sheets[api]?.(sandbox, params)
  }
  // `version` belongs to the client that the options name.
  const { version, ...others } = rest
  const { install }: Fault = faults[fault]
  const client = { ...(played === first && version ? rest : others), ...install, unhandled }
  const fake = played in platforms ? installFakeWechat({ ...client, platform: played as Platform }) : undefined
  const root = createRoot()
  if (fake) {
    const one = { root, fake: withPublicPictures(fake) }
    sandbox = one
    Object.assign(fake, { openMenu: () => shareSheet(one) })
    playFault(fault, { window, fake, apis: [...apis] })
    showLocalPictures(fake)
  }
  if (wanted) {
    const scene = { client: played, fault: kept && Object.keys(ownFaults).includes(kept) ? kept : fault }
    panel = openPanel(fake, { scene, ownFaults, pill: wanted === true, openMenu: () => sandbox && shareSheet(sandbox) })
  }
  return fake as SandboxWechat | undefined
}

/** The fake client, whose pictures may have an address. */
function withPublicPictures(fake: FakeWechat) {
  const published = new Map<string, string>()
  return Object.assign(fake, {
    publishPicture(localId: string): string {
      const data = fake.pictures.of(localId)
      const known = [...published].find(([, one]) => one === data)?.[0]
      const address = known ?? new URL(`/pictures/${published.size + 1}.jpg`, location.href).href
      published.set(address, data)
      return address
    },
    pictureAt: (address: string): string | undefined => published.get(address),
  })
}

/** Whether the page is in WeChat itself, and not a browser that a program drives with WeChat's user agent. */
function isWechat({ force = navigator.webdriver === true }: SandboxOptions): boolean {
  return 'WeixinJSBridge' in window || (!force && /MicroMessenger/i.test(navigator.userAgent))
}

interface PanelOptions extends Required<Pick<SandboxOptions, 'ownFaults'>> {
  scene: Scene
  pill: boolean
  openMenu(): void
}

/**
 * The inspector, over this fake: it switches client or fault by a reload. Its code is loaded
 * after the page.
 */
function openPanel(fake: FakeWechat | undefined, { scene, ownFaults, pill, openMenu }: PanelOptions) {
  let panel: { takeOutcome(): Outcome } | undefined
  const play = ({ client, fault }: Partial<Scene>) => {
    if (client !== undefined) remember('platform', client)
    if (fault !== undefined) remember('fault', fault)
    const { query }: Fault = faults[faultNamed(fault)]
    // Libraries read the user agent once.
    if (query && location.search !== query) location.search = query
    else location.reload()
  }
  let isLoading = false
  reservePanel((request) => {
    if (isLoading) return
    isLoading = true
    import('../inspector/sandbox-panel.ts').then(
      ({ openSandboxPanel }) => {
        const titles = Object.entries(ownFaults).map(([name, title]) => ({ name, title }))
        panel = openSandboxPanel({ fake, scene, pill, ownFaults: titles, requested: request(), play, openMenu })
      },
      // The next request loads it again.
      () => {
        isLoading = false
      },
    )
  })
  return { takeOutcome: () => panel?.takeOutcome() ?? 'answer' }
}

/** An element of its own on the page, out of reach of the page's styles. */
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

import type { Text } from '../words.ts'
import { type Bridge, findBridge, invoke, isRefusal, type Reply, wordsOf } from './bridge.ts'
import type { Client } from './client.ts'
import type { QuestionId } from './questions.ts'
import type { Seen } from './seen.ts'

/** What the signer answers. */
export interface Signature {
  readonly appId: string
  readonly timestamp: number
  readonly nonceStr: string
  readonly signature: string
}

/** What the questions need of the page beside the client itself. */
export interface Page {
  /** The URL of the document's load, without its fragment. */
  readonly landing: string
  /** When the bridge came. */
  readonly arrival: () => Seen | undefined
  readonly sign: (url: string) => Promise<Signature>
}

/** Why nothing more can be asked. */
export class CannotContinue extends Error {
  readonly text: Text

  constructor(text: Text) {
    super(text[0])
    this.name = 'CannotContinue'
    this.text = text
  }
}

/** One run through all questions. */
interface Run {
  readonly page: Page
  readonly client: Client
  readonly bridge: Bridge
  readonly note: (id: QuestionId, seen: Seen) => void
}

// None of these shows the visitor anything, whatever the client answers: there is no voice to pause or to play.
const call = 'pauseVoice'
const share = 'updateAppMessageShareData'
const asked = [call, share, 'playVoice', 'getNetworkType', 'checkJsApi']
const nobody = 'wechatReadyNoSuchApi'

/** Some clients go on refusing for a moment after a configuration. */
const SETTLING_MS = 600
const GUARD_PATIENCE_MS = 700
const BACK_PATIENCE_MS = 500

/**
 * Asks the client all that a page can ask, and notes what is seen as it comes: first as it finds the client, then at
 * the URL of the load, then behind a pushState, from where it comes back.
 *
 * @throws {CannotContinue} where the client or the signer does not let it go on
 */
export async function askAll(page: Page, client: Client, note: Run['note']): Promise<void> {
  const bridge = await findBridge()
  if (!bridge)
    throw new CannotContinue(['There is no WeixinJSBridge, after 10 s.', '等待 10 秒仍没有 WeixinJSBridge。'])
  const run: Run = { page, client, bridge, note }
  askWindow(run)
  await askUnconfigured(run)
  const shares = await askAtLanding(run)
  await askBehindRoute(run, shares)
  await askGuard(run)
}

/** What can be seen without a call. */
function askWindow({ page, bridge, note }: Run): void {
  note('bridgeCame', page.arrival() ?? 'beforeScripts')
  const functions = Object.keys(bridge).filter((name) => typeof bridge[name] === 'function')
  note('bridgeFunctions', { says: functions.sort().join(' ') })
  const { writable = true } = Object.getOwnPropertyDescriptor(window, 'WeixinJSBridge') ?? {}
  note('bridgeProperty', writable ? 'writable' : 'fixed')
  const said = (name: string) => ({ says: String(Reflect.get(window, name)) })
  note('wkWebView', said('__wxjs_is_wkwebview'))
  note('environmentWord', said('__wxjs_environment'))
}

async function askUnconfigured({ bridge, note }: Run): Promise<void> {
  note('notGranted', saidBy(await invoke(bridge, call, { localId: nobody })))
  const network = await invoke(bridge, 'getNetworkType')
  note('free', network && !isRefusal(network) ? 'answered' : 'refused')
  note('unknownApi', saidBy(await invoke(bridge, nobody)))
  note('notSimulated', saidBy(await invoke(bridge, 'stopMonitoringBeacons')))
}

/** Returns whether the client lets the page share. */
async function askAtLanding(run: Run): Promise<boolean> {
  const { page, note } = run
  const refused = await configure(run, await wrongSignature(page, page.landing))
  note('refusedSignature', saidBy(refused))
  note('realAuthUrlShape', shapeOf(refused?.realAuthUrl))

  const signature = await signed(page, page.landing)
  const accepted = await configure(run, signature)
  note('configured', saidBy(accepted))
  if (!isOk(accepted))
    throw new CannotContinue([
      `The client refuses the signature of this very URL: ${wordsOf(accepted) || 'no answer'}. It has to be an account's own, for this domain.`,
      `客户端拒绝了当前 URL 的签名：${wordsOf(accepted) || '没有响应'}。需要用公众号为此域名生成的真实签名。`,
    ])
  await askWords(run)

  const shares = (await grantOf(run, share)) === 'kept'
  note('miniProgramRefuses', shares ? 'answered' : 'refused')
  if ((await grantOf(run, call)) !== 'kept')
    throw new CannotContinue([
      `The client refuses ${call}, although it is configured: grants cannot be asked about.`,
      `配置成功后客户端仍拒绝 ${call}，无法检验授权。`,
    ])
  await askGrants(run, signature)
  return shares
}

/** How the client words its answers to a page that may ask. */
async function askWords(run: Run): Promise<void> {
  const { bridge, note } = run
  const answered = await settledReply(run, call)
  note('replyName', { says: wordsOf(answered).split(':')[0] ?? '' })
  const network = await invoke(bridge, 'getNetworkType')
  note('network', { says: wordsOf(network) + (network?.subtype === undefined ? '' : ' + subtype') })
  note('missingParameter', saidBy(await invoke(bridge, 'playVoice')))

  const names = [call, 'scanQRCode', nobody]
  const result = await invoke(bridge, 'checkJsApi', { jsApiList: [...names, 'requestMerchantTransfer'] })
  note('checkDialect', typeof result?.checkResult === 'string' ? 'text' : result?.checkResult ? 'object' : 'absent')
  const has = parsed(result?.checkResult)
  note('checks', { says: names.flatMap((name) => (name in has ? `${name} ${has[name]}` : [])).join(', ') })
  note('merchantTransfer', { says: String(has.requestMerchantTransfer ?? '–') })
  note('emptyCheck', saidBy(await invoke(bridge, 'checkJsApi', { jsApiList: [] })))
}

/** How long a grant lasts at the URL of the load. */
async function askGrants(run: Run, signature: Signature): Promise<void> {
  const { page, note } = run
  await configure(run, await wrongSignature(page, page.landing))
  note('refusalKeeps', await grantOf(run, call))

  history.replaceState(history.state, '', `${page.landing}#asked`)
  note('fragmentKeeps', await grantOf(run, call))
  history.replaceState(history.state, '', page.landing)

  await configure(run, signature, ['checkJsApi'])
  note('secondKeeps', await grantOf(run, call))

  const empty = await configure(run, signature, [])
  note('emptyList', isOk(empty) ? 'accepted' : 'refused')
  note('realAuthUrlAlways', empty?.realAuthUrl ? 'present' : 'absent')
  // Some clients have now forgotten everything else.
  await configure(run, signature)
}

async function askBehindRoute(run: Run, shares: boolean): Promise<void> {
  const { page, note } = run
  const route = new URL(page.landing)
  route.searchParams.append('asked', '1')
  history.pushState(null, '', route)
  const current = location.href.replace(/#.*/, '')
  try {
    note('routeKeeps', await grantOf(run, call))
    if (shares) note('routeKeepsShare', await grantOf(run, share))

    const { realAuthUrl } = (await configure(run, await wrongSignature(page, current))) ?? {}
    note('realAuthUrl', realAuthUrl ? { says: named(realAuthUrl, current, page.landing) } : 'absent')

    const takesCurrent = isOk(await configure(run, await signed(page, current)))
    const takesLanding = isOk(await configure(run, await signed(page, page.landing)))
    if (takesCurrent) note('verified', takesLanding ? 'both' : 'current')
    else note('verified', takesLanding ? 'landing' : 'neither')
  } finally {
    await goBack(page.landing)
  }
}

/** Replaces one of the bridge's functions for a moment; the last question, since a client might mind. */
async function askGuard({ bridge, note }: Run): Promise<void> {
  const { log } = bridge
  try {
    bridge.log = () => {}
    const reply = await invoke(bridge, 'getNetworkType', {}, GUARD_PATIENCE_MS)
    note('bridgeGuard', reply ? 'answered' : 'silent')
  } finally {
    bridge.log = log
  }
}

/** The message that jweixin sends for `wx.config`. */
function configure(
  { bridge }: Run,
  { appId, timestamp, nonceStr, signature }: Signature,
  verifyJsApiList: readonly string[] = asked,
): Promise<Reply | undefined> {
  return invoke(bridge, 'preVerifyJSAPI', {
    verifyJsApiList: [...verifyJsApiList],
    verifyOpenTagList: [],
    appId,
    verifyAppId: appId,
    verifySignType: 'sha1',
    verifyTimestamp: `${timestamp}`,
    verifyNonceStr: nonceStr,
    verifySignature: signature,
  })
}

async function signed({ sign }: Page, url: string): Promise<Signature> {
  try {
    return await sign(url)
  } catch (error) {
    const { message } = error as Error
    throw new CannotContinue([`The signer gives no signature: ${message}`, `签名服务没有返回签名：${message}`])
  }
}

/** A signature that fits no URL, made of one that does. */
async function wrongSignature(page: Page, url: string): Promise<Signature> {
  const { signature, ...others } = await signed(page, url)
  return { ...others, signature: [...signature].reverse().join('') }
}

/** The answer to a call; asked once more where it is refused at first. */
async function settledReply({ bridge, page }: Run, name: string): Promise<Reply | undefined> {
  const params = name === share ? shareData(page) : { localId: nobody }
  const reply = await invoke(bridge, name, params)
  if (reply && !isRefusal(reply)) return reply
  await new Promise((resolve) => setTimeout(resolve, SETTLING_MS))
  return invoke(bridge, name, params)
}

async function grantOf(run: Run, name: string): Promise<Seen> {
  const reply = await settledReply(run, name)
  if (!reply) return 'silent'
  return isRefusal(reply) ? 'lost' : 'kept'
}

/** What is set if the client takes it: what the page would share anyhow. */
const shareData = ({ landing }: Page) => ({
  title: document.title,
  desc: '',
  link: landing,
  imgUrl: new URL('/card.png', landing).href,
})

async function goBack(landing: string): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, BACK_PATIENCE_MS)
    addEventListener(
      'popstate',
      () => {
        clearTimeout(timer)
        resolve()
      },
      { once: true },
    )
    history.back()
  })
  if (location.href !== landing) history.replaceState(null, '', landing)
}

const isOk = (reply: Reply | undefined): boolean => /:ok$/.test(wordsOf(reply))

/** What the client says, without what it says about the page. */
const saidBy = (reply: Reply | undefined): Seen => (reply ? { says: wordsOf(reply) } : 'silent')

function shapeOf(realAuthUrl: unknown): Seen {
  if (!realAuthUrl) return 'absent'
  if (typeof realAuthUrl !== 'string') return 'jsonArray'
  if (!realAuthUrl.startsWith('[')) return 'oneUrl'
  return realAuthUrl.startsWith('["') ? 'jsonArray' : 'listText'
}

/** The URLs by what they are, so that a report names none. */
const named = (realAuthUrl: unknown, current: string, landing: string): string =>
  String(realAuthUrl).replaceAll(current, 'current').replaceAll(landing, 'landing')

function parsed(result: unknown): Record<string, unknown> {
  if (typeof result !== 'string') return (result ?? {}) as Record<string, unknown>
  try {
    return JSON.parse(result)
  } catch {
    return {}
  }
}

import { isWechatError, type Wechat, type WxSdk } from 'wechat-ready'
import { sandbox } from '../wechat.ts'
import { type Text, words } from '../words.ts'
import { COMPARED_AFTER_MS, type Happening, type Report, type Shown, type Way } from './report.ts'

/**
 * Runs one of the two pages for two seconds, in the client at hand.
 *
 * @param changed called with each new state of the page
 */
export async function runPage(way: Way, wechat: Wechat, changed: (report: Report) => void): Promise<void> {
  const start = performance.now()
  const happenings: Happening[] = []
  let shown: Shown = { state: 'waiting' }
  let isOver = false
  const report = () => changed({ way, happenings: [...happenings], shown, works: doesItWork(), isOver })
  const page: Page = {
    say(text, look = '') {
      if (isOver) return
      happenings.push({ at: performance.now() - start, text: words(text), look })
      report()
    },
    show(next) {
      if (isOver) return
      shown = next
      report()
    },
  }
  report()
  const work = way === 'ours' ? runOurs(wechat, page) : runRaw(page)
  // What a page of raw wx does not catch is nobody's: it shows what it showed before.
  work.catch((error) => page.say(`an uncaught error: ${String(error)}`, 'bad'))
  await new Promise((resolve) => setTimeout(resolve, COMPARED_AFTER_MS))
  const isGood = (shown.state === 'ready') === (doesItWork() === true) && shown.state !== 'waiting'
  happenings.push({ at: COMPARED_AFTER_MS, text: lastWords(shown), look: isGood ? 'good' : 'bad' })
  isOver = true
  report()
}

/** What the code of a page can do. */
interface Page {
  say(text: string | Text, look?: Happening['look']): void
  show(shown: Shown): void
}

const lastWords = (shown: Shown): Text =>
  shown.state === 'ready'
    ? ['The page shows Ready', '页面显示“已就绪”']
    : shown.state === 'failed'
      ? ['The page shows the cause', '页面显示原因']
      : ['The page still waits', '页面仍在等待']

/** Whether the client has accepted the page and answered its call, as the fake knows it. */
function doesItWork(): boolean | undefined {
  const { configurations = [], calls = [] } = sandbox?.client ?? {}
  const configured = wordsOf(configurations.at(-1)?.answer)
  if (configured === undefined) return configurations.length > 0 || calls.length > 0 ? undefined : noSignature()
  if (!configured.endsWith(':ok')) return false
  const call = wordsOf(calls.find(({ api }) => api === 'getNetworkType')?.answer)
  return call === undefined ? undefined : !/fail|denied|cancel|not_exist/.test(call)
}

/** Without a bridge or a signature nothing can work. */
const noSignature = (): boolean => false

const wordsOf = (answer: object | undefined): string | undefined => {
  const { errMsg, err_msg: other } = (answer ?? {}) as { errMsg?: unknown; err_msg?: unknown }
  return answer && String(errMsg ?? other)
}

async function runOurs(wechat: Wechat, { say, show }: Page): Promise<void> {
  say('wechat.ready()')
  let refusals = 0
  const stop = wechat.subscribe(({ status, ...state }) => {
    const refused = 'steps' in state ? state.steps.filter(({ name, error }) => name === 'config' && error) : []
    if (refused.length > refusals && status === 'configuring') {
      say(
        refusals === 0
          ? ['Refused; fetches a fresh signature', '被拒绝，重新获取签名']
          : ['Refused again', '再次被拒绝'],
      )
    }
    refusals = refused.length
  })
  try {
    await wechat.ready()
    say(['ready() resolves', 'ready() 成功'], 'good')
    show({ state: 'ready' })
    await wechat.getNetworkType()
    say(['getNetworkType() resolves', 'getNetworkType() 成功'], 'good')
  } catch (error) {
    const isCall = isWechatError(error) && error.api === 'getNetworkType'
    say(
      isCall
        ? ['getNetworkType() rejects', 'getNetworkType() 失败']
        : ['ready() rejects, once', 'ready() 失败，只一次'],
      'good',
    )
    show({ state: 'failed', code: isWechatError(error) ? error.code : String(error) })
  } finally {
    stop()
  }
}

async function runRaw({ say, show }: Page): Promise<void> {
  const { default: wx } = (await loadSdk()) as { default: WxSdk }
  const signature = await sign()
  say('wx.config()')
  wx.config({ ...signature, debug: false, jsApiList: ['getNetworkType', 'chooseImage'] })
  wx.error(({ errMsg }) => say(`wx.error: ${errMsg}`))
  wx.ready(() => {
    const hasFailed = doesItWork() === false
    say(
      hasFailed ? ['wx.ready runs too, and last', 'wx.ready 也执行了，而且在后'] : ['wx.ready runs', 'wx.ready 执行'],
      hasFailed ? 'bad' : '',
    )
    show({ state: 'ready' })
    const call = wx.getNetworkType as (params: object) => void
    call({
      success: () => say(['getNetworkType succeeds', 'getNetworkType 成功'], 'good'),
      fail: () => say(['getNetworkType fails, unheard', 'getNetworkType 失败，无人处理'], 'bad'),
    })
  })
}

/** Presses the button of the page over raw `wx`. Resolves with the client's words. */
export async function pressRaw(): Promise<string> {
  const { default: wx } = (await loadSdk()) as { default: WxSdk }
  const call = wx.chooseImage as (params: object) => void
  return new Promise((resolve) => {
    const complete = ({ errMsg }: { errMsg?: unknown }) => resolve(String(errMsg))
    call({ count: 1, complete })
  })
}

/** The page's own copy of the SDK, as the fault lets it be loaded. */
function loadSdk(): Promise<unknown> {
  const source = sandbox?.options.sdk
  return typeof source === 'function' ? Promise.resolve(source()) : import('weixin-js-sdk')
}

/** As every tutorial has it: the URL of the moment, whatever this client looks at. */
async function sign(): Promise<object> {
  const url = location.href.replace(/#.*/, '')
  return (await fetch(`/api/wechat/signature?url=${encodeURIComponent(url)}`)).json()
}

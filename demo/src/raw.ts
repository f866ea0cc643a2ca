import { isWechatError, type Wechat, type WxSdk } from 'wechat-ready'
import { sandbox } from './wechat.ts'
import { type Text, t } from './words.ts'

/** Which code runs. */
export type Way = 'ours' | 'raw'

/** One thing that happened, and when, in milliseconds after the start. */
export interface Said {
  readonly at: number
  readonly text: string
  readonly look: 'good' | 'bad' | ''
}

type Say = (text: string, look?: Said['look']) => void

export const snippets: Readonly<Record<Way, string>> = {
  ours: `try {
  await wechat.ready()
  const { networkType } = await wechat.getNetworkType()
} catch (error) {
  // One place for whatever went wrong: error.code
}`,
  raw: `wx.config({ ...signature, jsApiList: ['getNetworkType'] })
wx.ready(() => {
  wx.getNetworkType({ success, fail })
})
wx.error(fail)`,
}

/** What one should have seen in the end. */
export const morals: Readonly<Record<Way, Text>> = {
  ours: [
    "ready() settles once, with the client's answer: after a refusal nothing runs as if all were well.",
    'ready() 只敲定一次，以客户端的答复为准：被拒绝时 reject，后面的代码不会继续执行。',
  ],
  raw: [
    'wx.ready runs even when the client has refused, or has not answered. What goes wrong arrives in three places, or nowhere.',
    '即使客户端拒绝了或没有答复，wx.ready 照样执行。错误分散在三处，或者根本没有。',
  ],
}

/** Milliseconds after which one need not wait any longer for raw `wx`: it has no time-out. */
const PATIENCE_MS = 3000

/** Milliseconds in which the other callbacks of raw `wx` may still come after the first. */
const AFTERMATH_MS = 300

/** Configures and calls, the one way or the other, in the client at hand. */
export async function runWay(way: Way, wechat: Wechat, say: Say): Promise<void> {
  await (way === 'ours' ? runOurs : runRaw)(wechat, say)
}

async function runOurs(wechat: Wechat, say: Say): Promise<void> {
  try {
    await wechat.ready()
    say('ready() resolves', 'good')
    const { networkType } = await wechat.getNetworkType()
    say(`getNetworkType() resolves: ${networkType}`, 'good')
  } catch (error) {
    say(`rejects: ${isWechatError(error) ? error.code : String(error)}`, 'bad')
  }
}

async function runRaw(wechat: Wechat, say: Say): Promise<void> {
  try {
    const signature = await withoutWaiting(sign())
    if (!signature)
      return say(t(['the signer does not answer, and wx has no time-out', '签名服务没有响应，而 wx 没有超时']), 'bad')
    const wx = await wechat.sdk()
    const answered = new Promise<true>((resolve) => {
      callRaw(wx, signature, say, () => setTimeout(resolve, AFTERMATH_MS, true))
    })
    if (!(await withoutWaiting(answered)))
      say(t(['no callback runs, and wx has no time-out', '没有任何回调，而 wx 没有超时']), 'bad')
  } catch (error) {
    say(
      `${t(['an error outside of wx', '不经过 wx 的错误'])}: ${isWechatError(error) ? error.code : String(error)}`,
      'bad',
    )
  }
}

function callRaw(wx: WxSdk, signature: object, say: Say, done: () => void): void {
  const fail = ({ errMsg }: { errMsg?: unknown }) => {
    say(`fail: ${errMsg}`, 'bad')
    done()
  }
  const success = ({ networkType }: { networkType?: unknown }) => {
    say(`success: ${networkType}`, 'good')
    done()
  }
  wx.config({ ...signature, debug: false, jsApiList: ['getNetworkType'] })
  wx.ready(() => {
    say('wx.ready runs')
    const getNetworkType = wx.getNetworkType as (params: object) => void
    getNetworkType({ success, fail })
  })
  wx.error(({ errMsg }) => {
    say(`wx.error runs: ${errMsg}`, 'bad')
    done()
  })
}

/** As every tutorial has it: the URL of the moment, whatever this client looks at. */
async function sign(): Promise<object> {
  const url = location.href.replace(/#.*/, '')
  const source = sandbox?.options.signature ?? '/api/wechat/signature'
  if (typeof source !== 'string') return new Promise(() => {})
  return (await fetch(`${source}?url=${encodeURIComponent(url)}`)).json()
}

const withoutWaiting = <T>(work: Promise<T>): Promise<T | undefined> =>
  Promise.race([work, new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE_MS))])

import type { Text } from '../words.ts'

/** Which code a page runs. */
export type Way = 'ours' | 'raw'

export const ways: readonly Way[] = ['raw', 'ours']

export const wayNames: Readonly<Record<Way, Text>> = {
  raw: ['Raw wx', '原生 wx'],
  ours: ['wechat-ready', 'wechat-ready'],
}

/** One thing that happened on a page. */
export interface Happening {
  /** Milliseconds after the start. */
  readonly at: number
  readonly text: Text
  readonly look: 'good' | 'bad' | ''
}

/** What a page shows its visitor. */
export type Shown = { readonly state: 'waiting' | 'ready' } | { readonly state: 'failed'; readonly code: string }

/** How one of the two pages is doing. */
export interface Report {
  readonly way: Way
  readonly happenings: readonly Happening[]
  readonly shown: Shown
  /** Whether the client lets the page call; `undefined`: it has not said. */
  readonly works: boolean | undefined
  /** Whether the two seconds are over. */
  readonly isOver: boolean
}

/** Milliseconds after which the two pages are compared. */
export const COMPARED_AFTER_MS = 2000

/** Whether a page shows what is the case; `undefined`: that cannot be said yet. */
export function isRight({ shown, works, isOver }: Report): boolean | undefined {
  if (!isOver) return undefined
  if (shown.state === 'waiting') return works === undefined ? undefined : false
  return (shown.state === 'ready') === (works === true)
}

const names: Readonly<Record<Shown['state'], Text>> = {
  waiting: ['Loading…', '加载中…'],
  ready: ['Ready', '已就绪'],
  failed: ['Not ready', '未就绪'],
}

export const nameOf = ({ shown }: Report): Text => names[shown.state]

/** The comparison in a line, and why. */
export function conclusion(reports: readonly Report[]): { readonly title: Text; readonly reason: Text } {
  const raw = reports.find(({ way }) => way === 'raw')
  const ours = reports.find(({ way }) => way === 'ours')
  if (!raw?.isOver || !ours?.isOver) {
    return { title: ['Both pages are running', '两个页面正在运行'], reason: ['Two seconds each.', '各运行两秒。'] }
  }
  const isRawRight = isRight(raw) === true
  const isOursRight = isRight(ours) === true
  if (isRawRight && isOursRight) {
    return {
      title: ['After 2 s, both pages are right', '2 秒后，两个页面都对'],
      reason: ['Nothing went wrong. Choose a fault, and run both again.', '没有出错。请选择一种故障，再运行一次。'],
    }
  }
  if (!isRawRight && !isOursRight) {
    return {
      title: ['After 2 s, both pages still wait', '2 秒后，两个页面都还在等'],
      reason: ['The client is slow: run both again.', '客户端很慢：请再运行一次。'],
    }
  }
  const wrong: Text = ['After 2 s, one page is wrong', '2 秒后，有一个页面错了']
  if (raw.shown.state === 'waiting') {
    return {
      title: wrong,
      reason: [
        'Raw wx has no time-out: no callback runs, and the page waits.',
        '原生 wx 没有超时：没有任何回调，页面一直等待。',
      ],
    }
  }
  const isRefused = raw.happenings.some(({ text }) => text[0].startsWith('wx.error'))
  return {
    title: wrong,
    reason: isRefused
      ? [
          'WeChat refused the signature. Raw wx runs its ready callback all the same.',
          '微信拒绝了签名，原生 wx 仍会执行 ready 回调。',
        ]
      : ['The call failed, and raw wx reported it to no one.', '调用失败了，原生 wx 的页面却没有得知。'],
  }
}

/** The code of each page, as its visitor may read it. */
export const snippets: Readonly<Record<Way, string>> = {
  raw: `wx.config({ ...signature, jsApiList })
wx.error((res) => console.warn(res))
wx.ready(() => {
  show('Ready')
  wx.getNetworkType({ success })
})`,
  ours: `try {
  await wechat.ready()
  show('Ready')
  await wechat.getNetworkType()
} catch (error) {
  show(error.code)
}`,
}

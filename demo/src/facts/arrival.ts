import type { Word } from './seen.ts'

type Moment = Extract<Word, 'beforeScripts' | 'withDocument' | 'afterLoad'>

let moment: Moment | undefined

/** Looks for the bridge as the first of the page's scripts begins, and listens for it. */
export function watchArrival(): void {
  if ('WeixinJSBridge' in window) {
    moment = 'beforeScripts'
    return
  }
  const onReady = () => {
    moment = document.readyState === 'complete' ? 'afterLoad' : 'withDocument'
  }
  document.addEventListener('WeixinJSBridgeReady', onReady, { once: true })
}

/** When the bridge came; `undefined`: it has not said so. */
export const arrival = (): Moment | undefined => moment

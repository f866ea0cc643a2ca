import { createWechat, type Wechat } from 'wechat-ready'

/** What the tests drive of the sub-application. */
export interface Things {
  /** The client object of the host. */
  wechat: Wechat
  /** A client object that is made in the sub-application. */
  own(): Wechat
  /** The sub-application's router goes to another page. */
  push(path: string): void
}

/** Puts the sub-application where the tests find it: on the real window of the top page. */
export function start(wechat: Wechat): void {
  const { rawWindow, $wujie } = window as { rawWindow?: object; $wujie?: object }
  const page = rawWindow ?? ($wujie ? parent : document.defaultView)
  const things: Things = {
    wechat,
    own: () => createWechat({ signature: '/api/wechat/signature', timeouts: { bridge: 1000 } }),
    push: (path) => history.pushState(null, '', path),
  }
  Object.assign(page as object, { things })
}

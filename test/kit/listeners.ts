import type { Wechat } from 'wechat-ready'

/** The client object with a count of those that have subscribed and not yet unsubscribed. */
export function counted(wechat: Wechat): { wechat: Wechat; listeners(): number } {
  let count = 0
  const subscribe: Wechat['subscribe'] = (listener) => {
    const unsubscribe = wechat.subscribe(listener)
    count++
    let listens = true
    return () => {
      if (listens) count--
      listens = false
      unsubscribe()
    }
  }
  return {
    wechat: Object.defineProperties({} as Wechat, {
      ...Object.getOwnPropertyDescriptors(wechat),
      subscribe: { value: subscribe },
    }),
    listeners: () => count,
  }
}

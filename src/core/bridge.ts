/** Resolves when the client has put its bridge on the page: it may be there, send the event, or just appear. Looks until `isOver`. */
export function bridgeReady(isOver: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const name = 'WeixinJSBridgeReady'
    const look = () => {
      const there = (window as { WeixinJSBridge?: unknown }).WeixinJSBridge
      if (there) resolve()
      if (there || isOver()) {
        clearInterval(timer)
        document.removeEventListener(name, look)
      }
    }
    const timer = setInterval(look, 50)
    document.addEventListener(name, look)
    look()
  })
}

/** The official online script, and its second host when the first one fails. */
const hosts = ['res', 'res2']

export async function load(): Promise<void> {
  for (const host of hosts) {
    const element = document.createElement('script')
    element.src = `https://${host}.wx.qq.com/open/js/jweixin-1.6.0.js`
    const loaded = await new Promise<boolean>((resolve) => {
      // A host that hangs leaves the other one its share of the 10 s that loading may take by default.
      setTimeout(resolve, 4000, false)
      element.onload = () => resolve(true)
      element.onerror = () => resolve(false)
      document.head.append(element)
    })
    if (loaded) return
    element.remove()
  }
  throw new Error(`jweixin-1.6.0.js does not load from ${hosts.join(' or ')}.wx.qq.com`)
}

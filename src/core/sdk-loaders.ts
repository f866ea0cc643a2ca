import { pend, within } from './pending.ts'
import { isUsable, page, type SdkLoaders } from './sdk.ts'

/**
 * Milliseconds after which the chunk of `weixin-js-sdk`, and the first host, give way to the next source: by default
 * the second host has the last 3 of 10 s.
 */
const CHUNK_PATIENCE_MS = 3000
const HOST_PATIENCE_MS = 4000

/** The npm package makes no SDK where there is one on the page: it must not see one that is of no use. */
async function loadBundled(): Promise<unknown> {
  const { jWeixin } = page()
  const hidden = jWeixin && !isUsable(jWeixin)
  if (hidden) page().jWeixin = undefined
  try {
    return await import('./sdk-bundled.ts').then((bundled) => bundled.load())
  } finally {
    if (hidden) page().jWeixin = jWeixin
  }
}

/** An AMD or CMD loader would take the SDK for itself. To our script, and to no other, it looks like none. */
function hideLoader(script: HTMLScriptElement): void {
  const { define } = page()
  for (const name of ['amd', 'cmd']) {
    const value = define?.[name]
    const get = () => (document.currentScript === script ? undefined : value)
    if (value) Reflect.defineProperty(define, name, { configurable: true, get })
  }
}

/** Runs the official online script of one host. */
async function runScript(host: string): Promise<void> {
  const script = document.createElement('script')
  script.src = `https://${host}.wx.qq.com/open/js/jweixin-1.6.0.js`
  hideLoader(script)
  try {
    await pend<unknown>(new Set(), { ms: HOST_PATIENCE_MS }, (resolve, reject) => {
      script.onload = resolve
      script.onerror = reject
      document.head.append(script)
    })
  } catch {
    script.remove()
    throw new Error(`${script.src} does not load`)
  }
}

/** The second host is for when the first one fails. */
const loadOnline = () => runScript('res').catch(() => runScript('res2'))

const loadBundledSoon = () =>
  within<unknown>(
    new Set(),
    { ms: CHUNK_PATIENCE_MS, late: () => new Error(`no chunk within ${CHUNK_PATIENCE_MS} ms`) },
    loadBundled,
  )

export const sdkLoaders: SdkLoaders = { bundled: [loadBundledSoon, loadOnline], cdn: [loadOnline] }

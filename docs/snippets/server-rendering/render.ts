import type { Signer } from 'wechat-ready/signer'

/** The page with its first signature. `url` is the URL in the browser: scheme, host, path and query, exactly as requested. */
export async function withSignature(page: string, url: string, signer: Signer): Promise<string> {
  const json = JSON.stringify(await signer.sign(url)).replaceAll('<', '\\u003c')
  return page.replace('<head>', () => `<head><script>wechatSignature = ${json}</script>`)
}

import type { Signer } from 'wechat-ready/signer'

/** The page with its first signature. `url` is what stands in the browser: scheme, host, path and query, as they were asked for. */
export async function withSignature(page: string, url: string, signer: Signer): Promise<string> {
  const json = JSON.stringify(await signer.sign(url)).replaceAll('<', '\\u003c')
  return page.replace('<head>', () => `<head><script>wechatSignature = ${json}</script>`)
}

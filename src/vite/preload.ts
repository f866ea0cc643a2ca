import type { PageContext, WechatPlugin } from './server.ts'

/** Links the chunk that holds `weixin-js-sdk` from every built page. */
export function preloadSdk(): WechatPlugin {
  let base = '/'
  return {
    name: 'wechat-ready:preload',
    apply: 'build',
    configResolved(config) {
      base = config.base
    },
    transformIndexHtml: {
      order: 'post',
      handler: (_html, context) =>
        sdkFiles(context).map((file) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: '', href: addressOf(file, base, context.path) },
          injectTo: 'head-prepend',
        })),
    },
  }
}

const sdkFiles = ({ bundle = {} }: PageContext) =>
  Object.values(bundle)
    .filter(({ moduleIds = [] }) => moduleIds.some((id) => id.includes('/weixin-js-sdk/')))
    .map(({ fileName }) => fileName)

/** The address of a built file as a page has to name it. With a relative `base` that depends on where the page is. */
function addressOf(file: string, base: string, page: string): string {
  if (base !== '' && base !== './') return base + file
  return '../'.repeat(page.split('/').length - 2) + file
}

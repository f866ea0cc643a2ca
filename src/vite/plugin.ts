import type { SandboxOptions } from '../sandbox/sandbox.ts'
import { sandboxScript } from '../sandbox/sandbox-script.ts'
import { type NodeRequest, send, targetOf } from '../server/node.ts'
import { printWechat } from './console.ts'
import { preloadSdk } from './preload.ts'
import type { DevServer, WechatPlugin } from './server.ts'
import { type Account, createSignatures, noCredentials } from './signatures.ts'

export interface WechatPluginOptions extends Account {
  /** Of the official account. Default: `WECHAT_APP_ID` of the environment. Without it only the fake client works. */
  appId?: string
  /** Never sent to a browser. Default: `WECHAT_APP_SECRET` of the environment. */
  appSecret?: string
  /** Where signatures are served. Default `'/api/wechat/signature'`. */
  path?: string
  /** How the fake client behaves in a browser that is not WeChat, `false`: there is none. Default `{}`. */
  sandbox?: false | Omit<SandboxOptions, 'appId' | 'ticket'>
  /**
   * In `vite build`, lets every page begin to load the chunk of `weixin-js-sdk` at once (`modulepreload`), rather than
   * when the library asks for it: one round trip less inside WeChat, some 4.6 kB more in every other browser. Default
   * `false`.
   */
  preload?: boolean
}

/** The part of Node's `process`. */
interface Node {
  process?: { env: Record<string, string | undefined> }
}

/**
 * Serves signatures in `vite dev`, and a fake client with a panel to browsers that are not WeChat. Without credentials
 * it leaves requests from WeChat itself to the app's own endpoint or proxy. In `vite build` it does nothing but what
 * `preload` says.
 */
export function wechat(options: WechatPluginOptions = {}): WechatPlugin[] {
  const { env = {} } = (globalThis as Node).process ?? {}
  const { appId = env.WECHAT_APP_ID, appSecret = env.WECHAT_APP_SECRET, allowedOrigins } = options
  const { path = '/api/wechat/signature', sandbox = {}, preload = false } = options
  let scriptPath = '/@wechat-ready/sandbox.js'

  const development: WechatPlugin = {
    name: 'wechat-ready',
    apply: 'serve',

    configureServer(server) {
      const signatures = createSignatures({ appId, appSecret, allowedOrigins })
      scriptPath = `${server.config.base}@wechat-ready/sandbox.js`
      serve(server, path, (request) => signatures.answer(request))
      // For a server of one's own, `authorizeUrl` and `apiUrls` of its login.
      for (const oauth of ['connect/oauth2/authorize', 'sns/oauth2/access_token', 'sns/userinfo']) {
        serve(server, `${server.config.base}@wechat-ready/${oauth}`, (request) => signatures.login(request))
      }
      if (sandbox) serve(server, scriptPath, () => script({ ...sandbox, ...signatures.fake }))
      const printUrls = server.printUrls.bind(server)
      server.printUrls = () => {
        printUrls()
        printWechat(server, path, appSecret === undefined ? undefined : appId)
      }
      return undefined
    },

    transformIndexHtml: () =>
      // A classic script, so that it runs before every module and before an SDK in the page's head.
      sandbox ? [{ tag: 'script', attrs: { src: scriptPath }, injectTo: 'head-prepend' }] : [],
  }
  return [development, fallbackHandler(path), ...(preload ? [preloadSdk()] : [])]
}

/** Answers behind the proxy, the app and every other plugin, in the place of the page that Vite would send. */
const fallbackHandler = (path: string): WechatPlugin => ({
  name: 'wechat-ready:fallback',
  apply: 'serve',
  enforce: 'post',
  configureServer: (server) => () => {
    // There the app's own server handles requests after Vite.
    if (!server.config.server.middlewareMode) serve(server, path, noCredentials)
  },
})

/** The URL of a request without its query, before Vite has rewritten it. */
const pathOf = (request: NodeRequest) => targetOf(request).split('?', 1)[0]

/** Answers the requests for `path`, with any query; those without an answer go on. */
function serve(
  server: DevServer,
  path: string,
  answer: (request: NodeRequest) => Response | Promise<Response> | undefined,
) {
  server.middlewares.use((request, response, next) => {
    const answered = pathOf(request) === path ? answer(request) : undefined
    if (!answered) return next()
    Promise.resolve(answered)
      .then((answer) => send(answer, response))
      .catch(next)
  })
}

/** The sandbox, in every browser but WeChat itself. */
function script(options: SandboxOptions): Response {
  const source = `if (!/MicroMessenger/i.test(navigator.userAgent)) {\n${sandboxScript(options)}}\n`
  return new Response(source, {
    headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-store' },
  })
}

// The parts of Vite and of Node that the plugin touches. Vite's own types would bring Node's globals into the whole library.

/** The part of `http.IncomingMessage`. */
export interface NodeRequest {
  method?: string
  url?: string
  headers: Record<string, string | string[] | undefined>
}

/** The part of `http.ServerResponse`. */
export interface NodeResponse {
  statusCode: number
  setHeader(name: string, value: string): unknown
  end(body?: string): unknown
}

/** The part of Vite's `ViteDevServer`. */
export interface DevServer {
  readonly config: {
    readonly base: string
    readonly logger: { info(message: string): void }
  }
  readonly middlewares: {
    use(handle: (request: NodeRequest, response: NodeResponse, next: (error?: unknown) => void) => void): unknown
  }
  readonly resolvedUrls: { readonly local: string[]; readonly network: string[] } | null
  printUrls(): void
}

/** A plugin as Vite 5 and later take it. */
export interface WechatPlugin {
  readonly name: 'wechat-ready'
  readonly apply: 'serve'
  configureServer(server: DevServer): void
  transformIndexHtml(): { tag: string; attrs: Record<string, string>; injectTo: 'head-prepend' }[]
}

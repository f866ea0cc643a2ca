// The parts of Vite that the plugin uses. Vite's own types would bring Node's globals into the whole
// library.

import type { NodeRequest, NodeResponse } from '../server/node.ts'

type Middleware = (request: NodeRequest, response: NodeResponse, next: (error?: unknown) => void) => void

/** The part of Vite's `ViteDevServer`. */
export interface DevServer {
  readonly config: {
    readonly base: string
    readonly logger: { info(message: string): void }
    readonly server: { readonly middlewareMode?: unknown }
  }
  readonly middlewares: { use(handle: Middleware): unknown }
  readonly resolvedUrls: { readonly local: string[]; readonly network: string[] } | null
  printUrls(): void
}

/** The part of Vite's `HtmlTagDescriptor`. */
export interface Tag {
  tag: string
  attrs: Record<string, string>
  injectTo: 'head-prepend'
}

/** The part of what Vite passes about a page: in a build, the files that it goes with. */
export interface PageContext {
  /** From the site's root, with its slash. */
  readonly path: string
  readonly bundle?: Record<string, { readonly type: string; readonly fileName: string; readonly moduleIds?: string[] }>
}

/** A plugin as Vite 5 and later take it. */
export interface WechatPlugin {
  readonly name: string
  readonly apply: 'serve' | 'build'
  readonly enforce?: 'post'
  configResolved?(config: { readonly base: string }): void
  configureServer?(server: DevServer): undefined | (() => void)
  transformIndexHtml?: (() => Tag[]) | { order: 'post'; handler(html: string, context: PageContext): Tag[] }
}

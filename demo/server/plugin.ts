import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { loadEnv, type Plugin, type ViteDevServer } from 'vite'
import { writeFacts } from '../src/facts.ts'
import { isPage } from '../src/paths.ts'
import type { Backend } from './backend.ts'
import { check, contradictions, type Finding, missing } from './check.ts'
import { greeting } from './greeting.ts'
import { withAddress } from './node.ts'
import { readSettings, signaturePath } from './settings.ts'

/** The demo's server as a part of Vite's: the sandbox, or in the mode `wechat` WeChat itself. */
export function backend(): Plugin {
  let get: () => Promise<Backend>
  return {
    name: 'demo-backend',
    apply: 'serve',
    // Vite answers only under names that it knows.
    config: (config, { mode }) =>
      mode === 'wechat'
        ? { server: { allowedHosts: readSettings(readEnvironment(mode, config.envDir)).allowedOrigins.map(hostOf) } }
        : {},
    configureServer(server) {
      const environment = server.config.mode === 'wechat' ? readEnvironment('wechat', server.config.envDir) : {}
      if (server.config.mode === 'wechat') {
        const absent = missing(environment)
        stopWithout(absent.length ? absent : contradictions(environment), server)
      }

      let started: Promise<Backend> | undefined
      const settings = () => {
        const { local = [], network = [] } = server.resolvedUrls ?? {}
        return readSettings(environment, [...local, ...network])
      }
      const start = async () => {
        const { createBackend } = await server.ssrLoadModule('/server/backend.ts')
        return (createBackend as typeof import('./backend.ts').createBackend)(settings())
      }
      // At the first request, when the addresses are known; after a failure at the next one anew.
      get = () => {
        started ??= start().catch((error) => {
          started = undefined
          throw error
        })
        return started
      }

      let logins: Promise<ReturnType<typeof import('./login.ts').createLogins>> | undefined
      const loadLogins = async () => {
        const { createLogins } = await server.ssrLoadModule('/server/login.ts')
        return (createLogins as typeof import('./login.ts').createLogins)(settings())
      }
      server.middlewares.use(async (request, response, next) => {
        try {
          logins ??= loadLogins()
          if (!(await (await logins)(request, response))) next()
        } catch (error) {
          next(error)
        }
      })

      server.middlewares.use(async (request, response, next) => {
        if (request.url?.split('?')[0] !== signaturePath) return next()
        try {
          await (await get()).node(withAddress(request, settings()), response)
        } catch (error) {
          next(error)
        }
      })

      // Vite shows the page under every path; where there is nothing to show, it is a 404 that says so.
      server.middlewares.use(async (request, response, next) => {
        const [path = '/'] = request.url?.split('?') ?? []
        const isRoute = request.headers.accept?.includes('text/html') && !extname(path) && !path.startsWith('/@')
        if (!isRoute || isPage(path)) return next()
        try {
          const html = await readFile(join(server.config.root, 'index.html'), 'utf8')
          response.writeHead(404, { 'content-type': 'text/html; charset=utf-8' })
          response.end(await server.transformIndexHtml(path, html))
        } catch (error) {
          next(error)
        }
      })

      const printUrls = server.printUrls.bind(server)
      server.printUrls = async () => {
        printUrls()
        const { logger } = server.config
        try {
          logger.info(greeting(settings(), await check(settings(), await get())))
        } catch (error) {
          // Nobody waits for this, so nobody else would say it.
          logger.error(`  ✗  The demo's server cannot be started: ${(error as Error).stack}`)
        }
      }
    },
    transformIndexHtml: async (html) => writeFacts(html, (await get()).facts),
  }
}

const readEnvironment = (mode: string, folder: string | false | undefined): Record<string, string> =>
  loadEnv(mode, folder || '.', ['WECHAT_', 'TRUSTED_PROXIES'])

/** `https://*.example.org` -> `.example.org`, as Vite writes it. */
const hostOf = (origin: string): string => origin.replace(/^\w+:\/\/\*?/, '').replace(/:\d+$/, '')

function stopWithout(findings: readonly Finding[], { config }: ViteDevServer): void {
  const wrong = findings.filter(({ mark }) => mark === '✗')
  if (wrong.length === 0) return
  for (const { mark, text } of wrong) config.logger.error(`${mark} ${text}`)
  process.exit(1)
}

import { createLogger, createServer, type InlineConfig, type ViteDevServer } from 'vite'
import { afterEach, expect, test } from 'vitest'

let server: ViteDevServer | undefined
afterEach(() => server?.close())

/** `npm run demo`. Returns its address. */
async function startDemo(config: InlineConfig = {}): Promise<string> {
  server = await createServer({
    configFile: 'demo/vite.config.ts',
    logLevel: 'silent',
    server: { host: 'localhost', port: 0 },
    ...config,
  })
  await server.listen()
  return server.resolvedUrls?.local[0] ?? ''
}

test('`npm run demo` serves the page, and signs it', async () => {
  const page = await startDemo()
  const response = await fetch(page)
  expect({ status: response.status, html: await response.text() }).toMatchObject({
    status: 200,
    html: expect.stringContaining('id="app"'),
  })
  const signed = await fetch(new URL(`/api/wechat/signature?url=${encodeURIComponent(page)}`, page))
  expect(await signed.json()).toMatchObject({ url: page, signature: expect.stringMatching(/^[0-9a-f]{40}$/) })
})

test('each route of `npm run demo` opens the app whose address it is', async () => {
  const page = await startDemo()
  const apps = {
    preact: ['', 'image', 'vuetify'],
    vue: ['vue/', 'vue', 'vue/image?step=3'],
    react: ['react/', 'react/a/b'],
  }
  for (const [app, paths] of Object.entries(apps)) {
    for (const path of paths) {
      const html = await (await fetch(page + path, { headers: { accept: 'text/html' } })).text()
      expect(html, path).toContain(`src="/${app}/main.ts`)
      expect(html, path).toContain('id="facts"')
    }
  }
  const script = await fetch(`${page}vue/main.ts`)
  expect(script.headers.get('content-type')).toBe('text/javascript')
})

test('`npm run demo` says why its server cannot be started, and tries it anew at the next request', async () => {
  const logger = createLogger('silent')
  const told: string[] = []
  logger.error = (message) => told.push(message)
  let isBroken = true
  const breakIt = {
    name: 'break-it',
    load: (id: string) => {
      if (isBroken && id.endsWith('/server/backend.ts')) throw new Error('a mistake in the backend')
    },
  }
  const page = await startDemo({ customLogger: logger, plugins: [breakIt] })
  server?.printUrls()
  await expect.poll(() => told.join()).toMatch(/cannot be started: .*a mistake in the backend/)
  isBroken = false
  expect(await (await fetch(page)).text()).toContain('id="facts"')
})

import { createServer, type ViteDevServer } from 'vite'
import { afterEach, expect, test } from 'vitest'

let server: ViteDevServer | undefined
afterEach(() => server?.close())

test('`npm run demo` serves the page, and signs it', async () => {
  server = await createServer({
    configFile: 'demo/vite.config.ts',
    logLevel: 'silent',
    server: { host: 'localhost', port: 0 },
  })
  await server.listen()
  const [page = ''] = server.resolvedUrls?.local ?? []
  const response = await fetch(page)
  expect({ status: response.status, html: await response.text() }).toMatchObject({
    status: 200,
    html: expect.stringContaining('id="app"'),
  })
  const signed = await fetch(new URL(`/api/wechat/signature?url=${encodeURIComponent(page)}`, page))
  expect(await signed.json()).toMatchObject({ url: page, signature: expect.stringMatching(/^[0-9a-f]{40}$/) })
})

import { createServer } from 'node:net'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { diagnose } from 'wechat-ready/doctor'
import { appId, backend, endpoint, fieldsFor, json, page, ticket } from './backends.ts'
import { fetchAt, serve, serveBackend } from './serve.ts'
import { run } from './terminal.ts'

const names = ({ findings }: Awaited<ReturnType<typeof diagnose>>) => findings.map(({ name }) => name)

test('an endless body is given up after 64 kB', async () => {
  let written = 0
  const base = await serve((_, response) => {
    const pour = () => {
      while (!response.destroyed && response.write('x'.repeat(16_384))) written += 16_384
    }
    response.on('drain', pour)
    pour()
  })
  expect(names(await diagnose({ endpoint, page, fetch: fetchAt(base) }))).toEqual(['too-large'])
  expect(written).toBeLessThan(50_000_000)
})

test('a body that decompresses to 1 GB is given up as well', async () => {
  // 8 MB of zeros: what unpacks them stops after 64 kB, however many there are.
  const bomb = gzipSync(Buffer.alloc(8_000_000))
  const base = await serve((_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': 1_000_000_000 }).write(bomb)
  })
  expect(names(await diagnose({ endpoint, page, fetch: fetchAt(base) }))).toEqual(['too-large'])
})

test('a body that stops in the middle is given up after the time-out', async () => {
  const base = await serve((_, response) => void response.writeHead(200).write('{"appId":'))
  expect(names(await diagnose({ endpoint, page, timeout: 100, fetch: fetchAt(base) }))).toEqual(['timeout'])
})

test('JSON of thirty thousand levels is searched down to the fifth', async () => {
  const body = `${'['.repeat(30_000)}${']'.repeat(30_000)}`
  const result = await diagnose({
    page,
    ...(await serveBackend({ create: () => () => ({ body, headers: { 'content-type': 'application/json' } }) })),
  })
  expect(names(result)).toEqual(['no-signature'])
})

test('control characters and text direction marks are not printed', async () => {
  const evil = '\u001b]0;owned\u0007\u001b[2J\u009b31m\u202eevil\r\n✓ 99 checks passed'
  const { fetch } = await serveBackend({
    create: () => () => json({ error: evil, [evil]: evil }, 200, { 'content-type': 'text/html' }),
  })
  for (const more of [[], ['--json']]) {
    const { all } = await run(['doctor', endpoint, '--page', page, ...more], { fetch })
    expect(all.replace(/\n/g, '')).not.toMatch(/[\p{Cc}\p{Cf}]|\\u00|^✓ 99/mu)
  }
})

test("a ticket in the backend's response is not printed", async () => {
  const { fetch } = await serveBackend({
    create: () =>
      backend({
        answer: (url) => ({ ...fieldsFor(url), ticket, note: ticket }),
        refuse: () => json({ error: ticket }, 200),
      }),
  })
  for (const env of [{}, { WECHAT_JSAPI_TICKET: ticket }]) {
    const { status, all } = await run(['doctor', endpoint, '--page', page, '--json'], { fetch, env })
    expect([status, all.includes('"leak"'), all.includes(ticket)]).toEqual([1, true, false])
  }
})

test('a redirect to another host is reported, and that host gets no request', async () => {
  let asked = 0
  const other = await serve((_, response) => {
    asked++
    response.end()
  })
  const base = await serve((_, response) => {
    response.writeHead(302, { location: other }).end()
  })
  expect(names(await diagnose({ endpoint, page, fetch: fetchAt(base) }))).toEqual(['redirect-away'])
  expect(asked).toBe(0)
})

test.each(['file:///etc/passwd', '//[', 'gopher://shop.example.com/'])(
  'a redirect to %s is not followed',
  async (location) => {
    const { fetch } = await serveBackend({ create: () => () => ({ status: 302, headers: { location } }) })
    expect(names(await diagnose({ endpoint, page, fetch }))).toEqual(['redirect-away'])
  },
)

test('endless redirects are given up', async () => {
  const create = () => () => ({ status: 302, headers: { location: `/${Math.random()}` } })
  expect(names(await diagnose({ page, ...(await serveBackend({ create })) }))).toEqual(['redirect-loop'])
})

test('a closed port and a port without TLS have different findings', async () => {
  const base = await serve((_, response) => void response.end())
  const page = 'https://shop.example.com/'
  expect(names(await diagnose({ endpoint: 'http://127.0.0.1:9/', page }))).toEqual(['unreachable'])
  expect(names(await diagnose({ endpoint: base.replace('http:', 'https:'), page }))).toEqual(['tls'])
})

test('a server that sends no HTTP is reported as unreachable', async () => {
  const server = createServer((socket) => void socket.end('\u0000\u0001garbage\r\n\r\n'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const result = await diagnose({ endpoint: `http://127.0.0.1:${port}/`, page })
  server.close()
  expect(names(result)).toEqual(['unreachable'])
})

test('an aborted signal ends the run with its reason', async () => {
  const base = await serve(() => {})
  const controller = new AbortController()
  const pending = diagnose({ endpoint, page, appId, fetch: fetchAt(base), signal: controller.signal })
  controller.abort(new Error('enough'))
  await expect(pending).rejects.toThrow('enough')
})

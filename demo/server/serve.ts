/*
 * `npm run demo:serve`: the built page and the signer on one port. What the build puts into `demo/dist` is all that a
 * machine needs, besides Node and, with `REDIS_URL`, the `redis` package.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { getRequestListener } from '@hono/node-server'
import { createApp } from './app.ts'
import { createBackend } from './backend.ts'
import { check, contradictions, whyNotListening } from './check.ts'
import { greeting, printed } from './greeting.ts'
import { createLogins } from './login.ts'
import { withAddress } from './node.ts'
import { openRedis } from './redis.ts'
import { readSettings, signaturePath } from './settings.ts'

function stop(words: string): never {
  console.error(`  ✗  ${words}`)
  process.exit(1)
}

async function start(): Promise<void> {
  const findings = contradictions(process.env)
  if (findings.some(({ mark }) => mark === '✗')) {
    for (const line of printed(findings)) console.error(`  ${line}`)
    process.exit(1)
  }
  const port = Number(process.env.PORT || 8080)
  const settings = readSettings(process.env, [`http://localhost:${port}/`])
  const { account, redisUrl } = settings
  const shared = account && redisUrl ? await openRedis(redisUrl) : undefined
  const backend = createBackend(settings, shared)
  const logins = createLogins(settings, shared?.store)
  const answer = getRequestListener(createApp(fileURLToPath(new URL('../client/', import.meta.url)), backend).fetch)
  const server = createServer(async (incoming, outgoing) => {
    try {
      if (incoming.url?.split('?')[0] === signaturePath) await backend.node(withAddress(incoming, settings), outgoing)
      else if (!(await logins(incoming, outgoing))) await answer(incoming, outgoing)
    } catch {
      // A request line or a `Host` that makes no URL.
      outgoing.writeHead(400).end()
    }
  })
  server.on('error', (error) => stop(whyNotListening(error, port)))
  server.listen(port, async () => {
    console.log(`  ➜  Local:   http://localhost:${(server.address() as AddressInfo).port}/`)
    console.log(greeting(settings, [...findings, ...(await check(settings, backend))]))
  })
}

try {
  process.loadEnvFile()
} catch {
  // There need not be a `.env`.
}
start().catch((error: Error) => stop(error.message))

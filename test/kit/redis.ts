import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'

export const hasRedis = spawnSync('redis-server', ['--version']).status === 0
if (!hasRedis) console.warn('redis-server is not installed: the tests on a real Redis are skipped')

/** A real `redis-server` on a free port, which keeps nothing on the disk. */
export async function startRedis(port?: number) {
  const at = port ?? (await freePort())
  const server = spawn('redis-server', [
    '--port',
    String(at),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
  ])
  process.once('exit', () => server.kill('SIGKILL'))
  await saidReady(server)
  return {
    port: at,
    url: `redis://127.0.0.1:${at}`,
    /** Stops it from answering, without closing a connection; `SIGCONT` lets it go on. */
    signal: (name: 'SIGSTOP' | 'SIGCONT') => server.kill(name),
    async stop(): Promise<void> {
      const ended = once(server, 'exit')
      server.kill('SIGKILL')
      await ended
    },
  }
}

function saidReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    server.stdout?.on('data', (chunk) => {
      said += chunk
      if (said.includes('Ready to accept connections')) resolve()
    })
    server.once('exit', () => reject(new Error(`redis-server did not start: ${said}`)))
  })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address !== 'object' || !address) throw new Error('no port')
  return address.port
}

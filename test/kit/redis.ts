import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const hasRedis = spawnSync('redis-server', ['--version']).status === 0
if (!hasRedis) console.warn('redis-server is not installed: the tests on a real Redis are skipped')

const HOST = '127.0.0.1'
/** The name under which the sentinels know the master. */
export const MASTER = 'shop'

/** A real `redis-server` on a free port, which keeps nothing on the disk. */
export async function startRedis(port?: number, more: string[] = []) {
  const at = port ?? (await freePort())
  const options = ['--port', String(at), '--bind', HOST, '--save', '', '--appendonly', 'no', ...more]
  return { ...(await run(options, 'Ready to accept connections')), port: at, url: `redis://${HOST}:${at}` }
}

/**
 * A master, a replica, and one sentinel that makes the replica the master when the master is gone for half a second.
 */
export async function startSentinel() {
  const directory = mkdtempSync(join(tmpdir(), 'wechat-ready-sentinel-'))
  const master = await startRedis()
  // What a replica is sent is a file first.
  const replicaOf = ['--replicaof', HOST, String(master.port), '--repl-diskless-sync-delay', '0', '--dir', directory]
  const replica = await startRedis(undefined, replicaOf)
  const port = await freePort()
  const config = join(directory, 'sentinel.conf')
  const lines = [
    `port ${port}`,
    `bind ${HOST}`,
    `sentinel monitor ${MASTER} ${HOST} ${master.port} 1`,
    `sentinel down-after-milliseconds ${MASTER} 500`,
    `sentinel failover-timeout ${MASTER} 2000`,
  ]
  writeFileSync(config, lines.join('\n'))
  const sentinel = await run([config, '--sentinel'], '+slave slave')
  return {
    port,
    master,
    replica,
    async stop(): Promise<void> {
      await Promise.all([sentinel, replica, master].map((one) => one.stop()))
      rmSync(directory, { recursive: true })
    },
  }
}

/** Three masters, without replicas. */
export async function startCluster() {
  const directory = mkdtempSync(join(tmpdir(), 'wechat-ready-cluster-'))
  const nodes = await Promise.all(
    [0, 1, 2].map(async (number) => {
      const own = ['--cluster-enabled', 'yes', '--dir', directory, '--cluster-config-file', `${number}.conf`]
      return startRedis(await freePort(10_000), own)
    }),
  )
  const addresses = nodes.map(({ port }) => `${HOST}:${port}`)
  execFileSync('redis-cli', ['--cluster', 'create', ...addresses, '--cluster-yes'])
  for (const { port } of nodes) await clusterIsUp(port)
  return {
    ports: nodes.map(({ port }) => port),
    async stop(): Promise<void> {
      await Promise.all(nodes.map((node) => node.stop()))
      rmSync(directory, { recursive: true })
    },
  }
}

async function clusterIsUp(port: number): Promise<void> {
  while (!execFileSync('redis-cli', ['-p', String(port), 'cluster', 'info']).includes('cluster_state:ok')) {
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function run(options: string[], whenReady: string) {
  const server = spawn('redis-server', options)
  process.once('exit', () => server.kill('SIGKILL'))
  await said(server, whenReady)
  return {
    /** Stops it from answering, without closing a connection; `SIGCONT` lets it go on. */
    signal: (name: 'SIGSTOP' | 'SIGCONT') => server.kill(name),
    async stop(): Promise<void> {
      if (server.exitCode !== null || server.signalCode !== null) return
      const ended = once(server, 'exit')
      server.kill('SIGKILL')
      await ended
    },
  }
}

function said(server: ChildProcess, words: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = ''
    server.stdout?.on('data', (chunk) => {
      text += chunk
      if (text.includes(words)) resolve()
    })
    server.once('exit', () => reject(new Error(`redis-server did not start: ${text}`)))
  })
}

/** A port that is free, and with `above` the one that is so much above it too: the nodes of a cluster talk there. */
async function freePort(above = 0): Promise<number> {
  for (;;) {
    const port = await tryPort(0)
    if (above === 0 || (port + above < 65_536 && (await tryPort(port + above).catch(() => 0)))) return port
  }
}

async function tryPort(wanted: number): Promise<number> {
  const server = createServer().listen(wanted, HOST)
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address !== 'object' || !address) throw new Error('no port')
  return address.port
}

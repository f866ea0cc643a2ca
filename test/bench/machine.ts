import { readFileSync } from 'node:fs'
import { arch, cpus, platform, release } from 'node:os'

const peers = ['weixin-js-sdk', 'wechat-jssdk', '@wecom/jssdk', 'co-wechat-api']

/**
 * What the numbers depend on: the processor, the programs, the peers, the day, and how busy the machine was.
 *
 * @param loads the load averages (1 minute) that were read during the run
 */
export function machine(browser: string | undefined, loads: number[]): string[] {
  const [first] = cpus()
  return [
    `${first?.model.trim() || arch()}, ${cpus().length} cores`,
    operatingSystem(),
    `Node ${process.versions.node}`,
    ...(browser ? [browser] : []),
    peers.map((name) => `${name} ${versionOf(name)}`).join(', '),
    new Date().toISOString().slice(0, 10),
    `load average ${[Math.min(...loads), Math.max(...loads)].map((load) => load.toFixed(1)).join('–')}`,
  ]
}

// Not every package lets its package.json be imported.
const versionOf = (name: string): string =>
  JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version

function operatingSystem(): string {
  try {
    const name = /^PRETTY_NAME="?(.*?)"?$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1]
    if (name) return name
  } catch {
    // Not Linux.
  }
  return `${platform()} ${release()}`
}

import { readFileSync } from 'node:fs'
import { arch, cpus, platform, release } from 'node:os'

/** What the numbers depend on: the processor, the programs, the day. */
export function machine(browser: string | undefined): string[] {
  const [first] = cpus()
  return [
    `${first?.model.trim() || arch()}, ${cpus().length} cores`,
    operatingSystem(),
    `Node ${process.versions.node}`,
    ...(browser ? [browser] : []),
    new Date().toISOString().slice(0, 10),
  ]
}

function operatingSystem(): string {
  try {
    const name = /^PRETTY_NAME="?(.*?)"?$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1]
    if (name) return name
  } catch {
    // Not Linux.
  }
  return `${platform()} ${release()}`
}

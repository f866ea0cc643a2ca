import { parseArgs } from 'node:util'
import { runCommand } from '../../src/doctor/cli.ts'

/** Runs the command line without a process; resolves with what it wrote. */
export async function run(
  args: string[],
  {
    env = {},
    stdin = '',
    isTTY = false,
    fetch,
  }: {
    env?: Record<string, string | undefined>
    stdin?: string
    isTTY?: boolean
    fetch?: typeof globalThis.fetch
  } = {},
) {
  const written = { stdout: '', stderr: '' }
  const output = (name: 'stdout' | 'stderr') => ({
    isTTY,
    write(text: string) {
      written[name] += text
    },
  })
  async function* input() {
    if (stdin) yield stdin
  }
  const status = await runCommand({
    parseArgs,
    args,
    env,
    stdin: input(),
    stdout: output('stdout'),
    stderr: output('stderr'),
    ...(fetch && { fetch }),
  })
  return { status, ...written, all: written.stdout + written.stderr }
}

import { spawnSync } from 'node:child_process'

interface Options {
  cwd?: string
  env?: Record<string, string>
}

/** Runs a program to its end, which must come within five minutes; one that fails throws, with all that it said. */
export function run(name: string, args: string[], { cwd, env }: Options = {}): { stdout: string; stderr: string } {
  // On Windows npm is a script, which only a shell runs.
  const shell = process.platform === 'win32' && name === 'npm'
  const { status, error, stdout, stderr } = spawnSync(name, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    shell,
    timeout: 300_000,
  })
  if (error) throw error
  if (status !== 0) throw new Error(`${name} ${args.join(' ')} ended with ${status}\n${stdout}${stderr}`)
  return { stdout, stderr }
}

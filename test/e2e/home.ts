import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A home folder for one browser: what it writes there leaves with it. */
export function makeHome() {
  const path = mkdtempSync(join(tmpdir(), 'browser-home-'))
  const config = join(path, '.config')
  const env = {
    ...process.env,
    HOME: path,
    XDG_CONFIG_HOME: config,
    XDG_CACHE_HOME: join(path, '.cache'),
    XDG_DATA_HOME: join(path, '.local/share'),
  }
  return { config, env, remove: () => removeFolder(path) }
}

/** A process of the browser that is just ending may still write there; a folder that stays behind harms no one. */
function removeFolder(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true, maxRetries: 5 })
  } catch (error) {
    console.warn(`${path} stays behind: ${error}`)
  }
}

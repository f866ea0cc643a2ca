import { readFileSync } from 'node:fs'

const { exports } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  exports: Record<string, unknown>
}

/** Every entry by the name that it is imported by: `wechat-ready`, `wechat-ready/signer`, … */
export const entries = Object.keys(exports)
  // The manifest and the classic script are files, not entries.
  .filter((path) => !/\.js(on)?$/.test(path))
  .map((path) => `wechat-ready${path.slice(1)}`)

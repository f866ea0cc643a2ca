import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'

const version = '1.6.5'
/**
 * What the registry has on record for that version; and the file that pages load, as it was read when the version was
 * taken.
 */
const integrity = 'sha512-Gph1WAWB2YN/lMOFB/ymb+hbU/wYazzJgu6PMMktCy9cSCeW5wA6Zwt0dpahJbJ+RJEwtTv2x9iIu0U4enuVSQ=='
const digest = 'dbb0451e1b72d7c2c18095ffd1950d6de464413ce8d343eff8b82865b983ab97'

const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'))

test('weixin-js-sdk is pinned to the reviewed version', { tags: 'one-dependency' }, () => {
  expect(json('package.json').dependencies).toEqual({ 'weixin-js-sdk': version })
  expect(json('package-lock.json').packages['node_modules/weixin-js-sdk']).toMatchObject({ version, integrity })
})

test('the code of weixin-js-sdk is the reviewed code', () => {
  const code = readFileSync(createRequire(import.meta.url).resolve('weixin-js-sdk'))
  expect(createHash('sha256').update(code).digest('hex')).toBe(digest)
})

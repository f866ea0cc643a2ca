import { createHash } from 'node:crypto'
import { afterEach, expect, test, vi } from 'vitest'
import { hex, nodeCrypto } from '../../src/server/node-crypto.ts'

afterEach(() => void vi.unstubAllGlobals())

test('node:crypto is that of the runtime', () => {
  expect(nodeCrypto().createHash?.('md5').update('a').digest('hex')).toBe(createHash('md5').update('a').digest('hex'))
})

const throwing = {
  get getBuiltinModule() {
    throw new Error('A Node.js API is used which is not supported in the Edge Runtime')
  },
}

test.each<[string, unknown]>([
  ['has no process', undefined],
  ['has a process without it', { env: {} }],
  ['knows no such module', { getBuiltinModule: () => undefined }],
  ['throws where it is read', throwing],
])('is nothing where the runtime %s', (_, process) => {
  vi.stubGlobal('process', process)
  const found = nodeCrypto()
  vi.unstubAllGlobals()
  expect(found).toEqual({})
})

test('bytes are written with two digits each', () => {
  expect(hex(new Uint8Array([0, 10, 255]))).toBe('000aff')
})

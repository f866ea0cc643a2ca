import { createHash } from 'node:crypto'
import { afterEach, expect, test, vi } from 'vitest'
import { hex, nodeCrypto } from '../../src/server/node-crypto.ts'

afterEach(() => void vi.unstubAllGlobals())

test('node:crypto comes from the runtime', () => {
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
])('no module is found if the runtime %s', (_, process) => {
  vi.stubGlobal('process', process)
  const found = nodeCrypto()
  vi.unstubAllGlobals()
  expect(found).toEqual({})
})

test('a byte is written as two hexadecimal digits', () => {
  expect(hex(new Uint8Array([0, 10, 255]))).toBe('000aff')
})

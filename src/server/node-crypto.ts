/** The part of Node's `node:crypto` that the web platform lacks: hashing without a promise, and MD5. */
interface NodeCrypto {
  hash(algorithm: 'sha1', text: string): string
  createHash(algorithm: 'sha1' | 'md5'): { update(text: string): { digest(encoding: 'hex'): string } }
}

interface NodeGlobals {
  process: { getBuiltinModule(id: 'node:crypto'): Partial<NodeCrypto> | undefined }
}

/**
 * `node:crypto`, where there is one. What throws is a runtime without `process` or `process.getBuiltinModule`, and Next's
 * edge runtime, where the latter is read.
 */
export function nodeCrypto(): Partial<NodeCrypto> {
  try {
    return (globalThis as unknown as NodeGlobals).process.getBuiltinModule('node:crypto') ?? {}
  } catch {
    return {}
  }
}

export const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** The part of Node's `node:crypto` that the web platform lacks: hashing without a promise, and MD5. */
interface NodeCrypto {
  hash(algorithm: 'sha1', text: string): string
  createHash(algorithm: 'sha1' | 'md5'): { update(text: string): { digest(encoding: 'hex'): string } }
}

interface NodeGlobals {
  process?: { getBuiltinModule?(id: 'node:crypto'): Partial<NodeCrypto> | undefined }
}

/** `node:crypto`, where there is one. Next's edge runtime throws where `process.getBuiltinModule` is read. */
export function nodeCrypto(): Partial<NodeCrypto> {
  try {
    return (globalThis as NodeGlobals).process?.getBuiltinModule?.('node:crypto') ?? {}
  } catch {
    return {}
  }
}

export const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

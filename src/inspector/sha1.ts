const BLOCK = 64
const initial: State = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]

type State = readonly [number, number, number, number, number]

const words = new Int32Array(80)

/**
 * SHA-1 of a text's UTF-8 bytes, in hex. Without WebCrypto, which plain http pages lack and a search would wait for.
 */
export const sha1 = (text: string): string => hasher('')(new TextEncoder().encode(text))

/** Hashes many texts that begin alike: the whole blocks of the beginning are worked through once. */
export function hasher(beginning: string): (rest: Uint8Array) => string {
  const begun = new TextEncoder().encode(beginning)
  const whole = begun.length - (begun.length % BLOCK)
  const state = blocks(initial, begun, whole)
  const left = begun.subarray(whole)
  return (rest) => {
    const length = whole + left.length + rest.length
    const bytes = new Uint8Array(Math.ceil((left.length + rest.length + 9) / BLOCK) * BLOCK)
    bytes.set(left)
    bytes.set(rest, left.length)
    bytes[left.length + rest.length] = 0x80
    new DataView(bytes.buffer).setUint32(bytes.length - 4, length * 8)
    return blocks(state, bytes, bytes.length)
      .map((word) => (word >>> 0).toString(16).padStart(8, '0'))
      .join('')
  }
}

function blocks(state: State, bytes: Uint8Array, end: number): State {
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  let result = state
  for (let offset = 0; offset < end; offset += BLOCK) result = compress(result, view, offset)
  return result
}

const rotate = (word: number, bits: number) => (word << bits) | (word >>> (32 - bits))

function compress(state: State, view: DataView, offset: number): State {
  const at = (index: number) => words[index] as number
  for (let i = 0; i < 16; i++) words[i] = view.getInt32(offset + i * 4)
  for (let i = 16; i < 80; i++) words[i] = rotate(at(i - 3) ^ at(i - 8) ^ at(i - 14) ^ at(i - 16), 1)
  let [a, b, c, d, e] = state
  for (let i = 0; i < 80; i++) {
    const mixed =
      i < 20
        ? ((b & c) | (~b & d)) + 0x5a827999
        : i < 40
          ? (b ^ c ^ d) + 0x6ed9eba1
          : i < 60
            ? ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc
            : (b ^ c ^ d) + 0xca62c1d6
    const next = (rotate(a, 5) + mixed + e + at(i)) | 0
    e = d
    d = c
    c = rotate(b, 30)
    b = a
    a = next
  }
  return [(state[0] + a) | 0, (state[1] + b) | 0, (state[2] + c) | 0, (state[3] + d) | 0, (state[4] + e) | 0]
}

const BLOCK_BYTES = 64
const initial: State = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]

type State = readonly [number, number, number, number, number]

const words = new Int32Array(80)

/**
 * SHA-1 of a text's UTF-8 bytes, in 40 hexadecimal digits. Synchronous and without WebCrypto, which pages on plain http
 * do not have.
 */
export const sha1 = (text: string): string => hasher('')(text)

/** Hashes many texts with the same beginning: its whole blocks are computed once. */
export function hasher(beginning: string): (rest: string) => string {
  const begun = utf8(beginning)
  const whole = begun.length - (begun.length % BLOCK_BYTES)
  const state = compressAll(initial, Uint8Array.from(begun), whole)
  const left = begun.slice(whole)
  return (rest) => {
    const end = [...left, ...utf8(rest)]
    const bytes = new Uint8Array(Math.ceil((end.length + 9) / BLOCK_BYTES) * BLOCK_BYTES)
    bytes.set(end)
    bytes[end.length] = 0x80
    new DataView(bytes.buffer).setUint32(bytes.length - 4, (whole + end.length) * 8)
    return compressAll(state, bytes, bytes.length)
      .map((word) => (word >>> 0).toString(16).padStart(8, '0'))
      .join('')
  }
}

/** The UTF-8 bytes of a text. Jest's jsdom has no `TextEncoder`. */
function utf8(text: string): number[] {
  const bytes: number[] = []
  for (const character of text) {
    const point = character.codePointAt(0) as number
    // As `TextEncoder` does, half a surrogate pair becomes U+FFFD.
    const code = point >= 0xd800 && point < 0xe000 ? 0xfffd : point
    const rest = (shift: number) => 0x80 | ((code >> shift) & 0x3f)
    if (code < 0x80) bytes.push(code)
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), rest(0))
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), rest(6), rest(0))
    else bytes.push(0xf0 | (code >> 18), rest(12), rest(6), rest(0))
  }
  return bytes
}

function compressAll(state: State, bytes: Uint8Array, end: number): State {
  const view = new DataView(bytes.buffer)
  let result = state
  for (let offset = 0; offset < end; offset += BLOCK_BYTES) result = compress(result, view, offset)
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

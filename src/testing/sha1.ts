const rotate = (word: number, bits: number) => (word << bits) | (word >>> (32 - bits))

/**
 * SHA-1 of a text's UTF-8 bytes in hex. At once, unlike WebCrypto: the bridge may not wait, and plain http pages have
 * no WebCrypto.
 */
export function sha1(text: string): string {
  const words = padded(bytesOf(text))
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]
  for (let block = 0; block < words.length; block += 16) {
    compress(state, words.slice(block, block + 16))
  }
  return state.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
}

/** UTF-8 without `TextEncoder`, which Jest's jsdom lacks. */
const bytesOf = (text: string): Uint8Array =>
  Uint8Array.from(encodeURIComponent(text).match(/%..|./g) ?? [], (unit) =>
    unit.length === 1 ? unit.charCodeAt(0) : Number.parseInt(unit.slice(1), 16),
  )

/** The bytes, a one bit, zeros, and the length in bits, as big-endian words in blocks of sixteen. */
function padded(bytes: Uint8Array): number[] {
  const blocks = Math.ceil((bytes.length + 9) / 64)
  const view = new DataView(new ArrayBuffer(blocks * 64))
  bytes.forEach((byte, index) => {
    view.setUint8(index, byte)
  })
  view.setUint8(bytes.length, 0x80)
  view.setUint32(blocks * 64 - 4, bytes.length * 8)
  return Array.from({ length: blocks * 16 }, (_, index) => view.getUint32(index * 4))
}

function compress(state: number[], words: number[]) {
  const at = (index: number) => words[index] as number
  for (let i = 16; i < 80; i++) words[i] = rotate(at(i - 3) ^ at(i - 8) ^ at(i - 14) ^ at(i - 16), 1)
  let [a, b, c, d, e] = state as [number, number, number, number, number]
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
  ;[a, b, c, d, e].forEach((word, index) => {
    state[index] = ((state[index] as number) + word) | 0
  })
}

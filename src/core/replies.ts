/* Replies whose form needs more than a glance. */
import type { RawReply } from './sdk.ts'
import { text, wordsOf } from './table.ts'

/** The kind of the network, which most clients put in their words: `network_type:wifi`; `wwan` has a `subtype`. */
export const networkType = (value: unknown, reply: RawReply): string => {
  const type = text(reply.subtype || value || wordsOf(reply).replace(/^[^:]*:\s*/, '')).toLowerCase()
  if (type === 'ok') throw new TypeError()
  return type
}

/** What was scanned. iOS wraps it: `{"scan_code":{"scan_result":"…"}}`. Empty when WeChat itself handled the code. */
export const scanned = (value: unknown, _reply: RawReply, sent: RawReply): string => {
  const words = text(value ?? (sent.needResult ? undefined : ''))
  return /^\s*\{\s*"scan_code"/.test(words) ? text(JSON.parse(words).scan_code.scan_result) : words
}

/** `CODE_128,1234`: the kind of a bar code and its number; anything else is a QR code. */
export function scannedParts(resultStr: string): [type: string, value: string] {
  const [, type, value] = /^((?:CODE|EAN|UPC|RSS|PDF|DATA)_?\w+|ITF|CODABAR),([\s\S]*)$/.exec(resultStr) ?? []
  return type && value !== undefined ? [type, value] : [resultStr && 'QR_CODE', resultStr]
}

/** The first bytes of the formats, in base64. */
const formats: readonly (readonly [start: string, type: string])[] = [
  ['iVBORw0', 'png'],
  ['R0lGOD', 'gif'],
  ['UklGR', 'webp'],
]

/**
 * A data URL. iOS sends one, of the type `image/jgp`; Android sends bare base64, some versions with line breaks in it.
 */
export const dataUrl = (value: unknown): string => {
  const base64 = text(value).replace(/^data:[^,]*,|\s/g, '')
  if (!/^[\w+/]+=*$/.test(base64)) throw new TypeError('not base64')
  const format = formats.find(([start]) => base64.startsWith(start))?.[1] ?? 'jpeg'
  return `data:image/${format};base64,${base64}`
}

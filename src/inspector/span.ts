/** The part in which two texts differ: from `start`, to `leftEnd` in one and to `rightEnd` in the other. */
export interface Span {
  readonly start: number
  readonly leftEnd: number
  readonly rightEnd: number
}

/** The span in which two texts differ; what is percent-encoded is not cut in two. `undefined` when they are equal. */
export function spanOf(left: string, right: string): Span | undefined {
  if (left === right) return undefined
  let start = 0
  while (start < left.length && left[start] === right[start]) start++
  let tail = 0
  const room = Math.min(left.length, right.length) - start
  while (tail < room && left[left.length - 1 - tail] === right[right.length - 1 - tail]) tail++
  // Back to the `%` of an escape that the difference is within, and on to the end of one that it has begun.
  const open = Math.max(left.slice(start - 2, start).lastIndexOf('%'), -1)
  if (start >= 1 && open >= 0) start -= left.slice(Math.max(0, start - 2), start).length - open
  const isCut = (text: string) => /%[\da-f]?$/i.test(text.slice(start, text.length - tail))
  while (tail > 0 && (isCut(left) || isCut(right))) tail--
  return { start, leftEnd: left.length - tail, rightEnd: right.length - tail }
}

/** A window of a text: what is before the mark, the mark, and what is after it; cut off with `…`. */
export interface Window {
  readonly before: string
  readonly mark: string
  readonly after: string
}

/**
 * The part of a text around a span.
 *
 * @param size characters in all
 * @param from where the window begins, the same for texts that stand below each other
 */
export function windowOf(text: string, start: number, end: number, size: number, from: number): Window {
  const before = (from > 0 ? '…' : '') + text.slice(from, start)
  const mark = text.slice(start, end)
  const left = Math.max(0, size - before.length - mark.length)
  const rest = text.slice(end)
  return { before, mark, after: rest.length > left ? `${rest.slice(0, Math.max(0, left - 1))}…` : rest }
}

/** Where a window of so many characters begins, so that what stands at `start` is in its middle third. */
export const windowStart = (start: number, length: number, size: number): number =>
  length <= size ? 0 : Math.max(0, Math.min(start - Math.floor(size / 3), length - size))

/** A text with its middle left out, for a line of so many characters. */
export function middle(text: string, size: number): string {
  if (text.length <= size) return text
  const half = Math.floor((size - 1) / 2)
  return `${text.slice(0, size - 1 - half)}…${text.slice(text.length - half)}`
}

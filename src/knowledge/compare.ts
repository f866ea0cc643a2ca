/* Where and how two URLs of one page differ. */
import type { UrlMistakeName } from './mistakes.ts'

/** Where two texts differ first. */
export interface Difference {
  /** The place of the first character that differs, from 0. */
  readonly index: number
  /** The character of each text there; `''` where the text has ended. */
  readonly left: string
  readonly right: string
}

/** The first character at which two texts differ; `undefined` when they are equal. */
export function firstDifference(left: string, right: string): Difference | undefined {
  if (left === right) return undefined
  let index = 0
  while (left[index] === right[index]) index++
  // Both halves of a pair are one character to a reader.
  if (isHigh(left.charCodeAt(index - 1))) index--
  return { index, left: characterAt(left, index), right: characterAt(right, index) }
}

const isHigh = (code: number) => code >= 0xd800 && code < 0xdc00

/** The character at a place. What is percent-encoded is one character: `%3A`. */
function characterAt(text: string, index: number): string {
  const [encoded] = /%[\da-f]{2}/i.exec(text.slice(index, index + 3)) ?? []
  const code = text.codePointAt(index)
  return encoded ?? (code === undefined ? '' : String.fromCodePoint(code))
}

/** How two URLs of one page differ: by a mistake of backends, or in one of their parts. */
export type UrlDifference = UrlMistakeName | 'host' | 'query' | 'path' | 'other'

/** The kind of difference between a URL and the one that it should be; `undefined` when they are equal. */
export function kindOfDifference(url: string, expected: string): UrlDifference | undefined {
  if (url === expected) return undefined
  const rules: readonly (readonly [UrlDifference, (text: string) => string])[] = [
    ['fragment', (text) => text.replace(/#[\s\S]*/, '')],
    ['scheme', (text) => text.replace(/^https?:/, '')],
    ['slash', (text) => text.replace(/\/(?=$|\?)/, '')],
    ['html-escaped', (text) => text.replace(/&amp;/g, '&')],
    ['decoded', decoded],
    ['case', (text) => text.toLowerCase()],
  ]
  const rule = rules.find(([, same]) => same(url) === same(expected))
  if (rule) return rule[0]
  if (url !== '' && expected.startsWith(url) && '?&'.includes(expected[url.length] as string)) return 'cut'
  const [first, second] = [parts(url), parts(expected)]
  if (first.origin !== second.origin) return 'host'
  return first.path === second.path ? 'query' : first.query === second.query || !first.query ? 'path' : 'other'
}

/** As far as it can be decoded, and once more, since some do it twice. */
function decoded(text: string): string {
  let result = text.replace(/\+/g, ' ')
  for (let times = 0; times < 2; times++) {
    result = result.replace(/(%[\da-f]{2})+/gi, (encoded) => {
      try {
        return decodeURIComponent(encoded)
      } catch {
        return encoded
      }
    })
  }
  return result
}

function parts(url: string) {
  // Matches at the start of any text, since each part may be missing.
  const [, origin, path, query] = /(\w+:\/\/[^/?#]*)?([^?#]*)(\?[^#]*)?/.exec(url) as RegExpExecArray
  return { origin, path, query }
}

import { redactLongRuns } from '../knowledge/redact.ts'

// Controls, marks of text direction, and invisible characters: a terminal would interpret them.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu

/** A text of the backend, safe for a terminal: one line of at most `length` characters. */
export function clean(text: string, length = 200): string {
  const line = text
    .slice(0, 4 * length)
    .replace(UNSEEN, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return line.length > length ? `${line.slice(0, length - 1)}…` : line
}

/** As `clean`, without anything that may be a secret, a token or a ticket. */
export const excerpt = (text: string, length = 120) => clean(redactLongRuns(text), length)

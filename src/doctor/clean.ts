import { redactLongRuns } from '../knowledge/redact.ts'

// Controls, what turns the direction of text, and what cannot be seen: a terminal would obey them.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu

/** A stranger's words, fit for a terminal: one line of at most `length` characters. */
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

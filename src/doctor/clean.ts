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

/** As `clean`, without anything that may be a key: tokens, tickets and secrets are long runs of letters and digits. */
export const excerpt = (text: string, length = 120) => clean(text.replace(/[\w+/=-]{20,}/g, '***'), length)

/** Takes what must stay secret out of a text, in each of the spellings it may have there. */
export function createRedactor(secrets: readonly (string | undefined)[]): (text: string) => string {
  const spellings = secrets
    .filter((secret): secret is string => typeof secret === 'string' && secret.length >= 4)
    .flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
    .sort((a, b) => b.length - a.length)
  return (text) => spellings.reduce((rest, spelling) => rest.split(spelling).join('***'), text)
}

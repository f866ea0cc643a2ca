/* Takes secrets out of texts that people are shown. */

/** Takes known secrets out of a text, in each spelling that they may have there. */
export function createRedactor(secrets: readonly (string | undefined)[]): (text: string) => string {
  const spellings = secrets
    .filter((secret): secret is string => typeof secret === 'string' && secret.length >= 4)
    .flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
    .sort((a, b) => b.length - a.length)
  return (text) => spellings.reduce((rest, spelling) => rest.split(spelling).join('***'), text)
}

/** A secret, a token or a ticket is that long, also in base64, hexadecimal or percent-encoded; no word of WeChat's is. */
const LONG_RUN = /[\w+/=%\\-]{24,}/g

/** Takes every run out of a text that is long enough to be a secret, except `kept`. */
export const redactLongRuns = (text: string, kept?: string): string =>
  text.replace(LONG_RUN, (run) => (run === kept ? run : '***'))

const secretNames =
  'code|state|\\w*token|\\w*ticket|\\w*secret|openid|unionid|session\\w*|auth\\w*|pass\\w*|pwd|sign|signature|\\w*key|jwt|phone|mobile'

// `name=value` of a query, `"name": "value"` of JSON, `token/value` of a user agent, and long random words.
const inQuery = new RegExp(`([?&#;\\s"']|^)(${secretNames})=([^&#\\s"'<>),;\\]]+)`, 'gi')
const inJson = new RegExp(`(["'])(${secretNames})\\1\\s*:\\s*(?:"[^"]*"?|'[^']*'?|[\\w.-]+)`, 'gi')
const inUserAgent = /\btoken\/\S+/g
const longWord = /[\w-]{32,}/g
/** A long word without a digit, or without a letter, is a separator or a number. */
const isRandom = (word: string) => /\d/.test(word) && /[a-z]/i.test(word)

/** Takes what may be secret or personal out of a text: values with such names, and long random words. */
export const redactNamed = (text: string): string =>
  text
    .replace(inQuery, '$1$2=…')
    .replace(inJson, '$1$2$1: "…"')
    .replace(inUserAgent, 'token/…')
    .replace(longWord, (word) => (isRandom(word) ? `${word.slice(0, 4)}…(${word.length})` : word))

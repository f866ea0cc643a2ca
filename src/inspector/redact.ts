const secretNames =
  'code|state|\\w*token|\\w*ticket|\\w*secret|openid|unionid|session\\w*|auth\\w*|pass\\w*|pwd|sign|signature|\\w*key|jwt|phone|mobile'

// `name=value` of a query, `"name": "value"` of JSON, `token/value` of a user agent, and long words that nobody reads.
const inQuery = new RegExp(`([?&#;\\s"']|^)(${secretNames})=([^&#\\s"'<>),;\\]]+)`, 'gi')
const inJson = new RegExp(`(["'])(${secretNames})\\1\\s*:\\s*(?:"[^"]*"?|'[^']*'?|[\\w.-]+)`, 'gi')
const inUserAgent = /\btoken\/\S+/g
const long = /[\w-]{32,}/g
/** A long word without a digit, or without a letter, is a separator or a number. */
const isRandom = (word: string) => /\d/.test(word) && /[a-z]/i.test(word)

/** Takes out of a text what may be secret or personal: values of such names, and long random words. */
export const redact = (text: string): string =>
  text
    .replace(inQuery, '$1$2=…')
    .replace(inJson, '$1$2$1: "…"')
    .replace(inUserAgent, 'token/…')
    .replace(long, (word) => (isRandom(word) ? `${word.slice(0, 4)}…(${word.length})` : word))

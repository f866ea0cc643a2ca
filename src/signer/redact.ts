/** WeChat's id of a refusal, at the end of its words. */
const RID = /\brid: ?([0-9a-f]{6,12}(?:-[0-9a-f]{4,12}){1,4})(?![\w-])/i

/**
 * No word of WeChat's is that long; a secret, a token or a ticket is, also in base64, hexadecimal or percent-encoded.
 */
const LONG_RUN = /[\w+/=%\\-]{24,}/g

const MAX_LENGTH = 300

/** Somebody else's words as they may be repeated: without secrets, however they are encoded, and cut short. */
export function redact(words: string, secrets: readonly string[]): { words: string; rid?: string } {
  const known = secrets.filter(Boolean)
  const text = known.reduce((rest, secret) => rest.split(secret).join('***'), words.slice(0, 10_000))
  const rid = RID.exec(text)?.[1]
  const short = text.replace(LONG_RUN, (run) => (run === rid ? run : '***')).slice(0, MAX_LENGTH)
  return { words: short, rid }
}

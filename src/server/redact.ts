/** WeChat's id of a refusal, at the end of its errmsg. */
const RID = /\brid: ?([0-9a-f]{6,12}(?:-[0-9a-f]{4,12}){1,4})(?![\w-])/i

/** A secret, a token or a ticket is that long, also in base64, hexadecimal or percent-encoded; no word of WeChat's is. */
const LONG_RUN = /[\w+/=%\\-]{24,}/g

const MAX_LENGTH = 300

/** An upstream message without secrets, in whatever encoding, and at most 300 characters long. */
export function redact(words: string, secrets: readonly string[]): { words: string; rid?: string } {
  const known = secrets.filter(Boolean)
  const text = known.reduce((rest, secret) => rest.split(secret).join('***'), words.slice(0, 10_000))
  const rid = RID.exec(text)?.[1]
  const short = text.replace(LONG_RUN, (run) => (run === rid ? run : '***')).slice(0, MAX_LENGTH)
  return { words: short, rid }
}

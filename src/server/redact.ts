import { createRedactor, redactLongRuns } from '../knowledge/redact.ts'

/** WeChat's id of a refusal, at the end of its errmsg. */
const RID = /\brid: ?([0-9a-f]{6,12}(?:-[0-9a-f]{4,12}){1,4})(?![\w-])/i

const MAX_LENGTH = 300

/** An upstream message without secrets, in whatever encoding, and at most 300 characters long. */
export function redact(words: string, secrets: readonly string[]): { words: string; rid?: string } {
  // Stryker disable next-line MethodExpression: the limit saves time alone
  const text = createRedactor(secrets)(words.slice(0, 10_000))
  const rid = RID.exec(text)?.[1]
  const short = redactLongRuns(text, rid).slice(0, MAX_LENGTH)
  return { words: short, rid }
}

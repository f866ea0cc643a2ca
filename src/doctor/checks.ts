import type { Check } from './check.ts'
import { answerChecks } from './checks-answer.ts'
import { pageChecks } from './checks-page.ts'
import { signingChecks } from './checks-signing.ts'

export const checks: readonly Check[] = [...answerChecks, ...pageChecks, ...signingChecks]

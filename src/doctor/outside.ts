import { collect } from './evidence.ts'
import { type CaseOptions, judge, toCase, withEcho } from './examine.ts'
import type { Diagnosis } from './types.ts'

/**
 * The part of `diagnose` that a page can run by itself, about the backend that signs it: no ticket, no account,
 * redirects and CORS as the browser treats them.
 *
 * Rejects with a `TypeError` that names the wrong option, and with the reason of `signal`.
 */
export async function diagnoseFromPage(options: CaseOptions): Promise<Diagnosis> {
  const evidence = await collect(toCase(options, true, []), () => {})
  return judge(await withEcho(evidence))
}

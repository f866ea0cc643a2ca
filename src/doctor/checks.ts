import type { Check } from './check.ts'
import * as answer from './checks-answer.ts'
import * as page from './checks-page.ts'
import * as signing from './checks-signing.ts'

/** In the order in which a person would look. */
export const checks: readonly Check[] = [
  answer.reachable,
  answer.redirects,
  answer.status,
  answer.json,
  answer.contentType,
  answer.signaturePresent,
  answer.envelope,
  answer.fields,
  answer.types,
  answer.appId,
  answer.leaks,
  answer.clock,
  page.page,
  page.cors,
  page.caching,
  page.sameTwice,
  page.nonce,
  page.methods,
  signing.urlsAnswered,
  signing.urlsEchoed,
  signing.urlsSigned,
  signing.signature,
  signing.foreignPage,
  signing.noHttpPage,
  signing.refusals,
  signing.account,
  signing.ticket,
  signing.apiDomains,
]

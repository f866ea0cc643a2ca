import { inLanguage } from '../knowledge/text.ts'
import { withoutFragment } from '../knowledge/url.ts'
import type { Check } from './check.ts'
import { clean, excerpt } from './clean.ts'
import { type Answer, type Evidence, isSigned } from './evidence.ts'
import type { Found } from './findings.ts'
import { PROBE_WORDS } from './probes.ts'
import { errorIn } from './reading.ts'
import { adviceOn, type Word, wordOf } from './words.ts'

/** The backend limits requests: no finding, but the check has no result. */
const isLimited = ({ status }: Answer) => status === 429

/** Are URLs signed that look different from the page's? */
const urlsAnswered: Check = {
  name: 'urls-answered',
  needs: 'signature',
  run({ probes, lang, asking }) {
    return probes.flatMap(({ name, answer }): Found[] => {
      if (isSigned(answer) || isLimited(answer)) return []
      const what = inLanguage(PROBE_WORDS[name], lang)
      if (answer.failure?.kind === 'timeout') {
        return [{ name: 'timeout', facts: { what, seconds: String(asking.timeout / 1000) } }]
      }
      const reason = answer.failure
        ? answer.failure.kind
        : `HTTP ${answer.status} ${errorIn(answer.reading.value).words}`
      return [{ name: 'url-refused', facts: { what, words: excerpt(reason) } }]
    })
  },
}

/** Recomputed with the ticket: of which URL is each signature? */
const urlsSigned: Check = {
  name: 'urls-signed',
  needs: 'ticket',
  run({ recomputed, param, lang }) {
    if (!recomputed || recomputed.algorithm) return []
    const { right, explanations, unexplained } = recomputed.verdict
    const found: Found[] = explanations.map(({ mistake, asked, signed }) => ({
      name: `url-${mistake}` as const,
      facts: { asked: clean(asked, 400), signed: clean(signed, 400), param },
    }))
    if (unexplained.length && (right.length || explanations.length)) {
      found.push({
        name: 'url-unknown',
        facts: { what: unexplained.map((name) => inLanguage(PROBE_WORDS[name], lang)).join(', ') },
      })
    }
    return found
  },
}

/** Without a ticket: what does the backend say that it signed? */
const urlsEchoed: Check = {
  name: 'urls-echoed',
  needs: 'echo',
  run({ echoed, param }) {
    return (echoed?.explanations ?? []).map(({ mistake, asked, signed }) => ({
      name: `url-${mistake}` as const,
      facts: { asked: clean(asked, 400), signed: clean(signed, 400), param },
    }))
  },
}

/** Is it made with the ticket, and as WeChat makes it? */
const signature: Check = {
  name: 'signature',
  needs: 'ticket',
  run({ recomputed, first, lang, appId = '' }) {
    // Without these two nothing can be recomputed: the finding about the missing field says so.
    const isWhole = !first.reading.missing.some((name) => ['timestamp', 'nonceStr'].includes(name))
    if (!recomputed || !isWhole) return []
    const { verdict, algorithm, by, isOther, tickets } = recomputed
    if (algorithm) return [{ name: 'algorithm', facts: { what: inLanguage(algorithm, lang) } }]
    if (verdict.right.length === 0 && verdict.explanations.length === 0) {
      const names = tickets.map((name) => wordOf(name, lang)).join(wordOf('or', lang))
      return [{ name: 'signature-unknown', facts: { tickets: names } }]
    }
    if (by === 'a-token') return [{ name: 'token-as-ticket' }]
    return by === 'given-ticket' && isOther ? [{ name: 'ticket-stale', facts: { appId: clean(appId, 40) } }] : []
  },
}

/** Is the ticket that was given that of the account? */
const ticket: Check = {
  name: 'ticket',
  needs: 'account',
  run({ recomputed, appId = '' }) {
    if (!recomputed?.isOther || recomputed.by === 'given-ticket') return []
    return [{ name: 'ticket-other', facts: { appId: clean(appId, 40) } }]
  },
}

/** A signature of this very page, as far as can be told. */
function isSignedFor(answer: Answer, { recomputed, first }: Evidence): boolean {
  if (!isSigned(answer)) return false
  if (recomputed?.isExplained) return recomputed.signedForeign.has(answer.asked)
  const echo = answer.reading.signature?.url
  if (echo !== undefined) return echo === withoutFragment(answer.asked)
  return answer.reading.signature?.signature !== first.reading.signature?.signature
}

/** Whose pages does it sign? */
const foreignPage: Check = {
  name: 'foreign-page',
  needs: 'signature',
  run(evidence) {
    const { foreign, lookalikes } = evidence
    const factsOf = ({ asked }: Answer) => ({ page: clean(asked) })
    if (foreign && isSignedFor(foreign, evidence)) return [{ name: 'open-signer', facts: factsOf(foreign) }]
    const lookalike = lookalikes.find((answer) => isSignedFor(answer, evidence))
    return lookalike ? [{ name: 'lookalike-signed', facts: factsOf(lookalike) }] : []
  },
}

const noHttpPage: Check = {
  name: 'no-http-page',
  needs: 'signature',
  run(evidence) {
    const { foreign, notUrls } = evidence
    // A backend that signs everything signs this as well: reported once.
    if (foreign && isSignedFor(foreign, evidence)) return []
    const signed = notUrls.find((answer) => isSignedFor(answer, evidence))
    return signed ? [{ name: 'no-http-signed', facts: { page: clean(signed.asked) } }] : []
  },
}

/** Do refusals come with a status that a page can see? */
const refusals: Check = {
  name: 'refusals',
  needs: 'signature',
  run({ foreign, notUrls, noUrl, lang }) {
    const asked: (readonly [Word, Answer | undefined])[] = [
      ['foreign-page', foreign],
      ['no-http', notUrls.find(({ status }) => status >= 500) ?? notUrls[0]],
      ['no-url', noUrl],
    ]
    const found: Found[] = []
    for (const [word, answer] of asked) {
      if (!answer || answer.failure || isSigned(answer)) continue
      const what = wordOf(word, lang)
      const facts = { what, status: String(answer.status), words: excerpt(errorIn(answer.reading.value).words) }
      if (answer.status >= 500) found.push({ name: 'error-crash', facts })
      else if (answer.status < 300) found.push({ name: 'error-in-200', facts })
    }
    return found.filter(({ name }, i) => found.findIndex((one) => one.name === name) === i)
  },
}

const account: Check = {
  name: 'account',
  needs: 'account',
  run({ account, lang }) {
    if (account?.unreachable) return [{ name: 'wechat-unreachable', facts: { words: clean(account.unreachable) } }]
    if (!account?.refusal) return []
    const { errcode, words } = account.refusal
    const facts = { errcode: String(errcode), words: excerpt(words), advice: adviceOn(errcode, words, lang) }
    return [{ name: errcode === 40164 ? 'ip-not-listed' : 'account-refused', facts }]
  },
}

const apiDomains: Check = {
  name: 'api-domains',
  needs: 'account',
  run({ account }) {
    if (!account || account.unreachable || !account.silent.length) return []
    return [{ name: 'api-domain', facts: { domains: account.silent.join(', ') } }]
  },
}

/** In the order in which a person would check. */
export const signingChecks: readonly Check[] = [
  urlsAnswered,
  urlsEchoed,
  urlsSigned,
  signature,
  foreignPage,
  noHttpPage,
  refusals,
  account,
  ticket,
  apiDomains,
]

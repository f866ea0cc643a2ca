import type { Check } from './check.ts'
import { clean, excerpt } from './clean.ts'
import type { Evidence } from './evidence.ts'
import type { Found } from './findings.ts'
import { nextStep } from './next-step.ts'
import { errorIn } from './reading.ts'
import { adviceOn, headerIs, type Word, wordOf } from './words.ts'

/** Seconds that a clock may be off: what a phone and a load balancer may differ by. */
const CLOCK_TOLERANCE = 300

const endpointOf = ({ endpoint }: Evidence) => clean(endpoint.origin + endpoint.pathname)

/** Does it answer at all? */
const reachable: Check = {
  name: 'reachable',
  run(evidence) {
    const { failure, hops } = evidence.first
    if (!failure) return []
    const to = clean(hops[hops.length - 1] ?? '')
    const facts = {
      endpoint: endpointOf(evidence),
      detail: clean(failure.detail),
      to,
      seconds: String(evidence.asking.timeout / 1000),
      what: endpointOf(evidence),
    }
    return [{ name: failure.kind, facts }]
  },
}

const redirects: Check = {
  name: 'redirects',
  needs: 'answer',
  run(evidence) {
    const to = evidence.first.hops[evidence.first.hops.length - 1]
    return to === undefined ? [] : [{ name: 'redirect', facts: { endpoint: endpointOf(evidence), to: clean(to) } }]
  },
}

/** A 4xx with which a backend says that it will not sign this page. */
const REFUSALS = [400, 403, 409, 422]

const status: Check = {
  name: 'status',
  needs: 'answer',
  run(evidence) {
    const { status, reading, text } = evidence.first
    if (status >= 200 && status < 300) return []
    const words = excerpt(errorIn(reading.value).words || (reading.form === 'text' ? text : ''))
    const facts = {
      endpoint: endpointOf(evidence),
      status: String(status),
      words,
      param: evidence.param,
      page: clean(evidence.pageUrl),
      next: nextStep(evidence.first, evidence),
    }
    return [{ name: REFUSALS.includes(status) && reading.form === 'json' ? 'page-refused' : 'status', facts }]
  },
}

/** Is it JSON, and said to be? */
const json: Check = {
  name: 'json',
  needs: 'answer',
  run({ first }) {
    const { form } = first.reading
    if (first.status >= 300 && form !== 'json') return []
    if (form === 'text' || form === 'empty') return [{ name: 'not-json', facts: { words: excerpt(first.text) } }]
    if (form === 'noise') return [{ name: 'noise-around-json', facts: { words: excerpt(noiseOf(first.text)) } }]
    return form === 'json' ? [] : [{ name: form }]
  },
}

const noiseOf = (text: string) =>
  `${text.slice(0, text.indexOf('{'))} ${text.slice(text.lastIndexOf('}') + 1)}`.replace(/<[^>]*>/g, ' ')

const contentType: Check = {
  name: 'content-type',
  needs: 'answer',
  run({ first, lang }) {
    if (first.reading.form !== 'json' || first.status >= 300) return []
    const type = first.header('content-type')
    if (/^(application|text)\/([\w.+-]+\+)?json\b/i.test(type ?? '')) return []
    return [{ name: 'content-type', facts: { type: headerIs('Content-Type', type, lang) } }]
  },
}

/** Is there a signature in the answer? */
const signaturePresent: Check = {
  name: 'signature-present',
  needs: 'answer',
  run({ first, lang }) {
    const { form, signature, value } = first.reading
    if (signature || form === 'web-page' || form === 'text' || form === 'empty' || first.status >= 300) return []
    const { words, errcode } = errorIn(value)
    if (errcode === undefined) return [{ name: 'no-signature', facts: { words: excerpt(words) } }]
    const facts = { errcode: String(errcode), words: excerpt(words), advice: adviceOn(errcode, words, lang) }
    return [{ name: 'wechat-error', facts }]
  },
}

const envelope: Check = {
  name: 'envelope',
  needs: 'signature',
  run: ({ first: { reading } }) =>
    reading.path ? [{ name: 'envelope', facts: { path: clean(reading.path, 60) } }] : [],
}

const fields: Check = {
  name: 'fields',
  needs: 'signature',
  run({ first: { reading }, lang }) {
    const renamed = Object.entries(reading.renamed).map(
      ([right, got]) => `"${clean(got, 30)}"${wordOf('in-place-of', lang)}"${right}"`,
    )
    const found: Found[] = []
    if (renamed.length) found.push({ name: 'field-names', facts: { names: renamed.join(', ') } })
    if (reading.missing.length) found.push({ name: 'field-missing', facts: { names: reading.missing.join(', ') } })
    return found
  },
}

const types: Check = {
  name: 'types',
  needs: 'signature',
  run({ first, lang }) {
    const { timestamp = '', signature = '' } = first.reading.signature ?? {}
    const found: Found[] = []
    if (timestamp && !/^\d{10}$/.test(timestamp)) {
      found.push({ name: 'timestamp', facts: { timestamp: excerpt(timestamp, 30) } })
    }
    const form = formOf(signature)
    if (form) found.push({ name: 'signature-form', facts: { what: wordOf(form, lang) } })
    return found
  },
}

function formOf(signature: string): Word | undefined {
  if (signature === '' || /^[\da-f]{40}$/.test(signature)) return undefined
  if (/^[\dA-Fa-f]{40}$/.test(signature)) return 'upper-case-digits'
  if (/^[\da-f]{32}$/i.test(signature)) return 'md5'
  return /^[\da-f]{64}$/i.test(signature) ? 'sha256' : 'no-digest'
}

const clock: Check = {
  name: 'clock',
  needs: 'signature',
  run({ first }) {
    const timestamp = first.reading.signature?.timestamp ?? ''
    const seconds = Math.round(first.at / 1000) - Number(timestamp)
    if (!/^\d{10}$/.test(timestamp) || Math.abs(seconds) <= CLOCK_TOLERANCE) return []
    return [{ name: 'clock', facts: { seconds: String(Math.abs(seconds)) } }]
  },
}

const appId: Check = {
  name: 'app-id',
  needs: 'appId',
  run({ first, appId }) {
    const got = first.reading.signature?.appId ?? ''
    return appId === undefined || got === '' || got === appId
      ? []
      : [{ name: 'app-id', facts: { got: excerpt(got, 40), wanted: clean(appId, 40) } }]
  },
}

/** What an answer must not hold, by the names it usually has. */
const KEYS: readonly (readonly [Word, RegExp])[] = [
  ['a-secret', /"(app_?)?secret"\s*:\s*"[^"]/i],
  ['a-ticket', /"(js_?api_?)?ticket"\s*:\s*"[^"]|jsapi_ticket=[^&"\s]/i],
  ['a-token', /"access_?token"\s*:\s*"[^"]/i],
]

const leaks: Check = {
  name: 'leaks',
  needs: 'answer',
  run(evidence) {
    const texts = [evidence.first, evidence.foreign, ...evidence.notUrls, evidence.noUrl].map(
      (answer) => answer?.text ?? '',
    )
    const named = KEYS.filter(([, key]) => texts.some((text) => key.test(text))).map(([word]) => word)
    const isKnown = texts.some((text) => evidence.secrets.some((secret) => text.includes(secret)))
    const words = named.length || !isKnown ? named : (['a-ticket'] as const)
    const what = words.map((word) => wordOf(word, evidence.lang)).join(', ')
    return what ? [{ name: 'leak', facts: { what } }] : []
  },
}

/** In the order in which a person would check. */
export const answerChecks: readonly Check[] = [
  reachable,
  redirects,
  status,
  json,
  contentType,
  signaturePresent,
  envelope,
  fields,
  types,
  appId,
  leaks,
  clock,
]

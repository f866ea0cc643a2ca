import type { Check } from './check.ts'
import { clean } from './clean.ts'
import { type Answer, type Evidence, isSame } from './evidence.ts'
import type { Found } from './findings.ts'
import { headerIs } from './words.ts'

/** Could the page be one of WeChat's JS-safe domains? */
const page: Check = {
  name: 'page',
  run({ page, endpoint }) {
    const found: Found[] = []
    if (page.port) found.push({ name: 'page-port', facts: { port: page.port } })
    if (/^(localhost|\[.*\]|[\d.]+|[^.]+|.*\.(local|localhost|internal))$/.test(page.hostname)) {
      found.push({ name: 'page-host', facts: { host: clean(page.hostname) } })
    }
    if (page.protocol === 'https:' && endpoint.protocol === 'http:' && !isLocal(endpoint))
      found.push({ name: 'mixed-content' })
    return found
  },
}

/** A backend on this machine, which is tested in place of the deployed one. */
const isLocal = ({ hostname }: URL) => /^(localhost$|127\.|\[::1\])/.test(hostname)

const caching: Check = {
  name: 'caching',
  needs: 'signature',
  run({ first, lang }) {
    const header = first.header('cache-control')
    if (/\b(no-store|no-cache|max-age=0)\b/i.test(header ?? '')) return []
    return [{ name: 'cacheable', facts: { header: headerIs('Cache-Control', header, lang) } }]
  },
}

/** The headers by which a cache says that it answered. */
function viaOf(answer: Answer): string {
  const names = ['age', 'x-cache', 'cf-cache-status', 'x-cache-lookup', 'via']
  const found = names.flatMap((name) => {
    const value = answer.header(name)
    return value === null ? [] : `${name}: ${clean(value, 60)}`
  })
  return found.length ? ` (${found.join(', ')})` : ''
}

/** Is each answer a new one? */
const sameTwice: Check = {
  name: 'same-twice',
  needs: 'signature',
  run(evidence) {
    const { first, again, probes, foreign } = evidence
    // A fragment is cut: that is one URL.
    const others = [
      ...probes.filter(({ name }) => !/^(plain|fragment)$/.test(name)).map(({ answer }) => answer),
      foreign,
    ]
    const other = others.find((answer) => isSame(first, answer))
    if (other) return [{ name: 'cache-ignores-query', facts: { via: viaOf(other) } }]
    // One nonce for all makes one signature of each second.
    return again && isSame(first, again) && !hasOneNonce(evidence)
      ? [{ name: 'same-twice', facts: { via: viaOf(again) } }]
      : []
  },
}

const nonce: Check = {
  name: 'nonce',
  needs: 'signature',
  run: (evidence) => (hasOneNonce(evidence) ? [{ name: 'nonce-constant' }] : []),
}

/** All signatures, which differ, have one nonce. */
function hasOneNonce({ probes }: Evidence): boolean {
  const signatures = probes.flatMap(({ answer }) => answer.reading.signature ?? [])
  const nonces = new Set(signatures.map(({ nonceStr }) => nonceStr))
  const digests = new Set(signatures.map(({ signature }) => signature))
  return signatures.length > 2 && nonces.size === 1 && digests.size > 1 && !nonces.has('')
}

/** May the page read the answer? */
const cors: Check = {
  name: 'cors',
  needs: 'answer',
  run({ page, endpoint, first, lang }) {
    if (page.origin === endpoint.origin) return []
    const header = first.header('access-control-allow-origin')
    if (header === '*' || header === page.origin || (header === null && isLocal(endpoint))) return []
    const shown = headerIs('Access-Control-Allow-Origin', header, lang)
    return [{ name: 'cors', facts: { header: shown, origin: page.origin } }]
  },
}

const methods: Check = {
  name: 'methods',
  needs: 'signature',
  run: ({ methods }) =>
    methods.flatMap(({ method, exchange: { failure, status } }) => {
      const words = failure ? failure.kind : `HTTP ${status}`
      const isCrash = failure
        ? failure.kind === 'timeout' || failure.kind === 'unreachable'
        : status >= 500 && status !== 501
      return isCrash ? [{ name: 'method-crash' as const, facts: { method, words } }] : []
    }),
}

/** In the order in which a person would check. */
export const pageChecks: readonly Check[] = [page, cors, caching, sameTwice, nonce, methods]

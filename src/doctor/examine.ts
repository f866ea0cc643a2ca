import { explainUrls } from '../knowledge/explain.ts'
import { createRedactor } from '../knowledge/redact.ts'
import { inLanguage, type Text } from '../knowledge/text.ts'
import { withoutFragment } from '../knowledge/url.ts'
import { canRun } from './check.ts'
import { checks } from './checks.ts'
import { clean } from './clean.ts'
import { type Case, type Evidence, refererOf } from './evidence.ts'
import { toFinding } from './to-finding.ts'
import type { CheckResult, Diagnosis, Finding, Lang } from './types.ts'

/** What every diagnosis needs. */
export interface CaseOptions {
  endpoint: string
  page: string
  param?: string
  headers?: Readonly<Record<string, string>>
  appId?: string
  lang?: Lang
  timeout?: number
  fetch?: typeof fetch
  now?(): number
  signal?: AbortSignal
}

const MAX_TIMEOUT = 120_000

/** Checks the options. Throws a `TypeError` that names the one that is wrong, without its value: it may hold a key. */
export function toCase(options: CaseOptions, secrets: readonly string[]): Case {
  const endpoint = httpUrl(options.endpoint, 'endpoint')
  const page = httpUrl(options.page, 'page')
  endpoint.hash = ''
  const { param = 'url', headers = {}, appId, lang = 'en', timeout = 10_000, now = Date.now, signal } = options
  if (!/^[\w.[\]-]+$/.test(param)) throw new TypeError('"param" must be the name of a query parameter')
  if (lang !== 'en' && lang !== 'zh') throw new TypeError('"lang" must be "en" or "zh"')
  if (!(timeout > 0 && timeout <= MAX_TIMEOUT)) throw new TypeError(`"timeout" must be 1 to ${MAX_TIMEOUT} ms`)
  if (appId !== undefined && !/^\w{1,64}$/.test(appId)) throw new TypeError('"appId" must be letters and digits')
  checkHeaders(headers)
  const fetch = options.fetch ?? ((input: RequestInfo | URL, init?: RequestInit) => globalThis.fetch(input, init))
  const asking = { fetch, now, timeout, ...(signal && { signal }) }
  // Unchanged: a URL that is parsed and serialized may be another one.
  const pageUrl = withoutFragment(options.page.trim())
  return { endpoint, page, pageUrl, param, headers, lang, secrets, asking, ...(appId !== undefined && { appId }) }
}

/** Throws a `TypeError` that repeats no value. */
function checkHeaders(headers: unknown): void {
  try {
    new Headers(headers as Record<string, string>)
  } catch {
    throw new TypeError('"headers" must be an object of header names and values')
  }
}

/** Parameters of a URL that hold a key. */
const KEY_PARAMETERS = /(^|_)(secret|appsecret|access_?token|jsapi_?ticket|ticket)$/i

function httpUrl(value: unknown, name: string): URL {
  let url: URL | undefined
  try {
    url = new URL(String(value))
  } catch {
    // Reported below.
  }
  if (!url || !/^https?:$/.test(url.protocol)) throw new TypeError(`"${name}" must be an http or https URL`)
  const hasKey = [...url.searchParams.keys()].some((key) => KEY_PARAMETERS.test(key))
  if (url.username || url.password || hasKey) {
    throw new TypeError(`"${name}" must not hold a password, secret, token or ticket`)
  }
  return url
}

/** Finds out by the `url` in the answers what was signed: all that can be known without a ticket. */
export function withEcho(evidence: Evidence): Evidence {
  const { page, pageUrl } = evidence
  const signed = evidence.probes.flatMap(({ name, answer }) => {
    const fields = answer.reading.signature
    const context = { page: pageUrl, request: answer.request, referer: refererOf(page) }
    const isSigned = (url: string) => fields?.url === url
    return fields?.url && name !== 'fragment' ? [{ name, asked: answer.asked, context, isSigned }] : []
  })
  if (!signed.length) return evidence
  return { ...evidence, echoed: explainUrls(signed) }
}

const UNKNOWN = {
  domain: [
    'WeChat lists no JS-safe domains: whether the host of the page is one shows in WeChat only ("invalid url domain").',
    '微信没有查询 JS 接口安全域名的接口：页面域名是否已登记，只能在微信里看到（“invalid url domain”）。',
  ],
  ticket: [
    'Without a ticket (WECHAT_JSAPI_TICKET, --ticket -) it stays unknown which URL was signed, and with which ticket.',
    '没有 ticket（WECHAT_JSAPI_TICKET 或 --ticket -），就无法得知签的是哪个 URL、用的是哪个 ticket。',
  ],
  unsigned: [
    'The backend gave no signature to recompute: it stays unknown which URL it signs, and with which ticket.',
    '后端没有返回可供重算的签名：无法得知签的是哪个 URL、用的是哪个 ticket。',
  ],
  account: [
    'Without WECHAT_APP_ID and WECHAT_APP_SECRET it stays unknown whether the account answers, and whether the ticket is its own.',
    '没有 WECHAT_APP_ID 和 WECHAT_APP_SECRET，就无法得知账号是否可用、ticket 是否属于它。',
  ],
  life: [
    'How long the ticket will live: WeChat always says 7200 s, however old it is.',
    'ticket 还能用多久：无论多旧，微信总是返回 7200 秒。',
  ],
  limited: [
    'The backend answered some questions with 429 (too many requests): what it signs there is not known.',
    '后端对部分请求返回了 429（请求过多）：这些 URL 的签名情况未知。',
  ],
} as const satisfies Readonly<Record<string, Text>>

/** Runs the checks over the collected answers. */
export function judge(evidence: Evidence): Diagnosis {
  const { lang } = evidence
  const redact = createRedactor(evidence.secrets)
  const results: CheckResult[] = []
  const findings: Finding[] = []
  for (const check of checks) {
    const found = canRun(check, evidence) ? check.run(evidence) : undefined
    results.push({ name: check.name, outcome: found ? (found.length ? 'found' : 'passed') : 'skipped' })
    for (const one of found ?? []) {
      const { saw, cure, ...rest } = toFinding(one, lang)
      findings.push({ ...rest, saw: redact(saw), cure: redact(cure) })
    }
  }
  const unique = findings.filter(
    ({ name, saw }, i) => findings.findIndex((one) => one.name === name && one.saw === saw) === i,
  )
  const sorted = [
    ...unique.filter(({ level }) => level === 'error'),
    ...unique.filter(({ level }) => level !== 'error'),
  ]
  const isLimited = evidence.probes.some(({ answer }) => answer.status === 429)
  const missing = [
    UNKNOWN.domain,
    ...(evidence.recomputed ? [] : [evidence.hasTicket ? UNKNOWN.unsigned : UNKNOWN.ticket]),
    evidence.account ? UNKNOWN.life : UNKNOWN.account,
    ...(isLimited ? [UNKNOWN.limited] : []),
  ]
  return {
    version: 1,
    endpoint: redact(clean(evidence.endpoint.href, 400)),
    page: redact(clean(evidence.pageUrl, 400)),
    ok: sorted.length === 0,
    findings: sorted,
    checks: results,
    notes: notesOn(evidence).map(redact),
    unknown: missing.map((text) => inLanguage(text, lang)),
  }
}

function notesOn({ account, recomputed, lang }: Evidence): string[] {
  const notes: string[] = []
  const say = (...text: Text) => notes.push(inLanguage(text, lang))
  if (account?.answering.length) {
    const hosts = account.answering.join(', ')
    say(`Domains of the API that answer: ${hosts}`, `可用的接口域名：${hosts}`)
  }
  if (account?.token) say('The account accepts its secret and this address.', '账号接受这个 AppSecret 和本机 IP。')
  if (recomputed?.by === 'account-ticket' && recomputed.isExplained) {
    say('The backend signs with the ticket that WeChat gives now.', '后端用的就是微信现在给出的 ticket。')
  }
  return notes
}

/** `error`: it fails, or harms. `warning`: it fails for some, later, or with another client. */
export type Level = 'error' | 'warning'

/** Every finding there is. */
export const LEVELS = {
  unreachable: 'error',
  tls: 'error',
  timeout: 'error',
  redirect: 'warning',
  'redirect-away': 'error',
  'redirect-loop': 'error',
  'too-large': 'error',
  status: 'error',
  'page-refused': 'error',
  'page-port': 'error',
  'page-host': 'warning',
  'mixed-content': 'error',
  'content-type': 'warning',
  'not-json': 'error',
  'web-page': 'error',
  jsonp: 'error',
  'json-in-string': 'error',
  'noise-around-json': 'error',
  'no-signature': 'error',
  'wechat-error': 'error',
  envelope: 'warning',
  'field-names': 'error',
  'field-missing': 'error',
  timestamp: 'error',
  clock: 'warning',
  'nonce-constant': 'warning',
  'signature-form': 'error',
  'app-id': 'error',
  leak: 'error',
  cacheable: 'warning',
  'same-twice': 'warning',
  'cache-ignores-query': 'error',
  cors: 'error',
  'method-crash': 'warning',
  'url-refused': 'error',
  'url-decoded': 'error',
  'url-cut': 'error',
  'url-query-dropped': 'error',
  'url-plus': 'error',
  'url-encoded': 'error',
  'url-html-escaped': 'error',
  'url-scheme': 'error',
  'url-port': 'error',
  'url-slash': 'error',
  'url-fragment': 'warning',
  'url-case': 'error',
  'url-rebuilt': 'error',
  'url-params-dropped': 'error',
  'url-quoted': 'error',
  'url-fixed': 'error',
  'url-referer': 'error',
  'url-own': 'error',
  'url-missing': 'error',
  'url-unknown': 'error',
  algorithm: 'error',
  'token-as-ticket': 'error',
  'ticket-stale': 'error',
  'ticket-other': 'warning',
  'signature-unknown': 'error',
  'open-signer': 'error',
  'lookalike-signed': 'error',
  'no-http-signed': 'warning',
  'error-in-200': 'warning',
  'error-crash': 'warning',
  'account-refused': 'error',
  'ip-not-listed': 'error',
  'wechat-unreachable': 'error',
  'api-domain': 'warning',
} as const satisfies Record<string, Level>

/** The stable name of a finding. */
export type FindingName = keyof typeof LEVELS

export const findingNames = Object.keys(LEVELS) as FindingName[]

/** What was seen, what to do; `{name}` stands for a fact. */
export type Texts = Readonly<Record<FindingName, readonly [saw: string, cure: string]>>

/** What a check has found: a name, and the facts that its text tells. */
export interface Found {
  readonly name: FindingName
  readonly facts?: Readonly<Record<string, string>>
}

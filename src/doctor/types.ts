import type { Language } from '../knowledge/text.ts'
import type { FindingName, Level } from './findings.ts'

/** The language of the texts. */
export type Lang = Language

export type { FindingName, Level }

/** One thing that is wrong. */
export interface Finding {
  /** Stable, for a program to compare. */
  readonly name: FindingName
  readonly level: Level
  /** What was seen. */
  readonly saw: string
  /** What to do about it. */
  readonly cure: string
  /** The address of the page of the documentation. */
  readonly docs: string
}

/** The name of a check and its result; `skipped` when something that it needs is missing (a ticket, an answer). */
export interface CheckResult {
  readonly name: string
  readonly outcome: 'passed' | 'found' | 'skipped'
}

/** What `diagnose` resolves with. It holds no secret, token or ticket. */
export interface Diagnosis {
  readonly version: 1
  readonly endpoint: string
  readonly page: string
  /** True when there are no findings. */
  readonly ok: boolean
  /** The errors first. */
  readonly findings: readonly Finding[]
  readonly checks: readonly CheckResult[]
  /** Further facts. */
  readonly notes: readonly string[]
  /** What cannot be known from here. */
  readonly unknown: readonly string[]
}

/** The options of `diagnose`. */
export interface DiagnoseOptions {
  /** The URL that answers `GET ?url=…` with a signature. Parameters of its own are kept. */
  endpoint: string
  /** The URL of a page that is to be signed, as its `location.href`. */
  page: string
  /** The name of the parameter that takes the page's URL; default `url`. */
  param?: string
  /** Headers that every request to the backend carries, such as those of a login. No finding repeats their values. */
  headers?: Readonly<Record<string, string>>
  /** The `jsapi_ticket` that the backend signs with: signatures are recomputed with it. */
  ticket?: string
  /** The account that the signature must be for. */
  appId?: string
  /** With `appId`, WeChat is asked for the account's token and ticket, by `stable_token` without force. */
  appSecret?: string
  /** Default `en`. */
  lang?: Lang
  /** Milliseconds for one request, at most 120 000; default 10 000. */
  timeout?: number
  /** Default the global one. */
  fetch?: typeof fetch
  /** Milliseconds since 1970; default `Date.now`. */
  now?(): number
  /** Aborts the diagnosis, with the signal's own reason. */
  signal?: AbortSignal
  /** Receives a line about each step before it is taken. */
  onProgress?(line: string): void
}

import type { Step } from '../core/attempt.ts'
import type { WechatEnvironment } from '../core/environment.ts'
import { type Difference, firstDifference } from '../knowledge/compare.ts'
import { codeOf } from '../knowledge/phrases.ts'
import { withoutFragment } from '../knowledge/url.ts'
import type { FakeWechat } from '../testing/options.ts'
import { type Explanation, explain, type Situation } from './explain.ts'
import { type Failure, readFailure } from './failure.ts'
import type { Run } from './history.ts'
import type { OpenTagCheck } from './open-tags.ts'
import { type ShareCards, shareCards } from './share-cards.ts'
import { type Inspected, type InspectedCall, type Inspection, inspect } from './source.ts'
import { lengthOf, timeline } from './timeline.ts'

/** A URL beside the others, and where it differs from the one that was sent to the signer. */
export interface Lane {
  readonly role: 'landing' | 'current' | 'sent' | 'client'
  /** `undefined` when it is not known. */
  readonly url: string | undefined
  readonly difference: Difference | undefined
}

/** Everything that the panel shows, at one moment. */
export interface View {
  readonly environment: WechatEnvironment
  readonly status: 'outside' | 'idle' | 'configuring' | 'ready' | 'failed'
  readonly duration: number | undefined
  readonly lanes: readonly Lane[]
  readonly steps: readonly Step[]
  readonly denied: readonly string[]
  readonly calls: readonly ShownCall[]
  readonly shared: Inspection['shared']
  /** What a friend and Moments get now. */
  readonly cards: ShareCards | undefined
  readonly requested: readonly string[]
  readonly endpoint: string | undefined
  readonly signature: Inspection['signature']
  readonly failure: (Failure & { readonly explanation: Explanation }) | undefined
  /** Why the fake client refused, in its own words; what a real client never says. */
  readonly clientReason: string | undefined
  /** Earlier configurations, the latest first. */
  readonly earlier: readonly Run[]
  /** Whether the client object reports calls and signatures. */
  readonly hasInspection: boolean
  /** Whether the page is in a frame of another page. */
  readonly isFramed: boolean
  /** What was checked of open tags; empty on a page without any. */
  readonly openTags: readonly OpenTagCheck[]
}

/** A call, and what its failure means. */
export interface ShownCall {
  readonly api: string
  readonly duration: number | undefined
  readonly outcome: 'pending' | 'good' | 'cancelled' | 'bad'
  /** What was sent and what came back, where the fake reports it. */
  readonly details: string | undefined
  readonly failure: (Failure & { readonly explanation: Explanation }) | undefined
}

/** What the panel observes. */
export interface Subject {
  readonly wechat?: Inspected | undefined
  readonly fake?: FakeWechat | undefined
  readonly runs: readonly Run[]
  readonly environment: WechatEnvironment
  /** The URLs as the page knows them, for a client object that does not report any. */
  readonly landing: string
  readonly current: string
  readonly isFramed?: boolean
  readonly openTags?: readonly OpenTagCheck[]
}

/** Reads everything there is to show. */
export function view(subject: Subject): View {
  const { wechat, runs, environment } = subject
  const inspection = inspect(wechat)
  const run = runs[0] ?? fakeRun(subject)
  const configuration = lastConfiguration(subject.fake)
  const landing = inspection?.landing ?? subject.landing
  const current = inspection?.current ?? subject.current
  const failure = run?.error === undefined ? undefined : readFailure(run.error)
  const clientUrls = urlsOfClient(run, failure, configuration)
  const sent = lastSent(run, failure, inspection)
  const situation: Situation = {
    environment,
    landing,
    current,
    endpoint: inspection && (inspection.endpoint ?? 'function'),
    appId: inspection?.signature?.appId,
    sent,
    clientUrls,
  }
  const explained = (one: Failure) => ({ ...one, explanation: explain(one, situation) })
  return {
    environment,
    status: statusOf(subject, run),
    duration: run?.duration ?? (run && run.steps.length > 0 ? lengthOf(timeline(run.steps)) : undefined),
    lanes: lanes({ landing, current, sent, clientUrls }),
    steps: run?.steps ?? [],
    denied: run?.denied ?? [],
    calls: shownCalls(inspection?.calls ?? fakeCalls(subject.fake)).map(({ error, ...call }) => ({
      ...call,
      failure: error === undefined ? undefined : explained(readFailure(error)),
    })),
    shared: inspection?.shared,
    cards: shareCards(subject.fake, inspection?.shared),
    requested: inspection?.requested ?? configuration?.jsApiList ?? [],
    endpoint: inspection?.endpoint,
    signature: inspection?.signature ?? presentedSignature(configuration),
    failure: failure && explained(failure),
    clientReason: run?.status === 'failed' ? configuration?.explanation : undefined,
    earlier: runs.slice(1),
    hasInspection: inspection !== undefined,
    isFramed: subject.isFramed ?? false,
    openTags: subject.openTags ?? [],
  }
}

function statusOf({ environment, wechat, fake }: Subject, run: Run | undefined): View['status'] {
  if (!environment.inWechat) return 'outside'
  return run && (wechat || fake) ? run.status : 'idle'
}

const lastConfiguration = (fake: FakeWechat | undefined) => fake?.configurations[fake.configurations.length - 1]

/** The URLs that the client checked: what it accepted, what it named, what the fake knows. */
function urlsOfClient(
  run: Run | undefined,
  failure: Failure | undefined,
  configuration: ReturnType<typeof lastConfiguration>,
): readonly string[] {
  if (run?.signedUrl !== undefined) return [run.signedUrl]
  const isThis = configuration && run && withoutFragment(configuration.url) === run.url
  if (isThis && configuration.urlsChecked.length > 0 && failure?.code !== 'invalid-url-domain') {
    return [...new Set(configuration.urlsChecked)]
  }
  return failure?.realAuthUrls ?? []
}

function lastSent(
  run: Run | undefined,
  failure: Failure | undefined,
  inspection: Inspection | undefined,
): string | undefined {
  const tried = failure?.urls[failure.urls.length - 1]
  const step = [...(run?.steps ?? [])].reverse().find(({ name, url }) => name === 'signature' && url !== undefined)
  return run?.signedUrl ?? tried ?? step?.url ?? inspection?.signature?.url
}

/**
 * The signature that the page gave to the fake client. The URL that it was made for is not known without a client object:
 * the one that the client checked stands in for it.
 */
function presentedSignature(configuration: ReturnType<typeof lastConfiguration>): View['signature'] {
  const { verifyTimestamp, verifyNonceStr, verifySignature } = configuration?.params ?? {}
  if (!configuration || typeof verifySignature !== 'string') return undefined
  return {
    url: configuration.urlsChecked[0] ?? withoutFragment(configuration.url),
    appId: configuration.appId,
    timestamp: String(verifyTimestamp),
    nonceStr: String(verifyNonceStr),
    signature: verifySignature,
  }
}

interface Urls {
  readonly landing: string
  readonly current: string
  readonly sent: string | undefined
  readonly clientUrls: readonly string[]
}

/** The URLs side by side; each is compared with the one that was sent to the signer, or else with the current one. */
export function lanes({ landing, current, sent, clientUrls }: Urls): Lane[] {
  const reference = sent ?? current
  const lane = (role: Lane['role'], url: string | undefined): Lane => ({
    role,
    url,
    difference: url === undefined || url === reference ? undefined : firstDifference(url, reference),
  })
  const client = clientUrls.length > 0 ? clientUrls : [undefined]
  return [
    lane('landing', landing),
    lane('current', current),
    lane('sent', sent),
    ...client.map((url) => lane('client', url)),
  ]
}

function shownCalls(calls: readonly InspectedCall[]) {
  return [...calls].reverse().map(({ api, duration, error, details }) => ({
    api,
    duration,
    error,
    details,
    outcome: outcomeOf(duration, error),
  }))
}

function outcomeOf(duration: number | undefined, error: unknown): ShownCall['outcome'] {
  if (error !== undefined) return readFailure(error).code === 'cancelled' ? 'cancelled' : 'bad'
  return duration === undefined ? 'pending' : 'good'
}

/**
 * What the fake knows of the page's configuration, where there is no client object to ask: a page over the raw `wx`.
 */
function fakeRun({ fake }: Subject): Run | undefined {
  const last = lastConfiguration(fake)
  if (!last) return undefined
  const words = last.answer && wordsOf(last.answer)
  const status = words === undefined ? 'configuring' : words.endsWith(':ok') ? 'ready' : 'failed'
  const error = status === 'failed' ? fakeError('config', words as string, last.urlsChecked) : undefined
  return {
    url: withoutFragment(last.url),
    status,
    steps: [],
    denied: [],
    signedUrl: status === 'ready' ? last.signedUrl : undefined,
    error,
    began: 0,
    duration: undefined,
  }
}

/** The client's words as an error, so that they are explained as one. */
const fakeError = (api: string, errMsg: string, realAuthUrls: readonly string[]) => ({
  name: 'WechatError',
  message: errMsg,
  code: codeOf(errMsg, api === 'config' ? 'config-failed' : 'call-failed'),
  api,
  errMsg,
  urls: [],
  realAuthUrls,
})

const wordsOf = (answer: Readonly<Record<string, unknown>>): string => String(answer.errMsg ?? answer.err_msg ?? '')

const MAX_CALLS = 20

const fakeCalls = (fake: FakeWechat | undefined): InspectedCall[] =>
  (fake?.calls ?? []).slice(-MAX_CALLS).map(({ api, params, answer }) => {
    const words = answer && wordsOf(answer)
    const isBad = words !== undefined && !/:(ok|confirm|wifi|wwan|edge)$|^$/.test(words)
    return {
      api,
      start: 0,
      duration: words === undefined ? undefined : 0,
      error: isBad ? fakeError(api, words, []) : undefined,
      details: `${brief(params)}${answer ? `\n→ ${brief(answer)}` : ''}`,
    }
  })

/** JSON to read: of a picture's data the beginning is enough. */
const brief = (value: object): string =>
  JSON.stringify(
    value,
    (_name, one: unknown) =>
      typeof one === 'string' && one.length > 200 ? `${one.slice(0, 200)}… (${one.length})` : one,
    2,
  )

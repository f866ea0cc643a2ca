import { limitOf } from './clients.ts'
import type { Grants } from './grants.ts'
import { apis } from './names.ts'
import type { FakeWechatOptions } from './options.ts'
import type { Platform, PlatformFacts, RealAuthUrl } from './platforms.ts'
import { type Message, type Page, realAuthUrl, signedUrl, urlsChecked, type Verdict, verify } from './verification.ts'

/** All that the client's judgement depends on. */
export interface Situation {
  readonly options: FakeWechatOptions
  readonly platform: Platform
  readonly facts: PlatformFacts
  readonly page: Page
  readonly grants: Grants
  readonly appId: string
  readonly ticket: string
  /** Whether the test has scripted this API. */
  readonly scripted: boolean
}

/** The client's refusal of a message, and its reason. */
export interface Refusal {
  readonly words: string
  readonly explanation: string
  /** What the reply names beside its words. */
  readonly facts?: Message
}

/** Why the client has no such API, or does not let this page use it; an API that the test has scripted is there. */
export function cannot(api: string, { options, platform, facts, scripted }: Situation): Refusal | undefined {
  const { words } = facts
  if (options.unsupported?.includes(api)) return { words: words.notExist, explanation: `this client has no ${api}` }
  if (scripted) return undefined
  if (!apis.has(api)) return { words: words.notExist, explanation: `no client that is played here has ${api}` }
  const limit = limitOf(api, { platform, version: facts.version, inMiniProgram: Boolean(options.miniProgram) })
  if (!limit) return undefined
  const inMiniProgram = limit.because === 'mini program'
  return { words: inMiniProgram ? words.notInMiniProgram : words.notExist, explanation: limit.explanation }
}

/** Why the client refuses a call without trying it. */
export function judgeCall(native: string, api: string, message: Message, situation: Situation): Refusal | undefined {
  const { facts, options, page, grants, ticket } = situation
  const { words } = facts
  const refusal = cannot(api, situation)
  if (refusal) return refusal
  if (facts.free.includes(native)) return undefined
  const [current] = urlsChecked(page, 'current')
  if (!grants.allows(native, String(current), options.permission ?? facts.permission))
    return { words: words.notPermitted, explanation: `${api} is not granted at ${current}` }
  if (!facts.verifiedPerCall.includes(native)) return undefined
  const urls = urlsChecked(page, options.verifies ?? facts.verifies)
  if (signedUrl(message, ticket, urls) !== undefined) return undefined
  const explanation = `${api} is verified at each call, and this is not a signature of ${urls.join(' or ')}`
  const everywhere = facts.realAuthUrlOn === 'every failure'
  return { words: words.invalidSignature, explanation, facts: everywhere ? named(situation, urls) : {} }
}

/** A configuration as the client sees it. */
export interface Judgement {
  readonly verdict: Verdict
  readonly urls: readonly string[]
  /** What a refusal in these words says besides. */
  named(words: string): Message
}

/** Judges one `preVerifyJSAPI`. */
export function judgeConfiguration(message: Message, situation: Situation): Judgement {
  const { facts, options, page, appId, ticket } = situation
  const urls = urlsChecked(page, options.verifies ?? facts.verifies)
  const verdict = verify(message, { ticket, appId, domains: options.domains }, page, facts, urls)
  const always = facts.realAuthUrlOn === 'every failure'
  return {
    verdict,
    urls,
    named: (words) => (always || words === facts.words.invalidSignature ? named(situation, urls) : {}),
  }
}

function named({ options, facts, page }: Situation, urls: readonly string[]): Message {
  const { realAuthUrl: wanted = true } = options
  const shape: RealAuthUrl = wanted === true ? facts.realAuthUrl : wanted === false ? 'none' : wanted
  return realAuthUrl(shape, page, urls)
}

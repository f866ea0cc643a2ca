import { type ApiName, apiNames } from './api.ts'
import type { Timeouts } from './attempt.ts'
import { WechatError } from './errors.ts'
import type { SdkSource } from './sdk.ts'
import type { ShareContent } from './share-content.ts'
import type { SignUrl } from './sign-url.ts'
import { fieldMissing, type SignatureOf, type SignatureSource } from './signature.ts'

/** The open tags. */
const openTags = ['wx-open-launch-weapp', 'wx-open-launch-app', 'wx-open-subscribe', 'wx-open-audio'] as const

/** The name of an open tag. */
export type OpenTag = (typeof openTags)[number]

/** Options of `createWechat`. */
export interface WechatOptions {
  /** Where signatures come from: a URL, asked with `?url=…&reason=…`, or a function. */
  signature: SignatureSource
  /**
   * The signature of the page's first URL, when the server has sent it along with the page: the first `ready()` then
   * costs no request. Where the client refuses it, or the page is at another URL, one is asked for.
   */
  initialSignature?: SignatureOf | undefined
  /** The APIs to ask for. Default: all of them. */
  jsApiList?: readonly ApiName[]
  /** Native names of APIs that this library does not know, to be asked for as well. Default: none. */
  extraApis?: readonly string[]
  /** The open tags to ask for. Default: none. */
  openTagList?: readonly OpenTag[]
  /** Which URL is signed. Default `'auto'`: what the client is known to check, then what it says it checks. */
  signUrl?: SignUrl
  /** Which JS-SDK is used. Default `'bundled'`: `weixin-js-sdk`, loaded when it is needed and only inside WeChat. */
  sdk?: SdkSource
  /** Whether the page is configured again, by itself, when its URL changes. Default true. */
  autoResign?: boolean
  /** Share content for a route that sets none of its own. Default: none; the client shares the page as it finds it. */
  share?: (location: Location) => ShareContent | undefined
  /**
   * Milliseconds for each stage, 1 to 2 147 483 647. Default 10 000 each; for `call`, none where a person or the
   * network takes part.
   */
  timeouts?: Partial<Timeouts>
  /** Whether each step is logged to the console, with its duration. Default false. */
  debug?: boolean
}

/** The allowed values of each option: what it may be literally, or `a` type. */
const values: Readonly<Record<string, string>> = {
  signature: 'a string, a function',
  signUrl: 'auto, landing, current, a function',
  sdk: 'bundled, cdn, a function',
  autoResign: 'a boolean',
  debug: 'a boolean',
  share: 'a function',
}

/** The allowed values of each option's items. */
const items: Readonly<Record<string, string>> = {
  jsApiList: apiNames.join(', '),
  extraApis: 'a string',
  openTagList: openTags.join(', '),
}

/**
 * Throws `invalid-argument` for a value that is not allowed.
 *
 * @param allowed the allowed words, or `a` and a type; an unknown option may only be left out
 */
function check(name: string, value: unknown, allowed = 'left out'): void {
  const words = allowed.split(', ')
  if (value === '' || !(words.includes(value as string) || words.includes(`a ${typeof value}`)))
    fail(name, value, allowed)
}

function fail(name: string, value: unknown, allowed: string): never {
  throw new WechatError('invalid-argument', `"${name}" must be ${allowed}, not ${JSON.stringify(value)}`)
}

/** Checks a number of milliseconds: what a timer takes. */
export function checkMs(name: string, ms: number | undefined): void {
  if (ms !== undefined && !(typeof ms === 'number' && ms >= 1 && ms < 2 ** 31)) fail(name, ms, '1 to 2147483647 ms')
}

/** Checks every option and fills in what is left out. */
export function checkOptions(options: WechatOptions) {
  const {
    timeouts = {},
    initialSignature,
    ...given
  }: WechatOptions = { ...options, signature: options?.signature ?? '' }
  for (const [name, value] of Object.entries(given)) {
    // A default takes its place.
    if (value === undefined) delete given[name as keyof typeof given]
    else if (!items[name]) check(name, value, values[name])
    else if (!Array.isArray(value)) fail(name, value, 'an array')
    else for (const item of value) check(name, item, items[name])
  }
  if (initialSignature !== undefined) {
    const missing = initialSignature?.url ? fieldMissing(initialSignature) : 'url'
    if (missing) fail('initialSignature', initialSignature, `a signature with ${missing}`)
  }
  const stages: Timeouts = { sdk: 1e4, bridge: 1e4, signature: 1e4, config: 1e4, call: undefined }
  if (Object(timeouts) !== timeouts) fail('timeouts', timeouts, 'an object')
  for (const [stage, ms] of Object.entries(timeouts)) {
    const name = `timeouts.${stage}`
    if (!(stage in stages)) check(name, ms)
    checkMs(name, ms)
    if (ms) stages[stage as keyof Timeouts] = ms
  }
  const { jsApiList = apiNames, extraApis = [], openTagList = [], ...settings } = given
  return {
    signUrl: 'auto' as SignUrl,
    sdk: 'bundled' as SdkSource,
    autoResign: true,
    debug: false,
    ...settings,
    initialSignature,
    timeouts: stages,
    permissions: { apis: [...jsApiList, ...extraApis] as readonly string[], openTags: openTagList },
  }
}

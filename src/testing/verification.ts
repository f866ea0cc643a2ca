import { sha1 } from '../knowledge/sha1.ts'
import { withoutFragment } from '../knowledge/url.ts'
import type { PlatformFacts, RealAuthUrl, Verifies } from './platforms.ts'

/** A bridge message, in or out. */
export type Message = Record<string, unknown>

/** What a signature is made of and for. */
export interface SignatureParts {
  ticket: string
  nonceStr: string
  timestamp: string | number
  url: string
}

/** The signature algorithm of appendix 1. */
export const sign = ({ ticket, nonceStr, timestamp, url }: SignatureParts): string =>
  sha1(`jsapi_ticket=${ticket}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${url}`)

/** The page as the client sees it. */
export interface Page {
  /** `location.href`, with its fragment. */
  href: string
  /** The URL of the document's load, without fragment. */
  landing: string
}

/** The URLs that a client checks a signature against, in its order. */
export function urlsChecked(page: Page, verifies: Verifies): string[] {
  const current = withoutFragment(page.href)
  if (verifies === 'both') return [current, page.landing]
  return [verifies === 'current' ? current : page.landing]
}

/** The one of `urls` that the message is signed for, if any. */
export function signedUrl(message: Message, ticket: string, urls: readonly string[]): string | undefined {
  const { verifyNonceStr, verifyTimestamp, verifySignature } = message
  return urls.find(
    (url) =>
      verifySignature === sign({ ticket, nonceStr: String(verifyNonceStr), timestamp: String(verifyTimestamp), url }),
  )
}

/** `realAuthUrl` as the client spells it, or nothing. */
export function realAuthUrl(shape: RealAuthUrl, page: Page, urls: readonly string[]): Message {
  if (shape === 'none') return {}
  if (shape === 'string') return { realAuthUrl: urls[0] }
  if (shape === 'list') return { realAuthUrl: `[${urls.join(', ')}]` }
  const fragment = page.href.slice(withoutFragment(page.href).length)
  return { realAuthUrl: JSON.stringify(urls.map((url) => url + fragment)) }
}

/** What the fake knows when a page asks to be configured. */
export interface Account {
  ticket: string
  appId: string
  /** The account's JS-safe domains, each of which covers its sub-domains; `undefined`: every host. */
  domains: readonly string[] | undefined
}

/** The client's judgement of one `preVerifyJSAPI`: the URL that it is signed for, or the client's words and ours. */
export interface Verdict {
  signedUrl?: string
  refused?: string
  explanation?: string
}

/** Checks one `preVerifyJSAPI` as the client does: the domain, the signature, the list. */
export function verify(
  message: Message,
  account: Account,
  page: Page,
  { words, refusesList }: PlatformFacts,
  urls: readonly string[],
): Verdict {
  const { host } = new URL(page.href)
  if (account.domains && !account.domains.some((domain) => host === domain || host.endsWith(`.${domain}`))) {
    const explanation = `${host} is not one of the JS-safe domains (${account.domains.join(', ')})`
    return { refused: words.invalidDomain, explanation }
  }
  if (message.verifyAppId !== account.appId) {
    const explanation = `the configuration is for appId ${message.verifyAppId}, the ticket for ${account.appId}`
    return { refused: words.invalidSignature, explanation }
  }
  const accepted = signedUrl(message, account.ticket, urls)
  if (accepted === undefined) {
    const explanation = `not a signature of ${urls.join(' or ')} with this client's ticket`
    return { refused: words.invalidSignature, explanation }
  }
  if (refusesList(message.verifyJsApiList)) {
    return { refused: words.listRefused, explanation: 'this client needs names in jsApiList' }
  }
  return { signedUrl: accepted }
}

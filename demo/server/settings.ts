import proxyAddr from 'proxy-addr'

/** Where the page asks for signatures. */
export const signaturePath = '/api/wechat/signature'

/** What the environment says: see `.env.example`. */
export interface Settings {
  /** None: the sandbox. */
  readonly account?: { readonly appId: string; readonly appSecret: string }
  /** The pages that get signatures. */
  readonly allowedOrigins: readonly string[]
  /** Where a phone finds the demo; none where it cannot. */
  readonly address?: string | undefined
  /** A Redis that keeps the ticket; none: the process does. */
  readonly redisUrl?: string | undefined
  /** Whether an address is that of a proxy of ours, whose `X-Forwarded-For` may be believed. */
  readonly isTrustedProxy: (address: string, hop: number) => boolean
}

export type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads the settings.
 *
 * @param environment the variables
 * @param addresses where the server listens; they get signatures when no origins are named
 * @throws {TypeError} when `TRUSTED_PROXIES` holds something that is no address
 */
export function readSettings(environment: Environment, addresses: readonly string[] = []): Settings {
  const { WECHAT_APP_ID: appId, WECHAT_APP_SECRET: appSecret, REDIS_URL, TRUSTED_PROXIES } = environment
  const named = list(environment.WECHAT_ALLOWED_ORIGINS).map((origin) => origin.replace(/\/$/, ''))
  const allowedOrigins = named.length > 0 ? named : addresses.map((address) => new URL(address).origin)
  // A wildcard is no address.
  const address = named.find((origin) => !origin.includes('*')) ?? addresses.at(-1)
  return {
    ...(appId && appSecret && { account: { appId, appSecret } }),
    allowedOrigins,
    address: address && canPhoneOpen(address) ? new URL('/', address).href : undefined,
    redisUrl: REDIS_URL || undefined,
    isTrustedProxy: proxyAddr.compile(list(TRUSTED_PROXIES)),
  }
}

const list = (text = ''): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean)

/** To a phone, `localhost` is the phone. */
function canPhoneOpen(address: string): boolean {
  const { hostname } = new URL(address)
  return !/^(localhost|.*\.localhost|127\..*|0\.0\.0\.0|\[::1?\])$/.test(hostname)
}

/** Where the page asks for signatures. */
export const signaturePath = '/api/wechat/signature'

/** What the environment says: see `.env.example`. */
export interface Settings {
  /** None: the sandbox. */
  readonly account?: { readonly appId: string; readonly appSecret: string }
  /** The pages that get signatures. */
  readonly allowedOrigins: readonly string[]
  /** Where a phone finds the demo. */
  readonly address?: string | undefined
  /** A Redis that keeps the ticket; none: the process does. */
  readonly redisUrl?: string | undefined
}

/**
 * Reads the settings.
 *
 * @param environment the variables
 * @param addresses where the server listens; they get signatures when no origins are named
 */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
  addresses: readonly string[] = [],
): Settings {
  const { WECHAT_APP_ID: appId, WECHAT_APP_SECRET: appSecret, WECHAT_ALLOWED_ORIGINS = '', REDIS_URL } = environment
  const named = WECHAT_ALLOWED_ORIGINS.split(',')
    .map((origin) => origin.trim().replace(/\/$/, ''))
    .filter(Boolean)
  const allowedOrigins = named.length > 0 ? named : addresses.map((address) => new URL(address).origin)
  // A wildcard is no address.
  const address = named.find((origin) => !origin.includes('*')) ?? addresses.at(-1)
  return {
    ...(appId && appSecret && { account: { appId, appSecret } }),
    allowedOrigins,
    address: address && new URL('/', address).href,
    redisUrl: REDIS_URL || undefined,
  }
}

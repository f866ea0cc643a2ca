import { LoginError } from './errors.ts'
import { toCookie } from './return-to.ts'

export type LoginScope = 'snsapi_base' | 'snsapi_userinfo'

/** For how long WeChat may take to send the browser back, in milliseconds. */
export const STATE_LIFE_MS = 10 * 60_000
/** For how long a login that came back is answered again, in milliseconds. */
export const ANSWER_LIFE_MS = 5 * 60_000
/** How much later than this one another server's clock may be, in milliseconds. */
const CLOCK_SKEW_MS = 60_000
/** In how many milliseconds the page is asked for that a login has returned to. */
const RETURN_MS = 30_000
/** How many logins one browser may have under way: its tabs. All of their cookies go along with every request. */
const MOST_PENDING = 3

/** One login under way, as its cookie tells it. */
interface Ticket {
  id: string
  /** Milliseconds since 1970: when it began, or came back. */
  at: number
  isBack: boolean
  /** Known to this browser alone. */
  secret: string
  scope: LoginScope
  returnTo: string
}

export interface StateOptions {
  appId: string
  stateSecret: string
  callbackUrl: string
  now(): number
}

/** What `verify` has found to be this browser's own. */
export interface Login {
  id: string
  scope: LoginScope
  returnTo: string
  /** Keeps the proof for as long as the answer is given again, and then drops it. */
  cookie: string
}

const STATE = /^([0-9a-f]{24})([0-9a-f]{8})([0-9a-f]{64})$/
const VALUE = /^([pd])([0-9a-f]{8})\.([0-9a-f]{32})\.([bu])\.(.+)$/

/**
 * Makes and checks states: a random id, the time and a MAC, all hexadecimal digits. The MAC covers what the login's
 * own cookie says,
 * so that a state is worth nothing in another browser, and a changed cookie nothing at all. Each login has a cookie of
 * its own name: those of two tabs do not overwrite each other.
 */
export function createStates({ appId, stateSecret, callbackUrl, now }: StateOptions) {
  const isSecure = callbackUrl.startsWith('https:')
  const prefix = `${isSecure ? '__Host-' : ''}wechat-login-`
  const attributes = `; Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
  let key: Promise<CryptoKey> | undefined

  const getKey = () => {
    key ??= crypto.subtle.importKey('raw', bytes(stateSecret), { name: 'HMAC', hash: 'SHA-256' }, false, [
      'sign',
      'verify',
    ])
    return key
  }

  /** What the MAC covers. Nothing in it has a line break. */
  const covered = (id: string, time: string, { secret, scope, returnTo }: Omit<Ticket, 'id' | 'at' | 'isBack'>) =>
    bytes(['login', appId, callbackUrl, id, time, secret, scope, returnTo].join('\n'))

  function cookieOf({ id, at, isBack, secret, scope, returnTo }: Ticket): string {
    const value = [
      `${isBack ? 'd' : 'p'}${seconds(at)}`,
      secret,
      scope === 'snsapi_base' ? 'b' : 'u',
      toCookie(returnTo),
    ].join('.')
    return `${prefix}${id}=${value}; Max-Age=${(isBack ? ANSWER_LIFE_MS : STATE_LIFE_MS) / 1000}${attributes}`
  }

  /** The cookies of this module's in a request, the newest first. */
  function read(request: Request | undefined): Ticket[] {
    const pairs = (request?.headers.get('cookie') ?? '').split(/; */)
    const tickets = pairs.flatMap((pair) => {
      const at = pair.indexOf('=')
      const name = pair.slice(0, at)
      return name.startsWith(prefix) ? parse(name.slice(prefix.length), pair.slice(at + 1)) : []
    })
    return tickets.sort((one, other) => other.at - one.at)
  }

  async function verify(state: string | null, request: Request): Promise<Login> {
    const [, id = '', time = '', mac = ''] = STATE.exec(state ?? '') ?? []
    if (!id) throw invalid('it is missing, or none of this library')
    const age = now() - Number.parseInt(time, 16) * 1000
    if (age > STATE_LIFE_MS) throw invalid(`it is older than ${STATE_LIFE_MS / 60_000} minutes`)
    if (age < -CLOCK_SKEW_MS) throw invalid('it comes from the future: look at the clocks of the servers')
    const ticket = read(request).find((one) => one.id === id)
    if (!ticket) throw invalid(NO_COOKIE)
    const isGenuine = await crypto.subtle.verify('HMAC', await getKey(), fromHex(mac), covered(id, time, ticket))
    if (!isGenuine) throw invalid('it was changed, or signed with another stateSecret')
    return { ...ticket, cookie: cookieOf({ ...ticket, at: now(), isBack: true }) }
  }

  return {
    verify,

    /** A new state, and the headers `Set-Cookie` that go with it. */
    async issue(scope: LoginScope, returnTo: string, request?: Request): Promise<{ state: string; cookies: string[] }> {
      const ticket = { id: random(12), at: now(), isBack: false, secret: random(16), scope, returnTo }
      const time = seconds(ticket.at)
      const mac = await crypto.subtle.sign('HMAC', await getKey(), covered(ticket.id, time, ticket))
      const dropped = read(request).slice(MOST_PENDING - 1)
      return {
        state: `${ticket.id}${time}${hex(new Uint8Array(mac))}`,
        cookies: [cookieOf(ticket), ...dropped.map(({ id }) => `${prefix}${id}=; Max-Age=0${attributes}`)],
      }
    },

    /** Whether this browser has just come back from a login for this very page. */
    isJustBack: (request: Request, returnTo: string) =>
      read(request).some((one) => one.isBack && one.returnTo === returnTo && Math.abs(now() - one.at) < RETURN_MS),
  }
}

const NO_COOKIE = [
  'this browser has not the cookie that was set when the login began. Cookies are off,',
  'or the login began in another browser, or on another host than that of callbackUrl',
].join(' ')

export const invalid = (why: string, returnTo?: string) =>
  new LoginError('state-invalid', `The state of this login is not accepted: ${why}. Start the login anew`, { returnTo })

function parse(id: string, value: string): Ticket[] {
  const [, kind, time = '', secret = '', scope, escaped = ''] = VALUE.exec(value) ?? []
  if (!kind) return []
  try {
    const returnTo = decodeURIComponent(escaped)
    const at = Number.parseInt(time, 16) * 1000
    return [
      { id, at, isBack: kind === 'd', secret, scope: scope === 'u' ? 'snsapi_userinfo' : 'snsapi_base', returnTo },
    ]
  } catch {
    return []
  }
}

const bytes = (text: string) => new TextEncoder().encode(text)

export const hex = (data: Uint8Array) => Array.from(data, (byte) => byte.toString(16).padStart(2, '0')).join('')

const fromHex = (text: string) =>
  new Uint8Array(text.length / 2).map((_, index) => Number.parseInt(text.slice(2 * index, 2 * index + 2), 16))

const random = (length: number) => hex(crypto.getRandomValues(new Uint8Array(length)))

const seconds = (ms: number) =>
  Math.floor(ms / 1000)
    .toString(16)
    .padStart(8, '0')

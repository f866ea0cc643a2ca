import { createMac, digest, MAC_LENGTH, random } from './crypto.ts'
import type { AddressPlace, LoginScope, Round } from './rules.ts'

/** What a `state` says. */
export interface LoginState {
  /** Identifies the login: names its cookie, and its keys in the store. */
  id: string
  /** Milliseconds since 1970, by the clock of the server that started the login. */
  startedAt: number
  round: Round
  scope: LoginScope
  place: AddressPlace
  /** Whether the app made the address of its own request, or a page gave its own. */
  isOwnAddress: boolean
  /** The hash of the nonce that the login's cookie holds. */
  proof: string
}

/** What a start decides; the rest is drawn by chance. */
export type NewLogin = Omit<LoginState, 'id' | 'proof'> & {
  id: string
  /** Only this browser's cookie has it. */
  nonce: string
}

const SCOPES = { b: 'snsapi_base', u: 'snsapi_userinfo' } as const
const PLACES = { q: 'query', s: 'store', c: 'cookie' } as const
/** `g`: given by a page; `r`: made of the app's request. */
const ORIGINS = { g: false, r: true } as const

// What follows is ignored: a browser appends its home page to `state`.
const STATE = new RegExp(`^([0-9a-f]{20})([0-9a-z]{9})([12])([bu])([qsc])([gr])([0-9a-f]{24})([0-9a-f]{${MAC_LENGTH}})`)

const keyOf = <Key extends string, Value>(table: Record<Key, Value>, value: Value) =>
  (Object.keys(table) as Key[]).find((key) => table[key] === value) as Key

/** Milliseconds as nine letters and digits, good until the year 5188. */
export const toTime = (ms: number) => Math.max(0, Math.floor(ms)).toString(36).padStart(9, '0')
export const fromTime = (text: string) => Number.parseInt(text, 36)

/** A new id and a new nonce. */
export const createIdentity = () => ({ id: random(20), nonce: random(32) })

export const proofOf = (nonce: string) => digest(nonce, 24)

/** Reads a state, without believing it: its MAC is still to be checked. */
export function readState(state: string | null | undefined): (LoginState & { mac: string }) | undefined {
  // Stryker disable next-line StringLiteral,ArrayDeclaration: a match has all of its groups, and without one there is no id
  const [, id, time = '', round, scope, place, origin, proof = '', mac = ''] = STATE.exec(state ?? '') ?? []
  if (!id) return undefined
  return {
    id,
    startedAt: fromTime(time),
    round: round === '1' ? 1 : 2,
    scope: SCOPES[scope as keyof typeof SCOPES],
    place: PLACES[place as keyof typeof PLACES],
    isOwnAddress: ORIGINS[origin as keyof typeof ORIGINS],
    proof,
    mac,
  }
}

/** Makes and checks states: letters and digits, 89 of the 128 that WeChat allows. */
export function createStates({
  appId,
  callbackUrl,
  stateSecret,
}: {
  appId: string
  callbackUrl: string
  stateSecret: string
}) {
  const mac = createMac(stateSecret)

  const headOf = ({ id, startedAt, round, scope, place, isOwnAddress, proof }: LoginState) =>
    [
      id,
      toTime(startedAt),
      round,
      keyOf(SCOPES, scope),
      keyOf(PLACES, place),
      keyOf(ORIGINS, isOwnAddress),
      proof,
    ].join('')

  /** What the MAC covers. Nothing in it has a line break. */
  const covered = (state: LoginState, address: string) =>
    ['wechat-ready login', appId, callbackUrl, state.scope, headOf(state), address].join('\n')

  return {
    async issue(login: NewLogin, address: string): Promise<string> {
      const state = { ...login, proof: await proofOf(login.nonce) }
      return headOf(state) + (await mac.sign(covered(state, address)))
    },

    isGenuine: (state: LoginState & { mac: string }, address: string): Promise<boolean> =>
      mac.verify(state.mac, covered(state, address)),
  }
}

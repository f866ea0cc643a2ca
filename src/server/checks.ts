import type { SignerStore } from './store.ts'

/** One option: its name, whether its value is good, and what it must be. */
export type OptionRule = [name: string, isGood: boolean, wanted: string]

/**
 * Throws a `TypeError` that names the first bad option. The message repeats no value: a secret might be in the wrong
 * place.
 */
export function checkRules(rules: readonly OptionRule[]): void {
  for (const [name, isGood, wanted] of rules) {
    if (!isGood) throw new TypeError(`"${name}" must be ${wanted}`)
  }
}

export const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

export const isDuration = (value: unknown) => value === undefined || (Number.isFinite(value) && Number(value) > 0)

const isStore = (store: SignerStore | undefined) =>
  store === undefined || [store?.get, store?.set, store?.lease].every((method) => typeof method === 'function')

const areApiUrls = (urls: readonly string[] | undefined) =>
  urls === undefined ||
  (Array.isArray(urls) && urls.length > 0 && urls.every((url) => /^https?:\/\/[^?#]+$/.test(url) && URL.canParse(url)))

/** Milliseconds; those that are left out have defaults. */
export interface Timeouts {
  request?: number
  store?: number
  lease?: number
}

/** The options that every entry of the server has in common. */
export interface SharedOptions {
  appId: string
  store?: SignerStore
  apiUrls?: readonly string[]
  timeouts?: Timeouts
}

export const sharedRules = ({ appId, store, apiUrls, timeouts = {} }: SharedOptions): OptionRule[] => [
  ['appId', isText(appId), 'the AppID of the account'],
  [
    'apiUrls',
    areApiUrls(apiUrls),
    'an array of origins such as "https://api.weixin.qq.com", with the path of a proxy where there is one',
  ],
  ...(['request', 'store', 'lease'] as const).map(
    (name): OptionRule => [`timeouts.${name}`, isDuration(timeouts[name]), 'a positive number of milliseconds'],
  ),
  ['store', isStore(store), 'a store such as memoryStore()'],
]

/** Rules for options that must be functions where they are given. */
export const functionRules = <Options>(options: Options, names: readonly (keyof Options & string)[]): OptionRule[] =>
  names.map((name) => [name, ['undefined', 'function'].includes(typeof options[name]), 'a function'])

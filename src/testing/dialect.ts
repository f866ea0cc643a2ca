import { nativeName, webName } from './names.ts'
import type { PlatformFacts } from './platforms.ts'
import type { Decision } from './script.ts'
import type { Message } from './verification.ts'

type Rewrite = (result: Message) => Message

const list = (value: unknown): Message[] => (Array.isArray(value) ? value : [])

/** Moves fields to the client's own names. */
const rename =
  (names: Record<string, string>): Rewrite =>
  (result) =>
    Object.fromEntries(Object.entries(result).map(([key, value]) => [names[key] ?? key, value]))

/**
 * Results that the client spells otherwise than the documentation shows them, on every platform: jweixin turns them
 * back.
 */
const spellings: Record<string, Rewrite> = {
  checkJsApi: ({ checkResult, ...rest }) => ({
    ...rest,
    checkResult: Object.fromEntries(Object.entries(checkResult ?? {}).map(([api, value]) => [nativeName(api), value])),
  }),
  addCard: ({ cardList, ...rest }) => ({
    ...rest,
    card_list: list(cardList).map(({ cardId, cardExt, isSuccess, ...card }) => ({
      ...card,
      card_id: cardId,
      card_ext: cardExt,
      is_succ: isSuccess === false ? 0 : 1,
    })),
  }),
  chooseCard: rename({ cardList: 'choose_card_info' }),
  openAddress: rename({
    postalCode: 'addressPostalCode',
    provinceName: 'proviceFirstStageName',
    cityName: 'addressCitySecondStageName',
    countryName: 'addressCountiesThirdStageName',
    detailInfo: 'addressDetailInfo',
  }),
}

/** The names that the client itself puts before the colon, where no rule gives them. */
const spoken: Record<string, string> = {
  getNetworkType: 'network_type',
  getBrandWCPayRequest: 'get_brand_wcpay_request',
}

/** `geo_location` for `geoLocation`. */
const snake = (native: string) => native.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase()

/** The name that the client puts before the colon. devtools say the native one when something fails. */
function nameOf(api: string, words: string, { speaks, spells }: PlatformFacts): string {
  const native = nativeName(api)
  if (speaks === 'errMsg') return words === 'ok' || api === 'config' ? webName(api) : native
  return spoken[native] ?? (spells === 'snake' ? snake(native) : native)
}

/** `err_msg` of `words` about `api`. */
export function errMsg(api: string, words: string, facts: PlatformFacts): Message {
  const whole = words.replace('{api}', nativeName(api))
  return { [facts.speaks]: /^\w+:/.test(whole) ? whole : `${nameOf(api, words, facts)}:${whole}` }
}

/** A good answer of `api` as the platform's client spells it. */
export function success(api: string, result: Message, facts: PlatformFacts): Message {
  if (api === 'getNetworkType') return networkType(String(result.networkType ?? 'wifi'), facts)
  const raw: Message = spellings[api]?.(result) ?? { ...result }
  if (api === 'scanQRCode' && facts.json.includes('scanQRCode.resultStr') && 'resultStr' in raw) {
    raw.resultStr = { scan_code: { scan_result: raw.resultStr } }
  }
  for (const field of Object.keys(raw)) {
    if (facts.json.includes(`${api}.${field}`)) raw[field] = JSON.stringify(raw[field])
  }
  return { ...raw, ...errMsg(api, 'ok', facts) }
}

/**
 * The network is reported in `err_msg` itself, mobile ones as `wwan` with a `subtype`; devtools have the `subtype` alone.
 */
function networkType(type: string, facts: PlatformFacts): Message {
  if (facts.network === 'subtype') return { ...errMsg('getNetworkType', 'ok', facts), subtype: type }
  const mobile = !['wifi', 'edge', 'wwan'].includes(type)
  return { ...errMsg('getNetworkType', mobile ? 'wwan' : type, facts), ...(mobile && { subtype: type }) }
}

/** Everything that the spelling of an answer depends on. */
export interface Spelling {
  readonly api: string
  readonly facts: PlatformFacts
  /** What the client says when it refuses without words of its own. */
  readonly refusal: Message
}

/** The messages of the client that a decision stands for: none, or one. */
export function spell(decision: Exclude<Decision, { act: 'repeat' }>, { api, facts, refusal }: Spelling): Message[] {
  if (decision.act === 'ignore') return []
  if (decision.act === 'cancel') return [errMsg(api, 'cancel', facts)]
  if (decision.act === 'refuse') return [decision.words === undefined ? refusal : errMsg(api, decision.words, facts)]
  const message: Message = { ...decision.result }
  return ['err_msg' in message || 'errMsg' in message ? message : success(api, message, facts)]
}

import { hex, nodeCrypto } from '../server/node-crypto.ts'
import { createNonce } from './sign.ts'

interface PayFields {
  /** The account of the order and of the page; with a service provider's order, its `sub_appid`. */
  appId: string
  /** `prepay_id` of the order, with or without `prepay_id=` before it. */
  prepayId: string
  /** Seconds since 1970; default now. */
  timestamp?: number | string
  /** At most 32 letters and digits; default random. */
  nonceStr?: string
}

/** What `payParams` needs, by the version of the payment API that placed the order. */
export type PayOptions = PayFields &
  (
    | {
        /**
         * API v3: the merchant's private key, the text of `apiclient_key.pem`, of the same certificate that placed the
         * order. Escaped line breaks (`\n` as two characters), as in an environment variable, are fine.
         */
        privateKey: string
        signType?: 'RSA'
      }
    | {
        /** API v2: the merchant's API key. */
        apiKey: string
        /** The one of the order. */
        signType: 'MD5' | 'HMAC-SHA256'
      }
  )

/** The parameters of `wechat.chooseWXPay`. */
export interface SignedPayment {
  /** Seconds since 1970, 10 digits. `WeixinJSBridge` and `wx.requestPayment` call it `timeStamp`. */
  timestamp: string
  nonceStr: string
  /** `prepay_id=…` */
  package: string
  signType: 'RSA' | 'MD5' | 'HMAC-SHA256'
  paySign: string
}

/**
 * Signs a payment for `wechat.chooseWXPay`, without a request. `privateKey` is for an order of API v3, `apiKey` and
 * `signType` for one of v2.
 *
 * Rejects with a `TypeError` that names the bad field and repeats no key.
 *
 * ```ts
 * const params = await payParams({ appId, prepayId, privateKey })
 * ```
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012365339
 */
export async function payParams(options: PayOptions): Promise<SignedPayment> {
  const { appId, prepayId, nonceStr = createNonce(), timestamp = Math.floor(Date.now() / 1000) } = options
  const {
    privateKey,
    apiKey,
    signType = 'RSA',
  } = options as Partial<Record<'privateKey' | 'apiKey', string>> & {
    signType?: SignedPayment['signType']
  }
  check('appId', isText(appId), 'the AppID of the account that is paid')
  check('nonceStr', /^[0-9a-zA-Z]{1,32}$/.test(nonceStr), 'at most 32 letters and digits')
  check('timestamp', /^\d{10}$/.test(String(timestamp)), 'seconds since 1970, 10 digits: milliseconds have 13')
  const fields = { appId, timestamp: String(timestamp), nonceStr, package: `prepay_id=${prepayIdOf(prepayId)}` }

  const isV3 = signType === 'RSA'
  check('signType', isV3 || ['MD5', 'HMAC-SHA256'].includes(signType), "'RSA' (API v3), 'MD5' or 'HMAC-SHA256' (v2)")
  if (isV3) {
    check('privateKey', isText(privateKey), 'the text of apiclient_key.pem; for API v2 pass "apiKey" and "signType"')
    check('apiKey', apiKey === undefined, 'left out with a "privateKey", or used with "signType" MD5 or HMAC-SHA256')
  } else {
    check('apiKey', isText(apiKey), `the API key of the merchant, which "signType" ${signType} needs`)
    check('privateKey', privateKey === undefined, `left out with "signType" ${signType}`)
  }
  const paySign = isV3 ? await signV3(fields, privateKey as string) : await signV2(fields, apiKey as string, signType)
  const { appId: _, ...params } = fields
  return { ...params, signType, paySign }
}

type Fields = Record<'appId' | 'timestamp' | 'nonceStr' | 'package', string>

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

function check(name: string, isGood: boolean, wanted: string): void {
  if (!isGood) throw new TypeError(`"${name}" must be ${wanted}`)
}

/** The bare id. A page that pays with a wrong `package` reads "缺少参数：total_fee", which names another cause. */
function prepayIdOf(value: unknown): string {
  const id = typeof value === 'string' ? value.replace(/^prepay_id=/, '') : ''
  check('prepayId', id !== '', 'the prepay_id of the order: it is empty, so the order has probably failed')
  check('prepayId', !id.includes('prepay_id='), 'one prepay_id: "prepay_id=" is in it twice')
  check('prepayId', /^[!-%'-<>-~]{1,118}$/.test(id), 'the prepay_id alone, without spaces, "=" or "&"')
  return id
}

async function signV3({ appId, timestamp, nonceStr, package: prepay }: Fields, pem: string): Promise<string> {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  const der = pkcs8Of(pem)
  let key: CryptoKey
  try {
    key = await crypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign'])
  } catch {
    throw new TypeError('"privateKey" is not a readable RSA key: pass the whole text of apiclient_key.pem')
  }
  const message = new TextEncoder().encode(`${appId}\n${timestamp}\n${nonceStr}\n${prepay}\n`)
  const signature = new Uint8Array(await crypto.subtle.sign(algorithm, key, message))
  return btoa(String.fromCharCode(...signature))
}

/** The bytes of a PEM private key. */
function pkcs8Of(pem: string): Uint8Array<ArrayBuffer> {
  const text = pem.replace(/\\n/g, '\n')
  const [, label, body = ''] = /-----BEGIN ([A-Z ]+)-----([\s\S]+?)-----END \1-----/.exec(text) ?? []
  const wanted = 'the text of apiclient_key.pem, from "-----BEGIN PRIVATE KEY-----" on'
  check('privateKey', label !== undefined, wanted)
  const convert = 'convert it with: openssl pkcs8 -topk8 -nocrypt -in key.pem'
  check(
    'privateKey',
    label === 'PRIVATE KEY',
    `${wanted}: this is a ${label}${/KEY$/.test(label ?? '') ? `, ${convert}` : ''}`,
  )
  try {
    return Uint8Array.from(atob(body.replace(/\s/g, '')), (character) => character.charCodeAt(0))
  } catch {
    throw new TypeError('"privateKey" is not base64 between its first and last line')
  }
}

async function signV2(fields: Fields, apiKey: string, signType: 'MD5' | 'HMAC-SHA256'): Promise<string> {
  const { appId, timestamp, nonceStr, package: prepay } = fields
  const signed = `appId=${appId}&nonceStr=${nonceStr}&package=${prepay}&signType=${signType}&timeStamp=${timestamp}`
  const text = `${signed}&key=${apiKey}`
  return (signType === 'MD5' ? md5(text) : await hmac(text, apiKey)).toUpperCase()
}

function md5(text: string): string {
  const { createHash } = nodeCrypto()
  if (!createHash) throw new TypeError('"signType" MD5 needs node:crypto: in a worker place the order with HMAC-SHA256')
  return createHash('md5').update(text).digest('hex')
}

async function hmac(text: string, apiKey: string): Promise<string> {
  const encode = (words: string) => new TextEncoder().encode(words)
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', encode(apiKey), algorithm, false, ['sign'])
  return hex(new Uint8Array(await crypto.subtle.sign('HMAC', key, encode(text))))
}

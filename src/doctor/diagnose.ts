import { collect } from './evidence.ts'
import { judge, toCase, withEcho } from './examine.ts'
import { recompute } from './recompute.ts'
import type { DiagnoseOptions, Diagnosis } from './types.ts'
import { askAccount, questionsTo } from './wechat.ts'

/**
 * Finds out what is wrong with a backend that signs pages, in whatever language it is written.
 *
 * It asks the backend some 20 times. With a ticket it recomputes the signatures; with `appId` and `appSecret` it asks
 * WeChat for the ticket, by `stable_token` without force, which replaces no token that is in use.
 *
 * Rejects with a `TypeError` that names the wrong option, and with the reason of `signal`; whatever the backend does is
 * a finding.
 *
 * ```ts
 * const { findings } = await diagnose({ endpoint: 'http://localhost:3000/api/wechat/signature', page: 'https://shop.example.com/' })
 * expect(findings).toEqual([])
 * ```
 * @see https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/JS-SDK.html appendix 5
 */
export async function diagnose(options: DiagnoseOptions): Promise<Diagnosis> {
  const { ticket, appSecret, onProgress = () => {} } = options
  for (const name of ['ticket', 'appSecret'] as const) {
    if (options[name] !== undefined && !/^[\w+/=-]{4,1024}$/.test(String(options[name]))) {
      throw new TypeError(`"${name}" must be one word without spaces`)
    }
  }
  if (appSecret !== undefined && options.appId === undefined) throw new TypeError('"appSecret" needs "appId"')
  const isSecret = (value: string | undefined): value is string => value !== undefined
  const subject = toCase(options, [ticket, appSecret, ...secretsIn(options.headers)].filter(isSecret))
  const zh = subject.lang === 'zh'

  const account = await (async () => {
    if (options.appId === undefined || appSecret === undefined) return undefined
    onProgress(`${zh ? '将请求微信' : 'Asks WeChat'}:`)
    for (const question of questionsTo()) onProgress(`  ${question}`)
    return askAccount(options.appId, appSecret, subject.asking)
  })()
  const secrets = [...subject.secrets, account?.ticket, account?.token].filter(isSecret)
  const backend = zh ? '请求后端' : 'Asks the backend'
  const seen = await collect(subject, (words) => onProgress(`${backend}: ${words}`))
  const evidence = withEcho({ ...seen, secrets, ...(account && { account }) })
  const recomputed = recompute(evidence, ticket)
  const hasTicket = Boolean(ticket ?? account?.ticket)
  return judge({ ...evidence, hasTicket, ...(recomputed && { recomputed }) })
}

/** Values of headers that no finding repeats, however the backend quotes them. */
const secretsIn = (headers: DiagnoseOptions['headers'] = {}) =>
  Object.values(headers).flatMap((value) =>
    [value, ...String(value).split(/[\s;,=]+/)].filter((part) => part.length >= 8),
  )

import { type AskOptions, ask, type Exchange } from './exchange.ts'

/** The domains of the API: the nearest, for emergencies, Shanghai, Shenzhen, Hong Kong. */
const HOSTS = [
  'api.weixin.qq.com',
  'api2.weixin.qq.com',
  'sh.api.weixin.qq.com',
  'sz.api.weixin.qq.com',
  'hk.api.weixin.qq.com',
]

/** What WeChat answers for the account. */
export interface Account {
  /** WeChat refused: its code and words. */
  readonly refusal?: { readonly errcode: number; readonly words: string }
  /** No domain answered; why. */
  readonly unreachable?: string
  readonly token?: string
  readonly ticket?: string
  /** Domains that do not answer, and those that do. */
  readonly silent: readonly string[]
  readonly answering: readonly string[]
}

/** What `askAccount` is going to do, to be said before. */
export const questionsTo = () => [
  'POST /cgi-bin/stable_token (force_refresh: false)',
  'GET /cgi-bin/ticket/getticket?type=jsapi',
  `GET / → ${HOSTS.join(', ')}`,
]

/** Asks WeChat for the account's token and ticket, once each. Neither replaces one that is in use. */
export async function askAccount(appId: string, appSecret: string, options: AskOptions): Promise<Account> {
  const { silent, answering } = await probeHosts(options)
  const host = answering[0]
  if (host === undefined) return { silent, answering, unreachable: HOSTS[0] }
  const body = JSON.stringify({
    grant_type: 'client_credential',
    appid: appId,
    secret: appSecret,
    force_refresh: false,
  })
  const token = await call(`https://${host}/cgi-bin/stable_token`, options, body)
  if (token.refusal || token.unreachable || typeof token.reply?.access_token !== 'string') {
    return { silent, answering, ...failureOf(token) }
  }
  const value = token.reply.access_token
  const query = new URLSearchParams({ access_token: value, type: 'jsapi' })
  const ticket = await call(`https://${host}/cgi-bin/ticket/getticket?${query}`, options)
  if (ticket.refusal || ticket.unreachable || typeof ticket.reply?.ticket !== 'string') {
    return { silent, answering, token: value, ...failureOf(ticket) }
  }
  return { silent, answering, token: value, ticket: ticket.reply.ticket }
}

/** Which domains answer anything at all. */
async function probeHosts(options: AskOptions) {
  const answers = await Promise.all(HOSTS.map((host) => ask({ asked: '', request: `https://${host}/` }, options)))
  const answering = HOSTS.filter((_, i) => isAnswer(answers[i]))
  return { answering, silent: HOSTS.filter((host) => !answering.includes(host)) }
}

// A redirect, or a long page, is an answer as well.
const isAnswer = (exchange?: Exchange) =>
  exchange !== undefined && (!exchange.failure || ['redirect-away', 'too-large'].includes(exchange.failure.kind))

interface Reply {
  reply?: Record<string, unknown>
  refusal?: { errcode: number; words: string }
  unreachable?: string
}

async function call(request: string, options: AskOptions, body?: string): Promise<Reply> {
  const init = body === undefined ? {} : { method: 'POST', body, headers: { 'content-type': 'application/json' } }
  const exchange = await ask({ asked: '', request, ...init }, options)
  if (exchange.failure) return { unreachable: exchange.failure.detail || exchange.failure.kind }
  try {
    const reply = JSON.parse(exchange.text) as Record<string, unknown>
    const errcode = Number(reply.errcode ?? 0)
    return errcode ? { refusal: { errcode, words: String(reply.errmsg ?? '') } } : { reply }
  } catch {
    return { unreachable: `HTTP ${exchange.status}` }
  }
}

const failureOf = ({ refusal, unreachable, reply }: Reply) =>
  refusal
    ? { refusal }
    : {
        unreachable:
          unreachable ??
          `no value in ${Object.keys(reply ?? {})
            .slice(0, 5)
            .join()}`,
      }

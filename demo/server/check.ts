import type { Backend } from './backend.ts'
import { type Environment, readSettings, type Settings } from './settings.ts'

/** One line of the report: it is well, it is not, or it has to be looked at by a person. */
export interface Finding {
  readonly mark: '✓' | '✗' | '!'
  readonly text: string
}

const wrong = (text: string): Finding => ({ mark: '✗', text })

const credentials = ['WECHAT_APP_ID', 'WECHAT_APP_SECRET'] as const

/** What has to be set before anything can be tried; empty when all is there. */
export function missing(environment: Environment): Finding[] {
  return credentials
    .filter((name) => !environment[name])
    .map((name) => wrong(`${name} is not set: copy .env.example to .env and fill it in`))
}

/** What is set so that nobody can have meant it. With a `✗` among it the server does not start. */
export function contradictions(environment: Environment): Finding[] {
  const findings: Finding[] = []
  const [lacking, other] = missing(environment)
  if (lacking && !other) {
    const [set, unset] = environment.WECHAT_APP_ID ? credentials : [...credentials].reverse()
    findings.push(wrong(`${set} is set and ${unset} is not: set both for signatures of WeChat, or none to play`))
  }
  const { PORT, REDIS_URL } = environment
  if (PORT && !(Number(PORT) >= 0 && Number(PORT) <= 65535)) findings.push(wrong(`PORT is no port: ${PORT}`))
  if (REDIS_URL && !/^rediss?:\/\/./.test(REDIS_URL))
    findings.push(wrong('REDIS_URL must begin with redis:// or rediss://'))
  else if (REDIS_URL && lacking)
    findings.push({ mark: '!', text: 'REDIS_URL is set, but without an account there is nothing to keep in it' })
  try {
    readSettings(environment)
  } catch (error) {
    findings.push(wrong(`TRUSTED_PROXIES: ${(error as Error).message}`))
  }
  return findings
}

/** Why the server does not listen at its port, and what to do. */
export const whyNotListening = ({ code, message }: NodeJS.ErrnoException, port: number): string =>
  code === 'EADDRINUSE' ? `Port ${port} is taken: end what listens there, or set PORT` : message

/** Tries the credentials before anybody opens a page, and says in words what is wrong with them. */
export async function check({ account, allowedOrigins, address }: Settings, backend: Backend): Promise<Finding[]> {
  if (!account) return []
  const page = address ?? `${allowedOrigins[0]?.replace('*.', 'www.')}/`
  const credentials = await backend.sign(page).then(
    (): Finding => ({ mark: '✓', text: `WeChat has given a ticket to ${account.appId}` }),
    (error: Error): Finding => wrong(error.message),
  )
  return [credentials, domain(new URL(page))]
}

/** WeChat has no API that tells the JS-safe domains: all one can do is look at the page's own. */
function domain({ hostname, port, origin }: URL): Finding {
  const isAddress = /^[\d.]+$|^\[/.test(hostname) || hostname === 'localhost'
  if (isAddress || port) {
    const what = isAddress ? 'is not a domain' : 'has a port'
    return {
      mark: '!',
      text: `${origin} ${what}: WeChat may refuse it as "invalid url domain". Set WECHAT_ALLOWED_ORIGINS to where the page is opened`,
    }
  }
  return {
    mark: '!',
    text: `See that ${hostname} is on the list of JS-safe domains (公众号设置 > 功能设置 > JS接口安全域名): WeChat does not tell`,
  }
}

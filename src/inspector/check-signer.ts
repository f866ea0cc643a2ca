import type { Text } from '../knowledge/text.ts'

/** One thing that a browser sees of a signer's answer. */
export interface Finding {
  readonly level: 'good' | 'warning' | 'bad'
  readonly text: Text
}

const good = (english: string, chinese: string): Finding => ({ level: 'good', text: [english, chinese] })
const warning = (english: string, chinese: string): Finding => ({ level: 'warning', text: [english, chinese] })
const bad = (english: string, chinese: string): Finding => ({ level: 'bad', text: [english, chinese] })

const PATIENCE_MS = 10_000

/**
 * Requests a signature as the client object does, and reports what a browser can see of the answer. Never rejects.
 *
 * The doctor's `diagnoseFromPage` knows more, but would bring 19 kB gzip to a panel of 36 kB for one button. It also
 * asks for signatures of pages that are not open, foreign ones among them. That is for the command line, which the
 * panel names.
 */
export async function checkSigner(endpoint: string, url: string, fetch = globalThis.fetch): Promise<Finding[]> {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), PATIENCE_MS)
  const asked = Date.now()
  try {
    const address = `${endpoint}${endpoint.includes('?') ? '&' : '?'}url=${encodeURIComponent(url)}`
    const response = await fetch(address, { signal: controller.signal })
    return judge(response, await response.text(), url, Date.now())
  } catch (error) {
    if (controller.signal.aborted) return [bad('No answer within 10 s.', '10 秒内没有响应。')]
    const ms = Date.now() - asked
    return [
      bad(
        `No answer (after ${ms} ms): ${error}. Not running, or another host without CORS.`,
        `没有响应（${ms} ms 后）：${error}。服务没有运行，或者跨域但没有设置 CORS。`,
      ),
    ]
  } finally {
    clearTimeout(timer)
  }
}

function judge(response: Response, text: string, url: string, now: number): Finding[] {
  const { status } = response
  const beginning = text.slice(0, 120)
  if (!response.ok) return [bad(`It answers ${status}: ${beginning}`, `返回 ${status}：${beginning}`)]
  const answer = parsed(text)
  if (!answer) return [bad(`Not JSON: ${beginning}`, `不是 JSON：${beginning}`)]
  return [
    good(`It answers ${status} with JSON.`, `返回 ${status} 和 JSON。`),
    ...fields(answer),
    ...rest(response, answer, url, now),
  ]
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

const wanted = ['appId', 'timestamp', 'nonceStr', 'signature']

function fields(answer: Record<string, unknown>): Finding[] {
  const missing = wanted.filter((name) => answer[name] === undefined || answer[name] === '')
  if (missing.length === 0) return [good('All four fields are there.', '四个字段齐全。')]
  const inner = Object.entries(answer).find(
    ([, value]) => typeof value === 'object' && value !== null && wanted.some((name) => name in value),
  )
  if (inner) {
    return [
      bad(
        `The signature is inside "${inner[0]}": pass a function as signature that returns it.`,
        `签名在 “${inner[0]}” 里面：请把 signature 写成函数并返回它。`,
      ),
    ]
  }
  return missing.map((name) => {
    const alike = Object.keys(answer).find((key) => key.toLowerCase().replace('_', '') === name.toLowerCase())
    return alike
      ? bad(`It is spelled "${alike}"; it must be "${name}".`, `字段写成了 “${alike}”，应为 “${name}”。`)
      : bad(`"${name}" is missing.`, `缺少 “${name}”。`)
  })
}

function rest(response: Response, answer: Record<string, unknown>, url: string, now: number): Finding[] {
  const findings: Finding[] = []
  const cached = response.headers.get('cache-control') ?? ''
  if (!/no-store|private|no-cache/.test(cached)) {
    findings.push(
      warning(
        'Without Cache-Control: no-store a proxy may hand out an old signature.',
        '没有 Cache-Control: no-store，代理可能返回旧签名。',
      ),
    )
  }
  if (typeof answer.url === 'string' && answer.url !== url) {
    findings.push(bad(`It signed another URL: ${answer.url}`, `它签名的是另一个 URL：${answer.url}`))
  }
  if (answer.url === url) findings.push(good('It says that it signed this very URL.', '它说明签名的正是此 URL。'))
  const seconds = Math.round(now / 1000 - Number(answer.timestamp))
  if (Number(answer.timestamp) > 1e11) {
    findings.push(bad('timestamp is in milliseconds; it must be in seconds.', 'timestamp 是毫秒，应为秒。'))
  } else if (Math.abs(seconds) > 300) {
    findings.push(
      warning(
        `timestamp is ${Math.abs(seconds)} s ${seconds > 0 ? 'old' : 'in the future'} by this device's clock.`,
        `按本机时钟，timestamp ${seconds > 0 ? '已过去' : '超前'} ${Math.abs(seconds)} 秒。`,
      ),
    )
  }
  for (const name of Object.keys(answer).filter((key) => /ticket|token|secret/i.test(key))) {
    findings.push(bad(`It discloses "${name}", which no page may receive.`, `它泄露了 “${name}”：页面不应得到它。`))
  }
  findings.push(
    warning(
      `Not visible from here: the ticket${typeof answer.url === 'string' ? '' : ', and which URL was signed'}. The bench computes the signature with the ticket.`,
      `从这里看不到：ticket${typeof answer.url === 'string' ? '' : '，以及签名的是哪个 URL'}。请在“签名校验”里用 ticket 重新计算。`,
    ),
  )
  return findings
}

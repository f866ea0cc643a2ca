import { excerpt } from './clean.ts'
import type { Answer, Evidence } from './evidence.ts'
import { errorIn } from './reading.ts'
import { adviceOn } from './words.ts'

/** How frameworks report a missing parameter: Spring, FastAPI, ASP.NET, Laravel, hand-written messages. */
const PARAMETER_NAMES: readonly RegExp[] = [
  /["']loc["']\s*:\s*\[\s*["']query["']\s*,\s*["']([\w.-]{1,40})["']/i,
  /["'`“]([A-Za-z_][\w.-]{0,39})["'`”][^.{}"'`]{0,80}?(?:not present|not provided|missing|required|不能为空|必填|缺少)/i,
  /(?:missing|required|requires?|缺少|need)[^.{}\w]{0,3}(?:required )?(?:request |query |url )?(?:param(?:eter)?|argument|field|key|参数)\W{0,4}([A-Za-z_][\w.-]{0,39})/i,
  /(?:param(?:eter)?|argument|field|参数)\W{1,4}["'`“]?([A-Za-z_][\w.-]{0,39})["'`”]?\W{1,3}(?:is |was )?(?:not present|missing|required|empty|不能为空|必填)/i,
  /\bThe (\w{1,40}) field is required/i,
  /["']errors["']\s*:\s*\{\s*["']([\w.-]{1,40})["']/i,
]

/** Words of such messages that are never the parameter's name. */
const NOT_A_NAME =
  /^(is|was|the|a|an|of|for|not|type|method|error|message|url_?parameter|parameter|required|missing|null)$/i

/** The parameter that an answer says is missing, where it is not the one that was sent. */
export function missingParameter(text: string, sent: string): string | undefined {
  const body = text.slice(0, 5000).replace(/\\(["'])/g, '$1')
  for (const pattern of PARAMETER_NAMES) {
    const name = pattern.exec(body)?.[1]
    if (name && name !== sent && !NOT_A_NAME.test(name)) return name
  }
  return undefined
}

/** What to do about an answer that is not a 2xx: the next step for this very status and body. */
export function nextStep(answer: Answer, { param, lang }: Pick<Evidence, 'param' | 'lang'>): string {
  const { status } = answer
  const say = (en: string, zh: string) => (lang === 'zh' ? zh : en)
  if (status === 401 || status === 407) return loginStep(say)
  if (status === 405 || status === 501) return methodStep(answer.header('allow'), say)
  if (status === 429) return limitStep(answer.header('retry-after'), say)
  const { errcode, words } = errorIn(answer.reading.value)
  if (errcode !== undefined) return adviceOn(errcode, words, lang)
  if (status === 400 || status === 422) return parameterStep(missingParameter(answer.text, param), say)
  if (status === 403) {
    return say(
      'Put the origin of the page on the list of those that the backend signs. If the endpoint is behind a login or a firewall, send what the page sends: --header "Cookie: …".',
      '把页面的源加入后端允许签名的名单。如果接口在登录或防火墙之后，请带上页面发送的内容：--header "Cookie: …"。',
    )
  }
  if (status === 404 || status === 410) {
    return say(
      `There is no such route: check the path, its prefix behind the proxy, and that the route takes GET with ?${param}=….`,
      `没有这个路由：检查路径、代理后面的前缀，以及该路由是否接受带 ?${param}=… 的 GET。`,
    )
  }
  if (status === 502 || status === 504) {
    return say(
      'The proxy gets no answer from the app: check that the app runs, and at which port. Then look into its log.',
      '代理没有得到应用的响应：检查应用是否在运行、端口是否正确，再看应用的日志。',
    )
  }
  if (status >= 500 && causeIn(answer)) {
    return say(
      'The answer names the cause: remove that first. The log of the server has the same error with its details.',
      '响应里写明了原因：请先解决它。服务器日志里有同一个错误的详情。',
    )
  }
  return say(
    `Look into the log of the server. A signature is answered with 200 to a GET with ?${param}=….`,
    `请看服务器日志。带 ?${param}=… 的 GET 应以 200 返回签名。`,
  )
}

type Say = (en: string, zh: string) => string

const loginStep = (say: Say) =>
  say(
    'The endpoint wants a login. Send what the page sends: --header "Authorization: Bearer …" or --header "Cookie: …"; with --header @env:NAME the line comes from a variable of the environment.',
    '接口需要登录。请带上页面发送的内容：--header "Authorization: Bearer …" 或 --header "Cookie: …"；用 --header @env:NAME 可从环境变量读取这一行。',
  )

function methodStep(allow: string | null, say: Say): string {
  const methods = excerpt(allow ?? 'POST', 40)
  return say(
    `It does not answer GET, only ${methods}. Let the route answer GET too; or give createWechat a function as signature that sends a POST.`,
    `它不响应 GET，只接受 ${methods}。让该路由也响应 GET；或者给 createWechat 的 signature 传一个发 POST 的函数。`,
  )
}

function limitStep(retryAfter: string | null, say: Say): string {
  const [en, zh] = retryAfter
    ? [excerpt(`${retryAfter} s`, 40), excerpt(`${retryAfter} 秒`, 40)]
    : ['a minute', '一分钟']
  return say(
    `The backend limits requests, and this machine has sent too many: run again in ${en}. A diagnosis sends some 20.`,
    `后端限制了请求次数，本机发得太多：请在${zh}后重试。一次诊断大约发 20 个请求。`,
  )
}

function parameterStep(name: string | undefined, say: Say): string {
  if (name === undefined) {
    return say(
      'Look at why it cannot read the URL. If it takes the URL under another name than "url", run again with --param NAME.',
      '检查它为什么读不到 URL。如果它的参数名不是 “url”，请加上 --param 参数名 重试。',
    )
  }
  const shown = excerpt(name, 40)
  return say(
    `It takes the URL as "${shown}": run again with --param ${shown}. In the page, give createWechat a function as signature that asks with ?${shown}=….`,
    `它的参数名是 “${shown}”：请加上 --param ${shown} 重试。页面里给 createWechat 的 signature 传一个用 ?${shown}=… 请求的函数。`,
  )
}

/** Whether a body says more than the status does. */
function causeIn({ reading, text }: Answer): boolean {
  const words = errorIn(reading.value).words || (reading.form === 'text' ? text : '')
  return (
    words.trim().length > 3 && !/^(internal server error|service unavailable|bad gateway|error)\W*$/i.test(words.trim())
  )
}

import { createRedactor } from '../knowledge/redact.ts'
import { languageOf } from '../knowledge/text.ts'
import { clean } from './clean.ts'
import { diagnose } from './diagnose.ts'
import { render } from './render.ts'
import type { DiagnoseOptions, Lang } from './types.ts'

/** One of the things that `parseArgs` of `node:util` found. */
type Token =
  | { kind: 'option'; name: string; value?: string; inlineValue?: boolean }
  | { kind: 'positional'; value: string }
  | { kind: 'option-terminator' }

interface Output {
  write(text: string): unknown
  isTTY?: boolean
}

/** The parts of Node that the command line uses: passed in, since this folder imports nothing of Node. */
export interface Terminal {
  parseArgs(config: object): { tokens?: readonly unknown[] | undefined }
  args: string[]
  env: Readonly<Record<string, string | undefined>>
  stdin: AsyncIterable<unknown> & { isTTY?: boolean }
  stdout: Output
  stderr: Output
  /** For tests: default the global ones. */
  fetch?: typeof fetch
  now?(): number
}

const VALUED = ['page', 'ticket', 'app-id', 'lang', 'timeout', 'param', 'header']
const FLAGS = ['json', 'help']

const USAGE = {
  en: `Usage: wechat-ready doctor <endpoint> --page <url> [options]

Finds out what is wrong with a backend that signs pages for WeChat's JS-SDK, in whatever language it is written.

  <endpoint>         the URL that answers GET ?url=… with a signature
  --page <url>       the URL of a page of yours
  --param <name>     the parameter that takes the URL (url)
  --header <line>    a header for the backend, 'Name: value' or @env:NAME (a line in a variable); may be repeated
  --ticket -         read the jsapi_ticket from standard input, to recompute the signatures
  --app-id <id>      the account that the signatures must be for
  --timeout <s>      seconds for one request (10)
  --lang en|zh       the language (that of the environment)
  --json             the report as JSON
  --help             this text

  WECHAT_JSAPI_TICKET                the jsapi_ticket
  WECHAT_APP_ID, WECHAT_APP_SECRET   the account: asks WeChat for its ticket, by stable_token without force

Exit status: 0 all well, 1 something was found, 2 it could not run.`,
  zh: `用法：wechat-ready doctor <签名接口> --page <URL> [选项]

检查为微信 JS-SDK 签名的后端哪里不对，与后端语言无关。

  <签名接口>         以 GET ?url=… 返回签名的 URL
  --page <URL>       你的一个页面的 URL
  --param <名称>     传 URL 的参数名（url）
  --header <行>      发给后端的请求头：'Name: value'，或 @env:NAME（从环境变量读取一行）；可重复
  --ticket -         从标准输入读取 jsapi_ticket，用来重新计算签名
  --app-id <appId>   签名所属的公众号
  --timeout <秒>     单个请求的超时时间（10）
  --lang en|zh       语言（默认取自环境变量）
  --json             以 JSON 输出
  --help             显示本帮助

  WECHAT_JSAPI_TICKET                jsapi_ticket
  WECHAT_APP_ID, WECHAT_APP_SECRET   公众号：用 stable_token（不强制刷新）向微信获取 ticket

退出码：0 一切正常，1 发现问题，2 无法运行。`,
}

/** Something about the command line is wrong; the message echoes no value, which may be a key. */
class UsageError extends Error {}

/**
 * Runs the command line; resolves with the exit status. It never rejects, and never prints a secret, token or ticket.
 */
export async function runCommand(terminal: Terminal): Promise<0 | 1 | 2> {
  const { env, stdout, stderr } = terminal
  const redact = createRedactor([env.WECHAT_APP_SECRET, env.WECHAT_JSAPI_TICKET])
  let lang = langOf(env)
  try {
    const { words, options, headers: lines } = readArguments(terminal)
    if (options.lang !== undefined) lang = checkLang(options.lang)
    if ('help' in options || words.length === 0) {
      stdout.write(`${USAGE[lang]}\n`)
      return 'help' in options ? 0 : 2
    }
    const headers = readHeaders(lines, env)
    const question = { ...(await toDiagnoseOptions(words, options, lang, terminal)), ...(lines.length && { headers }) }
    const onProgress = (line: string) => stderr.write(`${line}\n`)
    const diagnosis = await diagnose({ ...question, onProgress })
    const colours = stdout.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb'
    const report = 'json' in options ? JSON.stringify(diagnosis, null, 2) : render(diagnosis, lang, colours).join('\n')
    stdout.write(`${report}\n`)
    return diagnosis.ok ? 0 : 1
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    stderr.write(`wechat-ready: ${redact(clean(words, 400))}\n`)
    if (error instanceof UsageError) stderr.write(lang === 'zh' ? '用法见 --help\n' : 'See --help\n')
    return 2
  }
}

/** By the same environment variables as other programs. */
function langOf({ LC_ALL, LC_MESSAGES, LANG, LANGUAGE }: Readonly<Record<string, string | undefined>>): Lang {
  return languageOf(LC_ALL || LC_MESSAGES || LANG || LANGUAGE)
}

function checkLang(lang: string): Lang {
  if (lang === 'en' || lang === 'zh') return lang
  throw new UsageError('--lang takes en or zh')
}

function readArguments({ parseArgs, args }: Terminal) {
  const valued = VALUED.map((name) => [name, { type: 'string' }] as const)
  const flags = FLAGS.map((name) => [name, { type: 'boolean' }] as const)
  const config = { args, options: Object.fromEntries([...valued, ...flags]), strict: false, tokens: true }
  const words: string[] = []
  const options: Record<string, string> = {}
  const headers: string[] = []
  for (const token of (parseArgs(config).tokens ?? []) as Token[]) {
    if (token.kind === 'positional') words.push(token.value)
    else if (token.kind === 'option' && token.name === 'header') headers.push(checkOption(token))
    else if (token.kind === 'option') options[token.name] = checkOption(token)
  }
  return { words, options, headers }
}

/** The value of an option, empty for a flag. */
function checkOption({ name, value }: { name: string; value?: string }): string {
  if (/secret|token/i.test(name) || (name === 'ticket' && value !== '-')) {
    throw new UsageError(
      'Secrets are not taken as arguments, where every user of the machine can read them (and the history of the shell keeps them): ' +
        'put them into WECHAT_APP_SECRET or WECHAT_JSAPI_TICKET, or give the ticket on standard input with --ticket -',
    )
  }
  if (FLAGS.includes(name)) return ''
  // Not echoed: it may be a key with a typing error before it.
  if (!VALUED.includes(name)) throw new UsageError('Unknown option')
  if (!value) throw new UsageError(`--${name} needs a value`)
  return value
}

async function toDiagnoseOptions(
  [command, endpoint, ...more]: string[],
  options: Record<string, string>,
  lang: Lang,
  { env, stdin, fetch, now }: Terminal,
): Promise<DiagnoseOptions> {
  if (command !== 'doctor') throw new UsageError('The only command is "doctor"')
  if (endpoint === undefined)
    throw new UsageError('The endpoint is missing: wechat-ready doctor <endpoint> --page <url>')
  if (more.length) throw new UsageError('Too many arguments: one endpoint, and options')
  if (options.page === undefined) throw new UsageError('--page is missing: the URL of a page of yours')
  const timeout = Number(options.timeout ?? 10)
  if (!(timeout >= 0.001 && timeout <= 120)) throw new UsageError('--timeout takes seconds, at most 120')
  const appId = options['app-id'] || env.WECHAT_APP_ID || undefined
  const appSecret = env.WECHAT_APP_SECRET || undefined
  if (appSecret && !appId) throw new UsageError('WECHAT_APP_SECRET is set but WECHAT_APP_ID is not')
  const ticket = options.ticket === '-' ? await readTicket(stdin) : env.WECHAT_JSAPI_TICKET?.trim() || undefined
  return {
    endpoint,
    page: options.page,
    lang,
    timeout: timeout * 1000,
    ...(options.param && { param: options.param }),
    ...(appId && { appId }),
    ...(appSecret && { appSecret }),
    ...(ticket && { ticket }),
    ...(fetch && { fetch }),
    ...(now && { now }),
  }
}

/** Headers of the command line. No message repeats a value, which may be a key. */
function readHeaders(lines: readonly string[], env: Terminal['env']): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const given of lines) {
    const variable = /^@env:(\w+)$/.exec(given)?.[1]
    const line = variable === undefined ? given : env[variable]
    if (line === undefined) throw new UsageError(`--header @env:${variable}: this variable is not set`)
    const [, name, value] = /^\s*([\w-]+)\s*:\s*(\S.*?)\s*$/.exec(line) ?? []
    if (!name || !value) throw new UsageError('--header takes a line such as "Cookie: session=…", or @env:NAME')
    headers[name] = value
  }
  return headers
}

/** The first line of what is piped in; no ticket is longer than 1 kB. */
async function readTicket(stdin: Terminal['stdin']): Promise<string> {
  let text = ''
  for await (const chunk of stdin) {
    text += String(chunk)
    if (text.length > 4096 || /\S\s*\n/.test(text)) break
  }
  const ticket = text.trim().split(/\s/)[0]
  if (!ticket) throw new UsageError('--ticket - found nothing on standard input')
  return ticket
}

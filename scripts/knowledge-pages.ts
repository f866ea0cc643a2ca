// Makes what the documentation says of WeChat out of src/knowledge/: a page about the fake client, the codes of the
// page of errors, and the clients of the page of support. `npm run docs:knowledge` writes them, tests compare them.
import { readFileSync } from 'node:fs'
import { supportRows } from '../src/knowledge/clients.ts'
import { type Advice, codes, type WechatErrorCode } from '../src/knowledge/codes.ts'
import { chineseCertainties, type Fact, knownFacts } from '../src/knowledge/facts.ts'
import { paymentRefusals } from '../src/knowledge/payment.ts'
import { inLanguage, type Language, type Text } from '../src/knowledge/text.ts'

const languages = ['en', 'zh'] as const

/** Every page that is made, whole or in part, by its path. */
export const knowledgePages = (): Record<string, string> =>
  Object.fromEntries(
    languages.flatMap((language) => [
      [`docs/${language}/fake-facts.md`, fakeFacts(language)],
      [`docs/${language}/errors.md`, withPart(`docs/${language}/errors.md`, 'codes', errorCodes(language))],
      [`docs/${language}/support.md`, withPart(`docs/${language}/support.md`, 'clients', clientTable(language))],
    ]),
  )

/** The page with what stands between its marks `<!-- made: name -->` and `<!-- end -->` replaced. */
function withPart(file: string, name: string, part: string): string {
  const marks = new RegExp(`(<!-- made: ${name} -->\\n)[\\s\\S]*?(<!-- end -->)`)
  const page = readFileSync(file, 'utf8')
  if (!marks.test(page)) throw new Error(`${file} has no marks for ${name}`)
  return page.replace(marks, (_, before: string, after: string) => `${before}\n${part}\n\n${after}`)
}

const row = (cells: readonly string[]) => `| ${cells.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`
const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [row(head), `|${head.map(() => '---|').join('')}`, ...rows.map(row)].join('\n')

// --- Clients

const clientHead: readonly Text[] = [
  ['client', '客户端'],
  ['engine', '引擎'],
  ['which URL it checks', '校验哪个 URL'],
  ['permission after a route change', '路由变化后的权限'],
  ['engine run in the tests', '测试中运行的引擎'],
]

const clientTable = (language: Language) =>
  table(
    clientHead.map((text) => inLanguage(text, language)),
    supportRows.map(({ client, engine, checks, permission, tested }) =>
      [client, engine, checks, permission, tested].map((text) => inLanguage(text, language)),
    ),
  )

// --- Codes

/** What the page says of a code besides its advice. */
interface Elsewhere {
  /** The doctor's findings that explain it. */
  readonly findings?: readonly string[]
  /** A sentence with a link, in Markdown. */
  readonly more?: Text
  /** Whether all its steps are where `more` leads. */
  readonly isElsewhere?: true
  /** The client's words for it, as people search for them. */
  readonly says?: readonly string[]
}

const elsewhere: Readonly<Partial<Record<WechatErrorCode, Elsewhere>>> = {
  'not-in-wechat': { more: ['See the [Vite plugin](./vite.md).', '见 [Vite 插件](./vite.md)。'] },
  'sdk-load-failed': { more: ['See [Security](./security.md).', '见[安全](./security.md)。'] },
  'bridge-timeout': {
    more: [
      'See [Micro front-ends](./frameworks.md#micro-front-ends-qiankun-micro-app-wujie).',
      '见[微前端](./frameworks.md#微前端qiankunmicro-appwujie)。',
    ],
  },
  'signature-request-failed': {
    more: [
      'See [what the signer answers](./signer.md#what-it-answers).',
      '见[签名服务返回什么](./signer.md#返回什么)。',
    ],
    findings: ['unreachable', 'status', 'redirect', 'cors', 'method-crash'],
  },
  'signature-timeout': { findings: ['timeout'] },
  'signature-response-invalid': {
    findings: ['not-json', 'envelope', 'field-names', 'field-missing', 'json-in-string'],
  },
  'config-failed': { says: ['config:fail'], findings: ['app-id', 'field-missing'] },
  'invalid-signature': {
    more: [
      'Go through [the checklist](#the-checklist-for-an-invalid-signature).',
      '按[检查清单](#签名错误检查清单)逐项检查。',
    ],
    isElsewhere: true,
    says: ['invalid signature', '63002'],
    findings: [
      'url-decoded',
      'url-cut',
      'url-scheme',
      'url-rebuilt',
      'algorithm',
      'token-as-ticket',
      'ticket-stale',
      'ticket-other',
    ],
  },
  'invalid-url-domain': { says: ['invalid url domain'], findings: ['page-host', 'page-port'] },
  'not-verified': { says: ['the permission value is offline verifying'] },
  'permission-denied': { says: ['permission denied', 'access denied'] },
  unsupported: { says: ['function not exist'] },
  'require-subscribe': { says: ['require subscribe'] },
  'call-failed': {
    more: [
      'The causes of a refused payment are on [Payment](./payment.md#what-the-client-says).',
      '支付被拒绝的原因见[支付](./payment.md#客户端的返回)。',
    ],
  },
}

const labels = {
  en: {
    says: 'The client says: ',
    cause: 'Cause: ',
    cure: 'Fix: ',
    doctor: 'Doctor: ',
    and: ', ',
    gap: ' ',
  },
  zh: {
    says: '客户端原话：',
    cause: '原因：',
    cure: '解决办法：',
    doctor: 'doctor 检查：',
    and: '、',
    gap: '',
  },
}

const errorCodes = (language: Language) =>
  Object.entries(codes)
    .map(([code, advice]) => {
      const { says, doctor, and } = labels[language]
      const known = elsewhere[code as WechatErrorCode]
      const found = known?.findings?.map((name) => `[\`${name}\`](./doctor.md#${name})`).join(and)
      const words = known?.says?.map((one) => `\`${one}\``).join(and)
      return [
        `### ${code}\n`,
        ...(words ? [`- ${says}${words}`] : []),
        ...causeAndCure(known?.isElsewhere ? { ...advice, steps: [] } : advice, language, known?.more),
        ...(found ? [`- ${doctor}${found}`] : []),
        ...(code === 'call-failed' ? payments(language) : []),
      ].join('\n')
    })
    .join('\n\n')

function causeAndCure({ meaning, steps }: Advice, language: Language, more?: Text): string[] {
  const { cause, cure, gap } = labels[language]
  const said = (text: Text) => withCode(inLanguage(text, language))
  return [
    `- ${cause}${said(meaning)}`,
    `- ${cure}${[...steps.map(said), ...(more ? [inLanguage(more, language)] : [])].join(gap)}`,
  ]
}

/** Their causes are on the page of the payment. */
const payments = (language: Language) =>
  paymentRefusals.flatMap(({ name, says, advice }) => [
    `\n#### ${name}\n`,
    `- ${labels[language].says}\`${says}\``,
    ...causeAndCure(advice, language).slice(1),
  ])

const identifiers =
  /\{[^{}]*(?:\{[^{}]*\})?[^{}]*\}|<!doctype…|https:\/\/[\w./-]*[\w/]|\bwechat-ready\/\w+|\bisWechatError\([^)]*\)|\b(?:wechat|error|wx|timeouts)\.\w+(?:\.\w+)*(?:\(\w*\))?|\b\w+\(\)|\b\w+(?:\.\w+){2,}|\bscript-src\b|\bWeixinJSBridge\b|\b(?!iOS\b|iPhone\b)[a-z]+(?:[A-Z]\w*|_[a-z_]+(?:=…?)?)/g

/** The text with its identifiers marked as code. */
const withCode = (text: string) => text.replace(identifiers, '`$&`')

// --- Facts

const factWords = {
  en: {
    title: 'What the fake client knows',
    intro:
      'What is known of real clients: documented, read in the code of a client or of the SDK, or from reports. `src/knowledge/facts.ts` also says how the fake plays each fact, and which test holds it; `npm run docs:knowledge` writes this page from it. Where nothing is known, the fake answers.',
    phone:
      "The demo's page `/facts` asks the client that it is opened in for what is marked as asked, and makes a report to copy. On a phone, start it with an account: `npm run demo:wechat`.",
    head: ['Fact', 'Certainty', 'Asked'],
    open: 'Open',
    hint: 'Only a phone can settle these.',
    yes: 'yes',
  },
  zh: {
    title: '模拟客户端的依据',
    intro:
      '已知的真实客户端行为。每条如何模拟、由哪个测试保证，写在 `src/knowledge/facts.ts` 里，本页由 `npm run docs:knowledge` 据此生成。没有依据的地方，模拟客户端会正常返回。',
    phone:
      'demo 的 `/facts` 页面会检验它所在的客户端（见“页面检验”一列），并生成可以复制的报告。在手机上请用公众号启动 demo：`npm run demo:wechat`。',
    head: ['事实', '可信度', '页面检验'],
    open: '待确认',
    hint: '以下只能用真机确认。',
    yes: '是',
  },
}

function fakeFacts(language: Language): string {
  const { title, intro, phone, head, open, hint, yes } = factWords[language]
  const [fact = '', certainty = '', asked = ''] = head
  const said = (text: Text) => inLanguage(text, language)
  const certaintyOf = ({ certainty }: Fact) =>
    language === 'zh' ? chineseCertainties[certainty] : certainty.replace('many ', '').replace(' code', '')
  const askedOf = (one: Fact) => (one.asked ? yes : '')
  const facts = Object.values(knownFacts)
  const known = facts.filter((one) => one.test).map((one) => [said(one.fact), certaintyOf(one), askedOf(one)])
  const unknown = facts.filter((one) => !one.test).map((one) => [said(one.fact), askedOf(one)])
  return [
    `# ${title}`,
    intro,
    phone,
    table([fact, certainty, asked], known),
    `## ${open}`,
    hint,
    `${table([fact, asked], unknown)}\n`,
  ].join('\n\n')
}

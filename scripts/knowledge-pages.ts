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

/** Where the demo shows a code and which findings of the doctor explain it, or why there is none. */
interface Elsewhere {
  readonly scene: string | Text
  readonly findings?: readonly string[]
  readonly noFinding?: Text
  /** A sentence with a link, in Markdown. */
  readonly more?: Text
  /** The client's words for it, as people search for them. */
  readonly says?: readonly string[]
}

const inClient: Text = ['it happens in the client', '发生在客户端里']
const inCode: Text = ['it happens in your code', '发生在你的代码里']

/** A code that is missing here has neither. */
const elsewhere: Readonly<Partial<Record<WechatErrorCode, Elsewhere>>> = {
  'not-in-wechat': {
    more: ['See the [Vite plugin](./vite.md).', '见 [Vite 插件](./vite.md)。'],
    scene: 'client=none&fault=none',
    noFinding: inClient,
  },
  'invalid-argument': {
    scene: ['it is thrown at once, in any browser', '在任何浏览器里都会立即抛出'],
    noFinding: inCode,
  },
  'sdk-load-failed': {
    more: ['See [Security](./security.md).', '见[安全](./security.md)。'],
    scene: 'client=android&fault=sdk',
    noFinding: ['it asks the backend, not the page', 'doctor 检查的是后端，不是页面'],
  },
  'bridge-timeout': {
    more: [
      'See [Micro front-ends](./frameworks.md#micro-front-ends-qiankun-micro-app-wujie).',
      '见[微前端](./frameworks.md#微前端qiankunmicro-appwujie)。',
    ],
    scene: 'client=android&fault=bridge',
    noFinding: inClient,
  },
  'signature-request-failed': {
    more: [
      'See [what the signer answers](./signer.md#what-it-answers).',
      '见[签名服务返回什么](./signer.md#返回什么)。',
    ],
    scene: 'client=android&fault=offline',
    findings: ['unreachable', 'status', 'redirect', 'cors', 'method-crash'],
  },
  'signature-timeout': { scene: 'client=android&fault=silentSigner', findings: ['timeout'] },
  'signature-response-invalid': {
    scene: 'client=android&fault=html',
    findings: ['not-json', 'envelope', 'field-names', 'field-missing', 'json-in-string'],
  },
  'config-timeout': { scene: 'client=ios&fault=silentClient', noFinding: inClient },
  'config-failed': {
    says: ['config:fail'],
    scene: 'client=android&fault=refused',
    findings: ['app-id', 'field-missing'],
  },
  'invalid-signature': {
    more: ['See [the checklist](#the-checklist-for-an-invalid-signature).', '见[检查清单](#签名错误检查清单)。'],
    says: ['invalid signature', '63002'],
    scene: 'client=ios&fault=ticket',
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
  'invalid-url-domain': {
    says: ['invalid url domain'],
    scene: 'client=android&fault=domain',
    findings: ['page-host', 'page-port'],
  },
  'not-verified': {
    says: ['the permission value is offline verifying'],
    scene: [
      'a call waits for `ready()`; raw `wx` calls get it in the scenes whose configuration fails',
      '调用会等待 `ready()`；在配置失败的场景里，原生 `wx` 的调用会遇到它',
    ],
    noFinding: inClient,
  },
  'permission-denied': {
    says: ['permission denied', 'access denied'],
    scene: 'client=android&fault=denied',
    noFinding: inClient,
  },
  unsupported: { says: ['function not exist'], scene: 'client=android&fault=outdated', noFinding: inClient },
  'require-subscribe': {
    says: ['require subscribe'],
    scene: ['only test accounts answer this', '只有测试号会返回'],
    noFinding: inClient,
  },
  cancelled: { scene: 'client=ios&fault=cancelled', noFinding: inClient },
  'call-timeout': { scene: 'client=android&fault=silentCalls', noFinding: inClient },
  'call-failed': {
    scene: [
      'the *Sandbox* tab of the [inspector](./inspector.md) plays it',
      '可以在 [inspector](./inspector.md) 的“沙盒”标签页里模拟',
    ],
    noFinding: inClient,
  },
  'reply-invalid': { scene: ['no known client does this', '没有已知的客户端会这样'], noFinding: inClient },
  disposed: { scene: inCode, noFinding: inCode },
}

const labels = {
  en: {
    says: 'The client says: ',
    cause: 'Cause: ',
    cure: 'What to do: ',
    demo: 'Demo: ',
    doctor: 'Doctor: ',
    none: 'none: ',
    and: ', ',
    gap: ' ',
  },
  zh: {
    says: '客户端原话：',
    cause: '原因：',
    cure: '解决办法：',
    demo: 'demo 场景：',
    doctor: 'doctor 检查：',
    none: '无：',
    and: '、',
    gap: '',
  },
}

const errorCodes = (language: Language) =>
  Object.entries(codes)
    .map(([code, advice]) => {
      const { says, demo, doctor, none, and } = labels[language]
      const known: Elsewhere = elsewhere[code as WechatErrorCode] ?? { scene: inClient }
      const { scene, findings, noFinding = inClient } = known
      const shown =
        typeof scene === 'string'
          ? `[\`?${scene}\`](http://localhost:5173/?${scene})`
          : none + inLanguage(scene, language)
      const found = findings?.map((name) => `[\`${name}\`](./doctor.md#${name})`).join(and)
      const words = known.says?.map((one) => `\`${one}\``).join(and)
      return [
        `### ${code}\n`,
        ...(words ? [`- ${says}${words}`] : []),
        ...causeAndCure(advice, language, known.more),
        `- ${demo}${shown}`,
        `- ${doctor}${found ?? none + inLanguage(noFinding, language)}`,
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

const payments = (language: Language) =>
  paymentRefusals.flatMap(({ name, says, advice }) => [
    `\n#### ${name}\n`,
    `${inLanguage(advice.title, language)}${language === 'zh' ? '。' : '.'}\n`,
    `- ${labels[language].says}\`${says}\``,
    ...causeAndCure(advice, language),
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
      'Written by `npm run docs:knowledge` from the table that the tests read. Where nothing is known about a client, the fake answers.',
    phone:
      'The demo has a page that asks the client it is opened in: `/facts`. It asks by itself, shows the visitor nothing, and says what is as expected and what differs; ' +
      'its report can be copied as Markdown. On a phone it needs real signatures, so start the demo with an account: `npm run demo:wechat`, or `npm run demo:serve`.',
    head: ['Fact', 'Certainty', 'How the fake plays it', 'Asked', 'Test'],
    open: 'Open',
    hint: 'Only a phone can settle these. “Asked” says that the page `/facts` asks for it.',
    yes: 'yes',
  },
  zh: {
    title: '模拟客户端的依据',
    intro: '由 `npm run docs:knowledge` 从测试读取的同一张表生成。对客户端没有依据的地方，模拟客户端会正常返回。',
    phone:
      '演示站点的 `/facts` 页面会检验它所在的客户端：自动进行，不弹出任何界面，逐条说明与预期一致还是不同，报告可以复制为 Markdown。' +
      '在手机上需要真实的签名，请用公众号启动演示：`npm run demo:wechat` 或 `npm run demo:serve`。',
    head: ['事实', '可信度', '如何模拟', '页面检验', '测试'],
    open: '待确认',
    hint: '以下只能用真机确认。“页面检验”表示 `/facts` 页面会检验它。',
    yes: '是',
  },
}

function fakeFacts(language: Language): string {
  const { title, intro, phone, head, open, hint, yes } = factWords[language]
  const [fact = '', certainty = '', plays = '', asked = '', test = ''] = head
  const said = (text: Text) => inLanguage(text, language)
  const certaintyOf = (one: Fact) => (language === 'zh' ? chineseCertainties[one.certainty] : one.certainty)
  const facts = Object.values(knownFacts)
  const known = facts
    .filter((one) => one.test)
    .map((one) => [said(one.fact), certaintyOf(one), said(one.plays), one.asked ? yes : '', one.test ?? ''])
  const unknown = facts.filter((one) => !one.test).map((one) => [said(one.fact), said(one.plays), one.asked ? yes : ''])
  return [
    `# ${title}`,
    intro,
    phone,
    table([fact, certainty, plays, asked, test], known),
    `## ${open}`,
    hint,
    `${table([fact, plays, asked], unknown)}\n`,
  ].join('\n\n')
}

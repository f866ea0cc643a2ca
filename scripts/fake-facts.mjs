// @ts-check
// Writes the pages about what the fake client knows of real ones, from the table that the tests and the demo read.
// Usage: node scripts/fake-facts.mjs
import { writeFileSync } from 'node:fs'
import { chineseCertainties, knownFacts } from '../demo/src/facts/known.mjs'

const facts = Object.values(knownFacts)

/** The page in each language. */
export const pages = {
  'docs/en/fake-facts.md': page(0, 'What the fake client knows', [
    'Written by `npm run docs:facts` from the table that the tests read. Where nothing is known about a client, the fake answers.',
    '',
    'The demo has a page that asks the client it is opened in: `/facts`. It asks by itself, shows the visitor nothing, and says what is as expected and what differs; ' +
      'its report can be copied as Markdown. On a phone it needs real signatures, so start the demo with an account: `npm run demo:wechat`, or `npm run demo:serve`.',
    'Fact',
    'Certainty',
    'How the fake plays it',
    'Asked',
    'Test',
    'Open',
    'Only a phone can settle these. “Asked” says that the page `/facts` asks for it.',
    'yes',
  ]),
  'docs/zh/fake-facts.md': page(1, '模拟客户端的依据', [
    '由 `npm run docs:facts` 从测试读取的同一张表生成。对客户端没有依据的地方，模拟客户端会正常返回。',
    '',
    '演示站点的 `/facts` 页面会检验它所在的客户端：自动进行，不弹出任何界面，逐条说明与预期一致还是不同，报告可以复制为 Markdown。' +
      '在手机上需要真实的签名，请用公众号启动演示：`npm run demo:wechat` 或 `npm run demo:serve`。',
    '事实',
    '可信度',
    '如何模拟',
    '页面检验',
    '测试',
    '待确认',
    '以下只能用真机确认。“页面检验”表示 `/facts` 页面会检验它。',
    '是',
  ]),
}

/**
 * @param {0 | 1} language
 * @param {string} title
 * @param {string[]} words
 */
function page(language, title, words) {
  const [intro = '', gap = '', phone = '', fact, certainty, plays, asked, test, open, hint, yes = ''] = words
  const row = (/** @type {(string | undefined)[]} */ cells) =>
    `| ${cells.map((text = '') => text.replaceAll('|', '\\|')).join(' | ')} |`
  const known = facts
    .filter(({ test }) => test)
    .map((one) =>
      row([
        one.fact[language],
        language ? chineseCertainties[one.certainty] : one.certainty,
        one.plays[language],
        one.asked && yes,
        one.test,
      ]),
    )
  const unknown = facts
    .filter(({ test }) => !test)
    .map((one) => row([one.fact[language], one.plays[language], one.asked && yes]))
  return [
    `# ${title}`,
    '',
    intro,
    gap,
    phone,
    '',
    row([fact, certainty, plays, asked, test]),
    '|---|---|---|---|---|',
    ...known,
    '',
    `## ${open}`,
    '',
    hint,
    '',
    row([fact, plays, asked]),
    '|---|---|---|',
    ...unknown,
    '',
  ].join('\n')
}

if (process.argv[1]?.endsWith('fake-facts.mjs'))
  for (const [file, text] of Object.entries(pages)) writeFileSync(file, text)

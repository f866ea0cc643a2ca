// @ts-check
// Writes the pages about what the fake client knows of real ones, from one table that the tests read as well.
// Usage: node scripts/fake-facts.mjs
import { writeFileSync } from 'node:fs'

/** @typedef {[en: string, zh: string]} Text */
/** @typedef {'documented' | 'client code' | 'many reports' | 'few reports' | 'inferred' | 'open'} Certainty */
/** @typedef {{ fact: Text, certainty: Certainty, plays: Text, test: string }} Fact */

/** @type {Record<Certainty, string>} */
const chinese = {
  documented: '官方文档',
  'client code': '客户端代码',
  'many reports': '多方反馈',
  'few reports': '少量反馈',
  inferred: '推断',
  open: '待真机确认',
}

/** Each fact with the name of the test that holds the fake to it; an open one is settled by a phone alone.
 * @type {Fact[]} */
export const facts = [
  {
    fact: [
      "iOS verifies the URL of the document's load, whatever pushState has done since",
      'iOS 校验落地页 URL，pushState 不会改变它',
    ],
    certainty: 'many reports',
    plays: ["`platform: 'ios'`", "`platform: 'ios'`"],
    test: 'iOS / iPadOS: no new configuration for most calls, one for share calls; the landing URL is signed',
  },
  {
    fact: [
      'Android from 8.0 on keeps grants for the document: they add up and outlive a route and a refusal',
      'Android 8.0 起，授权在整个文档内有效：会累加，路由切换、配置失败都不会丢失',
    ],
    certainty: 'client code',
    plays: ['the default', '默认'],
    test: 'Android from 8.0 on: the configurations of a document add up, and a refused one takes nothing away',
  },
  {
    fact: ['Android before 8.0 keeps grants for each URL', 'Android 8.0 之前，授权按 URL 保存'],
    certainty: 'client code',
    plays: ["`version: '7.0'`", "`version: '7.0'`"],
    test: 'Android 7.0: a new configuration for each URL; either URL is signed',
  },
  {
    fact: [
      'Android verifies getLocation and openAddress anew at each call',
      'Android 每次调用 getLocation、openAddress 都重新校验签名',
    ],
    certainty: 'client code',
    plays: ['both Androids', '两种 Android'],
    test: 'Android %s verifies getLocation and openAddress anew at each call',
  },
  {
    fact: ['On Android `realAuthUrl` is on every failed verification', 'Android 上每次校验失败都带 `realAuthUrl`'],
    certainty: 'client code',
    plays: ['the default', '默认'],
    test: '%s: realAuthUrl is on the failure',
  },
  {
    fact: [
      'Android writes names in lower case, `geo_location:ok`',
      'Android 的返回用小写下划线名，如 `geo_location:ok`',
    ],
    certainty: 'client code',
    plays: ['the default', '默认'],
    test: 'are in lower case, and a refusal of the server stands behind "fail_"',
  },
  {
    fact: [
      'Devtools keep one table of grants, which the next good configuration replaces',
      '开发者工具只有一张授权表，下一次成功的配置会替换它',
    ],
    certainty: 'client code',
    plays: ["`platform: 'devtools'`", "`platform: 'devtools'`"],
    test: 'devtools: none; the next good configuration takes the place of the last one, a refused one does not',
  },
  {
    fact: [
      'The bridge of devtools has four functions and comes with DOMContentLoaded',
      '开发者工具的 bridge 只有四个函数，DOMContentLoaded 时出现',
    ],
    certainty: 'client code',
    plays: ["`platform: 'devtools'`", "`platform: 'devtools'`"],
    test: 'the bridge has four functions, is an ordinary property, and logs an error when it is called by call',
  },
  {
    fact: [
      'Devtools answer getNetworkType and getLocalImgData without a configuration',
      '开发者工具无需配置即可调用 getNetworkType、getLocalImgData',
    ],
    certainty: 'client code',
    plays: ["`platform: 'devtools'`", "`platform: 'devtools'`"],
    test: "the network and a picture's data need no configuration; the network is a subtype beside ok",
  },
  {
    fact: [
      'Devtools do not simulate pay, address, beacons and others',
      '开发者工具不支持模拟支付、地址、iBeacon 等接口',
    ],
    certainty: 'client code',
    plays: ['the words 没有此SDK或暂不支持此SDK模拟', '返回 没有此SDK或暂不支持此SDK模拟'],
    test: '%s is not simulated, and the failure names %s',
  },
  {
    fact: [
      'The web-view of a mini program has only the APIs of its list: no pay, address, share, menu',
      '小程序 web-view 只支持文档列出的接口：没有支付、地址、分享、菜单',
    ],
    certainty: 'documented',
    plays: ['`miniProgram: true`', '`miniProgram: true`'],
    test: 'the web-view of a mini program refuses %s',
  },
  {
    fact: [
      'requestMerchantTransfer is for phones, from iOS 8.0.45 and Android 8.0.45.51 on',
      'requestMerchantTransfer 仅支持手机，iOS 8.0.45、Android 8.0.45.51 起',
    ],
    certainty: 'documented',
    plays: ['`platform`, `version`', '`platform`、`version`'],
    test: 'a version below that of the table has no such API, and the first one has it',
  },
  {
    fact: ['openEnterpriseChat is for WeCom alone', 'openEnterpriseChat 仅企业微信支持'],
    certainty: 'documented',
    plays: ['refused everywhere, unless the test lays it down', '一律拒绝，除非测试另行规定'],
    test: "openEnterpriseChat is WeCom\\'s",
  },
  {
    fact: ['A JS-safe domain covers its sub-domains', 'JS 接口安全域名包含其子域名'],
    certainty: 'documented',
    plays: ['`domains`', '`domains`'],
    test: 'a registered domain covers %s',
  },
  {
    fact: ['A call without a parameter that it needs fails', '缺少必填参数的调用会失败'],
    certainty: 'client code',
    plays: [
      '`missing arguments`, the words of playVoice for all',
      '`missing arguments`：所有接口都用 playVoice 的原话',
    ],
    test: '%s without a %s fails, and so does one with the text "undefined"',
  },
  {
    fact: ["Another party's `wx.config` may take ours away", '其他代码的 `wx.config` 可能使我们的授权失效'],
    certainty: 'few reports',
    plays: ['`fake.replaceGrants()`', '`fake.replaceGrants()`'],
    test: "another party\\'s wx.config leaves of the grants what it asks for itself",
  },
  {
    fact: ['Which stored URL an Android 8 reads grants by', 'Android 8 按哪个 URL 读取授权'],
    certainty: 'open',
    plays: ['the URL of the load', '落地页 URL'],
    test: '',
  },
  {
    fact: [
      'Which URL HarmonyOS, Windows and macOS verify after pushState, and whether their grants outlive it',
      '鸿蒙、Windows、macOS 在 pushState 之后校验哪个 URL，授权是否保留',
    ],
    certainty: 'open',
    plays: ['the current URL; grants for each URL', '当前 URL；授权按 URL 保存'],
    test: '',
  },
  {
    fact: ['What a desktop client does with scanning, pay, voice and cards', '桌面端对扫码、支付、语音、卡券的处理'],
    certainty: 'open',
    plays: ['answers: nothing is known', '正常返回：目前没有依据'],
    test: '',
  },
]

/** The page in each language. */
export const pages = {
  'docs/en/fake-facts.md': page(0, 'What the fake client knows', [
    'Written by `npm run docs:facts` from the table that the tests read. Where nothing is known about a client, the fake answers.',
    'Fact',
    'Certainty',
    'How the fake plays it',
    'Test',
    'Open',
    'Only a phone can settle these.',
  ]),
  'docs/zh/fake-facts.md': page(1, '模拟客户端的依据', [
    '由 `npm run docs:facts` 从测试读取的同一张表生成。对客户端没有依据的地方，模拟客户端会正常返回。',
    '事实',
    '可信度',
    '如何模拟',
    '测试',
    '待确认',
    '以下只能用真机确认。',
  ]),
}

/**
 * @param {0 | 1} language
 * @param {string} title
 * @param {string[]} words
 */
function page(language, title, [intro = '', ...words]) {
  const [fact, certainty, plays, test, open, hint] = words
  const cell = (/** @type {string} */ text) => text.replaceAll('|', '\\|').replaceAll("\\'", "'")
  const row = (/** @type {(string | undefined)[]} */ cells) =>
    `| ${cells.map((text) => cell(text ?? '')).join(' | ')} |`
  const known = facts
    .filter(({ test }) => test)
    .map((one) =>
      row([one.fact[language], language ? chinese[one.certainty] : one.certainty, one.plays[language], one.test]),
    )
  const unknown = facts.filter(({ test }) => !test).map((one) => row([one.fact[language], one.plays[language]]))
  return [
    `# ${title}`,
    '',
    intro,
    '',
    row([fact, certainty, plays, test]),
    '|---|---|---|---|',
    ...known,
    '',
    `## ${open}`,
    '',
    hint,
    '',
    row([fact, plays]),
    '|---|---|',
    ...unknown,
    '',
  ].join('\n')
}

if (process.argv[1]?.endsWith('fake-facts.mjs'))
  for (const [file, text] of Object.entries(pages)) writeFileSync(file, text)

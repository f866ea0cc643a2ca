// @ts-check
// When a page is forwarded as a card, and when as a bare link.
import { arrow, arrowDown, box, cross, line, stroke, svg, tick } from './svg.mjs'

/** @typedef {import('./svg.mjs').Pen} Pen */
/** @typedef {import('./svg.mjs').Text} Text */

/** @type {Text} */
const title = ['Opened from a bare link, forwarded as a bare link', '从纯链接打开，转发出去仍是纯链接']
/** @type {Text} */
const lead = [
  'The share call answers ok both times. No code can change it.',
  '两种情况下分享接口都返回 ok，代码无法改变。',
]

const icons = {
  menu: 'M0 3h18M0 9h18M0 15h18',
  code: 'M1 1h6v6h-6zM11 1h6v6h-6zM1 11h6v6h-6zM11 11h2v2M17 11v2M11 17h2M16 16h1v1',
  star: 'M9 0l2.7 5.8 6.3.8-4.6 4.4 1.2 6.3-5.6-3.1-5.6 3.1 1.2-6.3-4.6-4.4 6.3-.8z',
  card: 'M1 2h16v14h-16zM4 6h6M4 10h3M10 10h4v3h-4z',
  link: 'M8 11a4 4 0 0 1 0-5.600l3-3a4 4 0 0 1 5.600 5.600l-1.500 1.500M10 7a4 4 0 0 1 0 5.600l-3 3a4 4 0 0 1-5.600-5.600l1.500-1.500',
}

/** @param {keyof typeof icons} name @param {number} x @param {number} y @param {string} colour */
const icon = (name, x, y, colour) =>
  `<g transform="translate(${x} ${y})">${stroke(icons[name], colour, { width: 1.8 })}</g>`

const shoe = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ scale) =>
  `<path transform="translate(${x} ${y}) scale(${scale})" fill="#fff" d="M0 11c3 0 5-4 9-9l3-2c4 5 9 9 16 10 3 0 6 1 6 4v3H0z"/>`

/** @param {Pen} pen @param {number} x @param {number} y */
function phone({ theme }, x, y) {
  const dots = [72, 80, 88].map((dx) => `<circle cx="${x + dx}" cy="${y + 17}" r="2.1" fill="${theme.text}"/>`)
  return [
    box(x, y, 108, 148, { fill: theme.page, radius: 16, stroke: theme.text, strokeWidth: 2.4 }),
    ...dots,
    box(x + 16, y + 30, 76, 50, { fill: theme.picture, radius: 4 }),
    shoe(x + 36, y + 46, 1),
    box(x + 16, y + 90, 76, 7, { fill: theme.line, radius: 3 }),
    box(x + 16, y + 104, 52, 7, { fill: theme.line, radius: 3 }),
    box(x + 16, y + 121, 76, 14, { fill: theme.line, radius: 4 }),
  ].join('')
}

/** @param {Pen} pen @param {number} x @param {number} y */
const avatar = ({ theme }, x, y) =>
  box(x, y, 38, 38, { fill: theme.avatar, radius: 4 }) +
  `<circle cx="${x + 19}" cy="${y + 15}" r="7" fill="${theme.chat}"/><path d="M${x + 6} ${y + 38}a13 13 0 0 1 26 0z" fill="${theme.chat}"/>`

/** @param {Pen} pen @param {number} x @param {number} y @param {number} height */
const bubble = ({ theme }, x, y, height) =>
  box(x, y, 232, height, { fill: theme.raised, radius: 6 }) +
  `<path d="M${x} ${y + 13}l-8 7 8 7z" fill="${theme.raised}"/>`

/**
 * The chat of a card, from a place on.
 *
 * @param {Pen} pen @param {number} x @param {number} y
 */
const shareCard = (pen, x, y) => {
  const { theme, say } = pen
  return [
    avatar(pen, x, y),
    bubble(pen, x + 52, y, 92),
    line(x + 65, y + 26, say(['Canvas shoes', '帆布鞋']), { fill: theme.text, size: 17 }),
    line(x + 65, y + 48, say(['Light, washable,', '轻便，可机洗，']), { fill: theme.soft, size: 14 }),
    line(x + 65, y + 67, say(['three colors', '三种颜色']), { fill: theme.soft, size: 14 }),
    box(x + 226, y + 32, 46, 46, { fill: theme.picture, radius: 3 }),
    shoe(x + 234, y + 48, 0.9),
  ].join('')
}

/**
 * The chat of a link, from a place on.
 *
 * @param {Pen} pen @param {number} x @param {number} y
 */
const bareLink = (pen, x, y) => {
  const { theme } = pen
  return [
    avatar(pen, x, y),
    bubble(pen, x + 52, y, 66),
    line(x + 65, y + 26, 'https://shop.example', { fill: theme.link, size: 17 }),
    line(x + 65, y + 50, '.com/things/7', { fill: theme.link, size: 17 }),
  ].join('')
}

/** @type {readonly [name: keyof typeof icons, text: Text][]} */
const ways = [
  ['menu', ["the account's menu", '公众号菜单']],
  ['code', ['a QR code', '扫二维码']],
  ['star', ['favorites', '收藏']],
  ['card', ['a share card', '分享卡片']],
]

/** @param {Pen} pen */
export function cardOrLink(pen) {
  const { theme, say } = pen
  const head = { fill: theme.soft, size: 17 }
  const parts = [
    line(32, 50, say(title), { fill: theme.text, size: 26, bold: true }),
    line(32, 80, say(lead), { fill: theme.soft, size: 18 }),
    line(32, 124, say(['How the visitor opened the page', '访问者如何打开页面']), head),
    line(424, 124, say(['The same page', '同一个页面']), head),
    line(628, 124, say(['What the next chat shows', '转发后聊天里显示']), head),
    box(32, 140, 332, 216, { fill: theme.sunken, radius: 10 }),
    box(32, 376, 332, 168, { fill: theme.sunken, radius: 10 }),
    box(612, 140, 316, 216, { fill: theme.chat, radius: 10 }),
    box(612, 376, 316, 168, { fill: theme.chat, radius: 10 }),
  ]
  for (const [index, [name, text]] of ways.entries()) {
    const y = 176 + index * 48
    parts.push(icon(name, 53, y - 9, theme.text), line(90, y + 6, say(text), { fill: theme.text, size: 19 }))
    if (index > 0) parts.push(stroke(`M90 ${y - 24}H348`, theme.line, { width: 1 }))
  }
  parts.push(
    icon('link', 53, 439, theme.text),
    line(90, 454, say(['a link in a chat', '聊天里的链接']), { fill: theme.text, size: 19 }),
  )
  parts.push(line(90, 480, say(['sent or pasted as text', '以文字形式发送']), { fill: theme.soft, size: 17 }))
  parts.push(phone(pen, 424, 174), phone(pen, 424, 386))
  parts.push(arrow(372, 416, 248, theme.faint), arrow(372, 416, 460, theme.faint))
  parts.push(arrow(540, 601, 248, theme.ok, { width: 2.4 }), arrow(540, 601, 460, theme.red, { width: 2.4 }))
  parts.push(
    tick(640, 170, theme.ok),
    line(680, 176, say(['a share card', '分享卡片']), { fill: theme.okText, size: 17, bold: true }),
  )
  parts.push(shareCard(pen, 628, 210))
  parts.push(
    cross(641, 407, theme.red),
    line(680, 412, say(['a bare link', '纯链接']), { fill: theme.red, size: 17, bold: true }),
  )
  parts.push(bareLink(pen, 628, 440))
  /** @type {readonly Text[]} */
  const notes = [
    [
      'To test a card, open the page from a QR code. WeChat on Windows and macOS always sends a card.',
      '要测试卡片，请扫二维码打开页面。Windows 和 macOS 版微信总是发送卡片。',
    ],
    [
      'Not in the documentation: an answer of WeChat staff, and what developers report since 2021.',
      '官方文档没有写：依据是微信工作人员的答复，以及 2021 年以来开发者的反馈。',
    ],
  ]
  parts.push(...notes.map((note, index) => line(32, 584 + index * 25, say(note), { fill: theme.soft, size: 17 })))
  return svg({ width: 960, height: 634, title: say(title), theme, parts })
}

/** @param {Pen} pen the same for a narrow screen */
export function cardOrLinkPhone(pen) {
  const { theme, say } = pen
  /** @type {readonly Text[]} */
  const heading = [
    ['Opened from a bare link,', '从纯链接打开，'],
    ['forwarded as a bare link', '转发出去仍是纯链接'],
  ]
  /** @type {readonly Text[]} */
  const lead = [
    ['The share call answers ok both times.', '两种情况下分享接口都返回 ok，'],
    ['No code can change it.', '代码无法改变。'],
  ]
  const parts = [
    ...heading.map((text, index) => line(16, 33 + index * 27, say(text), { fill: theme.text, size: 20, bold: true })),
    ...lead.map((text, index) => line(16, 88 + index * 21, say(text), { fill: theme.soft, size: 16 })),
    line(16, 146, say(['Opened from', '打开方式']), { fill: theme.soft, size: 15 }),
    box(16, 156, 358, 96, { fill: theme.sunken, radius: 10 }),
    arrowDown(195, 257, 284, theme.ok, 2.4),
    box(16, 290, 358, 146, { fill: theme.chat, radius: 10 }),
    tick(30, 312, theme.ok),
    line(54, 318, say(['forwarded as a share card', '转发为分享卡片']), { fill: theme.okText, size: 16, bold: true }),
    shareCard(pen, 28, 332),
    line(16, 472, say(['Opened from', '打开方式']), { fill: theme.soft, size: 15 }),
    box(16, 482, 358, 62, { fill: theme.sunken, radius: 10 }),
    icon('link', 30, 503, theme.text),
    line(58, 508, say(['a link in a chat', '聊天里的链接']), { fill: theme.text, size: 16 }),
    line(58, 530, say(['sent or pasted as text', '以文字形式发送']), { fill: theme.soft, size: 15 }),
    arrowDown(195, 549, 576, theme.red, 2.4),
    box(16, 582, 358, 122, { fill: theme.chat, radius: 10 }),
    cross(30, 605, theme.red),
    line(54, 610, say(['forwarded as a bare link', '转发为纯链接']), { fill: theme.red, size: 16, bold: true }),
    bareLink(pen, 28, 624),
  ]
  for (const [index, [name, text]] of ways.entries()) {
    const [x, y] = [30 + (index % 2) * 190, 181 + Math.floor(index / 2) * 44]
    parts.push(icon(name, x, y - 9, theme.text), line(x + 28, y + 6, say(text), { fill: theme.text, size: 15 }))
  }
  /** @type {readonly Text[]} */
  const notes = [
    ['To test a card, scan a QR code of the page.', '要测试卡片，请扫二维码打开页面。'],
    ['Windows and macOS always send a card.', 'Windows 和 macOS 版总是发送卡片。'],
    ['Not documented: an answer of WeChat staff,', '官方文档没有写：依据是微信工作人员的'],
    ['and reports of developers since 2021.', '答复，以及 2021 年以来开发者的反馈。'],
  ]
  parts.push(...notes.map((note, index) => line(16, 734 + index * 22, say(note), { fill: theme.soft, size: 15 })))
  return svg({ width: 390, height: 820, title: say(title), theme, parts })
}

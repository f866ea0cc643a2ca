// @ts-check
// Which share content decides: the stack of contents, and the card of each.
import { arrow, arrowDown, box, line, stroke, svg } from './svg.mjs'

/** @typedef {import('./svg.mjs').Pen} Pen */
/** @typedef {import('./svg.mjs').Text} Text */

/** @type {Text} */
const title = ['The newest share content that is still there decides', '以最新且仍然有效的分享内容为准']
/** @type {Text} */
const lead = ['When it goes, the one below it decides again.', '它消失后，下面一份重新生效。']

/**
 * A content of the stack: what it is, where it comes from, what ends it, and the card that a friend receives.
 *
 * @typedef {{ code: string, name: Text, from: Text, ends?: Text, card: Text, desc: Text, colour: string, icon: string }} Layer
 */

/** @type {readonly Layer[]} */
const layers = [
  {
    code: 'wechat.share()',
    name: ['', ''],
    from: ['called last, on this URL', '最后一次调用，在当前 URL'],
    ends: ['the URL changes (it comes back with the URL)', 'URL 变了（回到这个 URL 时恢复）'],
    card: ['Look what I chose', '看看我选的'],
    desc: ['Canvas shoes, size 42', '帆布鞋，42 码'],
    colour: '#f2c14e',
    icon: 'M12 1l3.200 7 7.600.900-5.600 5.200 1.500 7.500-6.700-3.700-6.700 3.700 1.500-7.500-5.600-5.200 7.600-.900z',
  },
  {
    code: 'useWechatShare',
    name: ['in a dialog', '在对话框里'],
    from: ['opened after the page', '在页面之后打开'],
    ends: ['the dialog closes', '对话框关闭'],
    card: ['A coupon for you', '送你一张优惠券'],
    desc: ['20 off, this week', '立减 20 元，本周有效'],
    colour: '#d96c5f',
    icon: 'M19 4L5 20M7.500 4a3 3 0 1 0 .010 0M16.500 14a3 3 0 1 0 .010 0',
  },
  {
    code: 'useWechatShare',
    name: ['in the page', '在页面里'],
    from: ['rendered after the layout', '在布局之后渲染'],
    ends: ['page unmounted, or set aside by KeepAlive', '页面卸载，或被 KeepAlive 缓存'],
    card: ['Canvas shoes', '帆布鞋'],
    desc: ['Light, washable', '轻便，可机洗'],
    colour: '#7fb685',
    icon: 'M1 18c3 0 5-4 8-11l3-2c2 6 6 9 9 10 2 1 3 2 3 4H1z',
  },
  {
    code: 'useWechatShare',
    name: ['in the layout', '在布局里'],
    from: ['rendered first', '最先渲染'],
    ends: ['the layout is unmounted', '布局卸载'],
    card: ['Summer sale', '夏季大促'],
    desc: ['Until Sunday', '截止到周日'],
    colour: '#6aa5de',
    icon: 'M12 1v22M2 12h20M5 5l14 14M19 5L5 19',
  },
  {
    code: 'share',
    name: ['option of createWechat', 'createWechat 的选项'],
    from: ['a function of the location', '按 location 返回内容'],
    ends: ['it returns undefined', '返回 undefined'],
    card: ['Little Shop', '小店'],
    desc: ['Good things, few', '少而好'],
    colour: '#9aa5b4',
    icon: 'M2 9l2-7h16l2 7M4 10v12h16v-12M9 22v-7h6v7M2 9h20',
  },
  {
    code: '',
    name: ['the page title and its URL', '页面标题和 URL'],
    from: ['always there', '始终存在'],
    card: ['Cart', '购物车'],
    desc: ['shop.example.com/cart', 'shop.example.com/cart'],
    colour: '#b9b9b9',
    icon: 'M10 14a5 5 0 0 1 0-7l3-3a5 5 0 0 1 7 7l-2 2M14 10a5 5 0 0 1 0 7l-3 3a5 5 0 0 1-7-7l2-2',
  },
]

const TOP = 138
const STEP = 104
const HEIGHT = 78

/** @param {Pen} pen @param {Layer} layer @param {number} index */
function row({ theme, say }, layer, index) {
  const y = TOP + index * STEP
  const decides = index === 0
  const colours = decides
    ? { fill: theme.okSoft, stroke: theme.ok, strokeWidth: 2 }
    : { fill: theme.sunken, stroke: theme.line, strokeWidth: 1 }
  const parts = [
    box(32, y, 400, HEIGHT, { ...colours, radius: 10 }),
    name({ theme, say }, layer, y + 33),
    line(54, y + 59, say(layer.from), { fill: theme.soft, size: 17 }),
    arrow(440, 632, y + HEIGHT / 2, decides ? theme.ok : theme.faint, decides ? { width: 2.4 } : { dash: '4 5' }),
    card({ theme, say }, layer, y + 4),
  ]
  if (decides)
    parts.push(line(412, y + 33, say(['decides', '生效']), { fill: theme.okText, size: 17, bold: true, anchor: 'end' }))
  if (layer.ends) {
    parts.push(
      stroke(`M78 ${y + HEIGHT + 3}v19M72 ${y + HEIGHT + 16}l6 7 6-7`, theme.soft, { width: 1.6 }),
      line(94, y + HEIGHT + 19, say(layer.ends), { fill: theme.soft, size: 16 }),
    )
  }
  return parts.join('')
}

/**
 * What a content is, in one text: how wide the code is depends on the font.
 *
 * @param {Pen} pen
 * @param {Layer} layer
 * @param {number} y
 * @param {number} [x]
 * @param {number} [size]
 */
function name({ theme, say }, { code, name }, y, x = 54, size = 18) {
  const parts = [
    code && `<tspan class="b m" font-size="${size - 1}">${code}</tspan>`,
    `<tspan class="b">${say(name)}</tspan>`,
  ]
  return `<text x="${x}" y="${y}" font-size="${size}" fill="${theme.text}">${parts.filter(Boolean).join(' ')}</text>`
}

/** @param {Pen} pen @param {Layer} layer @param {number} y */
function card({ theme, say }, layer, y) {
  return [
    box(660, y, 252, 70, { fill: theme.raised, radius: 6 }),
    `<path d="M660 ${y + 14}l-8 7 8 7z" fill="${theme.raised}"/>`,
    line(674, y + 28, say(layer.card), { fill: theme.text, size: 17 }),
    line(674, y + 52, say(layer.desc), { fill: theme.soft, size: 14 }),
    box(854, y + 12, 46, 46, { fill: layer.colour, radius: 3 }),
    `<g transform="translate(865 ${y + 23})">${stroke(layer.icon, '#fff', { width: 1.8 })}</g>`,
  ].join('')
}

/** @param {Pen} pen */
export function whatIsShared(pen) {
  const { theme, say } = pen
  const height = TOP + layers.length * STEP
  const head = { fill: theme.soft, size: 17 }
  const parts = [
    line(32, 50, say(title), { fill: theme.text, size: 26, bold: true }),
    line(32, 80, say(lead), { fill: theme.soft, size: 18 }),
    line(32, 122, say(['On the page, newest on top', '页面上的内容，新的在上']), head),
    line(660, 122, say(['A friend receives', '好友收到']), head),
    box(636, TOP - 8, 292, height - TOP - 10, { fill: theme.chat, radius: 10 }),
    ...layers.map((layer, index) => row(pen, layer, index)),
    line(
      32,
      height + 20,
      say([
        'Each call of wechat.share() goes on top. A dialog that opens after the call goes on top of it.',
        '每次调用 wechat.share() 都放在最上面；之后打开的对话框再放在它上面。',
      ]),
      head,
    ),
  ]
  return svg({ width: 960, height: height + 44, title: say(title), theme, parts })
}

/** @param {Pen} pen the same for a narrow screen: of each card its picture and its title */
export function whatIsSharedPhone(pen) {
  const { theme, say } = pen
  const [top, step, height] = [138, 90, 62]
  /** @type {readonly Text[]} */
  const heading = [
    ['The newest share content', '以最新且仍然有效的'],
    ['that is still there decides', '分享内容为准'],
  ]
  const head = { fill: theme.soft, size: 15 }
  const parts = [
    ...heading.map((text, index) => line(16, 33 + index * 27, say(text), { fill: theme.text, size: 20, bold: true })),
    line(16, 88, say(lead), { fill: theme.soft, size: 15 }),
    line(16, 126, say(['On the page, newest on top', '页面上的内容，新的在上']), head),
    line(374, 126, say(['The card', '卡片']), { ...head, anchor: 'end' }),
  ]
  for (const [index, layer] of layers.entries()) {
    const y = top + index * step
    const colours =
      index === 0
        ? { fill: theme.okSoft, stroke: theme.ok, strokeWidth: 2 }
        : { fill: theme.sunken, stroke: theme.line, strokeWidth: 1 }
    parts.push(
      box(16, y, 358, height, { ...colours, radius: 10 }),
      name(pen, layer, y + 26, 30, 16),
      line(30, y + 49, say(layer.card), { fill: theme.soft, size: 15 }),
      box(318, y + 8, 46, 46, { fill: layer.colour, radius: 3 }),
      `<g transform="translate(329 ${y + 19})">${stroke(layer.icon, '#fff', { width: 1.8 })}</g>`,
    )
    if (index === 0)
      parts.push(
        line(306, y + 26, say(['decides', '生效']), { fill: theme.okText, size: 16, bold: true, anchor: 'end' }),
      )
    if (layer.ends)
      parts.push(
        arrowDown(36, y + height + 4, y + height + 24, theme.soft, 1.6),
        line(50, y + height + 19, say(layer.ends), { fill: theme.soft, size: 14 }),
      )
  }
  const foot = top + layers.length * step
  /** @type {readonly Text[]} */
  const notes = [
    ['Each call of wechat.share() goes on top.', '每次调用 wechat.share() 都放在最上面；'],
    ['A dialog that opens after it goes on top of it.', '之后打开的对话框再放在它上面。'],
  ]
  parts.push(...notes.map((note, index) => line(16, foot + 2 + index * 21, say(note), head)))
  return svg({ width: 390, height: foot + 42, title: say(title), theme, parts })
}

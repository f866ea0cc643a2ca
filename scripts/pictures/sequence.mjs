// @ts-check
// Who asks whom, from the page to WeChat and back.
import { arrow, box, line, stroke, svg, tick } from './svg.mjs'

/** @typedef {import('./svg.mjs').Pen} Pen */
/** @typedef {import('./svg.mjs').Text} Text */

/** @type {Text} */
const title = [
  'JS-SDK and signature load side by side, then WeChat checks once',
  'JS-SDK 与签名并行加载，然后由微信校验一次',
]

const [page, library, client, signer, wechat] = [96, 288, 482, 676, 862]

/** @param {Pen} pen */
export function sequence(pen) {
  const { theme, say } = pen
  /** @type {readonly [x: number, name: Text][]} */
  const actors = [
    [page, ['Your page', '页面']],
    [library, ['wechat-ready', 'wechat-ready']],
    [client, ['WeChat', '微信']],
    [signer, ['Your signer', '签名服务']],
    [wechat, ["WeChat's server", '微信服务器']],
  ]
  const parts = [
    line(32, 50, say(title), { fill: theme.text, size: 26, bold: true }),
    box(16, 72, 562, 762, { fill: theme.sunken, radius: 12 }),
    box(594, 72, 350, 762, { fill: theme.sunken, radius: 12 }),
    line(34, 96, say(['On the phone', '手机上']), { fill: theme.soft, size: 16 }),
    line(612, 96, say(['On servers', '服务器上']), { fill: theme.soft, size: 16 }),
    box(190, 206, 746, 164, { fill: theme.page, radius: 10, stroke: theme.line }),
    box(190, 516, 746, 222, { fill: theme.redSoft, radius: 10 }),
  ]
  for (const [x, name] of actors) {
    const ours = x === library
    parts.push(stroke(`M${x} 156V816`, theme.faint, { dash: '1 6' }))
    parts.push(
      box(x - 73, 108, 146, 44, { fill: ours ? theme.strong : theme.raised, stroke: ours ? undefined : theme.line }),
    )
    parts.push(
      line(x, 136, say(name), { fill: ours ? theme.onStrong : theme.text, bold: true, size: 17, anchor: 'middle' }),
    )
  }
  /**
   * @param {number} from @param {number} to @param {number} y @param {string} text
   * @param {{ colour?: string, words?: string, mono?: boolean, bold?: boolean, dash?: string, width?: number }} [style]
   */
  const message = (from, to, y, text, { colour = theme.text, words = colour, mono, bold, dash, width } = {}) => {
    const step = from < to ? 5 : -5
    parts.push(
      line((from + to) / 2, y - 8, text, {
        fill: words,
        size: mono ? 15 : 16,
        anchor: 'middle',
        ...(mono && { mono }),
        ...(bold && { bold }),
      }),
      arrow(from + step, to - step, y, colour, { ...(dash && { dash }), ...(width && { width }) }),
    )
  }
  message(page, library, 188, 'await wechat.ready()', { mono: true })
  parts.push(line(206, 230, say(['at the same time', '同时进行']), { fill: theme.soft, size: 16, bold: true }))
  parts.push(box(library - 5, 246, 10, 104, { fill: theme.faint, radius: 5 }))
  parts.push(line(274, 294, 'JS-SDK', { fill: theme.text, size: 16, anchor: 'end' }))
  parts.push(line(274, 314, say(['loads', '加载中']), { fill: theme.text, size: 16, anchor: 'end' }))
  message(library, signer, 256, 'GET …?url=…/cart', { mono: true })
  message(signer, wechat, 286, say(['get the ticket', '获取 ticket']), { colour: theme.soft, dash: '6 5' })
  message(wechat, signer, 316, say(['only if none is cached', '仅在没有缓存时']), { colour: theme.soft, dash: '6 5' })
  message(signer, library, 346, 'appId, timestamp, nonceStr, signature', { mono: true })
  message(library, client, 404, say(['signature, API list', '签名、接口列表']))
  message(client, wechat, 434, say(['right for this URL?', '与这个 URL 相符吗？']))
  message(wechat, client, 464, say(['yes', '相符']))
  message(client, library, 494, 'ok', { colour: theme.ok, words: theme.okText, bold: true, width: 2.4 })
  parts.push(
    line(206, 542, say(['or: invalid signature', '或者：invalid signature']), {
      fill: theme.red,
      size: 17,
      bold: true,
    }),
  )
  message(client, library, 578, say(['no, it is …/things/7', '不符，是 …/things/7']), { colour: theme.red })
  message(library, signer, 612, 'GET …?url=…/things/7', { mono: true })
  message(signer, library, 646, say(['a signature for that URL', '那个 URL 的签名']))
  message(library, client, 680, say(['check again', '再次校验']))
  message(client, library, 714, 'ok', { colour: theme.ok, words: theme.okText, bold: true, width: 2.4 })
  parts.push(
    line(698, 622, say(['Tried next, each once:', '依次尝试，各一次：']), { fill: theme.text, size: 16, bold: true }),
  )
  /** @type {readonly Text[]} */
  const next = [
    ['1  the URL WeChat names', '1  微信指出的 URL'],
    ['2  landing / current, the other', '2  入口与当前 URL 中的另一个'],
    ['3  a fresh ticket', '3  新的 ticket'],
  ]
  parts.push(...next.map((text, index) => line(698, 647 + index * 24, say(text), { fill: theme.text, size: 16 })))
  message(library, page, 778, say(['resolves', '成功返回']), {
    colour: theme.ok,
    words: theme.okText,
    bold: true,
    width: 2.4,
  })
  parts.push(line(310, 776, '{ url, signedUrl, denied }', { fill: theme.text, size: 15, mono: true }))
  parts.push(
    line(310, 802, say(['or rejects, once, with a code and the URLs tried', '或失败一次，带错误码和试过的 URL']), {
      fill: theme.soft,
      size: 16,
    }),
  )
  return svg({ width: 960, height: 850, title: say(title), theme, parts })
}

/** @param {Pen} pen the same for a narrow screen: without the page, which asks and gets the answer, and WeChat's server */
export function sequencePhone(pen) {
  const { theme, say } = pen
  const lanes = /** @type {const} */ ([74, 203, 318])
  const [ours, app, server] = lanes
  /** @type {readonly Text[]} */
  const heading = [
    ['JS-SDK and signature load side by', 'JS-SDK 与签名并行加载，'],
    ['side, then WeChat checks once', '然后由微信校验一次'],
  ]
  /** @type {readonly Text[]} */
  const names = [
    ['wechat-ready', 'wechat-ready'],
    ['WeChat', '微信'],
    ['Your signer', '签名服务'],
  ]
  const parts = [
    ...heading.map((text, index) => line(16, 33 + index * 27, say(text), { fill: theme.text, size: 20, bold: true })),
    line(16, 92, 'await wechat.ready()', { fill: theme.text, size: 15, mono: true }),
    box(8, 158, 374, 190, { fill: theme.sunken, radius: 10 }),
    box(8, 486, 374, 328, { fill: theme.redSoft, radius: 10 }),
  ]
  for (const [index, x] of lanes.entries()) {
    const first = index === 0
    const width = first ? 120 : 104
    parts.push(
      stroke(`M${x} 146V712`, theme.faint, { dash: '1 6' }),
      box(x - width / 2, 108, width, 36, {
        fill: first ? theme.strong : theme.raised,
        stroke: first ? undefined : theme.line,
      }),
      line(x, 132, say(names[index] ?? ['', '']), {
        fill: first ? theme.onStrong : theme.text,
        size: 15,
        bold: true,
        anchor: 'middle',
      }),
    )
  }
  /**
   * @param {number} from @param {number} to @param {number} y @param {string} text
   * @param {{ colour?: string, words?: string, mono?: boolean, bold?: boolean }} [style]
   */
  const message = (from, to, y, text, { colour = theme.text, words = colour, mono, bold } = {}) => {
    const step = from < to ? 5 : -5
    parts.push(
      line((from + to) / 2, y - 8, text, {
        fill: words,
        size: 14,
        anchor: 'middle',
        ...(mono && { mono }),
        ...(bold && { bold }),
      }),
      arrow(from + step, to - step, y, colour, bold ? { width: 2.4 } : {}),
    )
  }
  const ok = { colour: theme.ok, words: theme.okText, bold: true }
  /** @param {number} y @param {Text} text @param {string} [fill] */
  const title15 = (y, text, fill = theme.soft) => parts.push(line(20, y, say(text), { fill, size: 15, bold: true }))
  title15(182, ['at the same time', '同时进行'])
  parts.push(box(ours - 5, 196, 10, 138, { fill: theme.faint, radius: 5 }))
  parts.push(line(62, 262, 'JS-SDK', { fill: theme.text, size: 14, anchor: 'end' }))
  parts.push(line(62, 280, say(['loads', '加载中']), { fill: theme.text, size: 14, anchor: 'end' }))
  message(ours, server, 222, 'GET …?url=…/cart', { mono: true })
  /** @type {readonly Text[]} */
  const ticket = [
    ['gets a ticket from', '没有缓存时，'],
    ['WeChat if none is cached', '向微信获取 ticket'],
  ]
  parts.push(
    ...ticket.map((text, index) =>
      line(374, 250 + index * 19, say(text), { fill: theme.soft, size: 14, anchor: 'end' }),
    ),
  )
  message(server, ours, 312, say(['the signature', '签名']))
  message(ours, app, 386, say(['signature, APIs', '签名、接口']))
  /** @type {readonly Text[]} */
  const check = [
    ['asks its server:', '询问微信服务器：'],
    ['right for this URL?', '与这个 URL 相符吗？'],
  ]
  parts.push(...check.map((text, index) => line(app + 12, 408 + index * 19, say(text), { fill: theme.text, size: 14 })))
  message(app, ours, 456, 'ok', ok)
  title15(512, ['or: invalid signature', '或者：invalid signature'], theme.red)
  message(app, ours, 554, say(['no, …/things/7', '不符，…/things/7']), { colour: theme.red })
  message(ours, server, 592, 'GET …?url=…/things/7', { mono: true })
  message(server, ours, 630, say(['a signature for that URL', '那个 URL 的签名']))
  message(ours, app, 668, say(['check again', '再次校验']))
  message(app, ours, 706, 'ok', ok)
  title15(734, ['Tried next, each once:', '依次尝试，各一次：'], theme.text)
  /** @type {readonly Text[]} */
  const next = [
    ['1  the URL WeChat names', '1  微信指出的 URL'],
    ['2  landing / current, the other', '2  入口与当前 URL 中的另一个'],
    ['3  a fresh ticket', '3  新的 ticket'],
  ]
  parts.push(...next.map((text, index) => line(20, 756 + index * 22, say(text), { fill: theme.text, size: 14 })))
  parts.push(
    tick(18, 839, theme.ok),
    line(42, 844, say(['resolves', '成功返回']), { fill: theme.okText, size: 15, bold: true }),
    line(112, 844, '{ url, signedUrl, denied }', { fill: theme.text, size: 14, mono: true }),
    line(16, 870, say(['or rejects, once, with a code and the URLs tried', '或失败一次，带错误码和试过的 URL']), {
      fill: theme.soft,
      size: 15,
    }),
  )
  return svg({ width: 390, height: 890, title: say(title), theme, parts })
}

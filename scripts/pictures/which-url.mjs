// @ts-check
// Which URL the clients check on three routes of one page, and what signing it costs.
import { box, cross, line, stroke, svg, tick } from './svg.mjs'

/** @typedef {import('./svg.mjs').Pen} Pen */
/** @typedef {import('./svg.mjs').Text} Text */
/** @typedef {{ url: string, mark: 'fair' | 'good' | 'bad', note: Text }} Cell */

const asks = /** @type {const} */ (['asks', '请求'])
const reused = /** @type {const} */ (['reused', '复用'])
const refused = /** @type {const} */ (['refused', '被拒'])
const refusedByOld = /** @type {const} */ (['refused *', '被拒 *'])
const routes = ['/', '/things/7', '/cart']

/** @type {Text} */
const title = [
  'iOS checks the URL that was loaded. Android checks the current one.',
  'iOS 校验页面加载时的 URL，安卓校验当前 URL',
]

/** @type {(mark: Cell['mark'], note: Text) => (url: string) => Cell} */
const cell = (mark, note) => (url) => ({ url, mark, note })

/** What the picture says; the narrow one leaves the notes of the cells out. */
const clients = [
  {
    name: /** @type {Text} */ (['iOS', 'iOS']),
    others: /** @type {Text} */ (['and iPadOS', '与 iPadOS']),
    checks: /** @type {Text} */ (['the landing URL', '入口 URL']),
    checked: ['/'],
    naive: {
      name: /** @type {Text} */ (['Signs location.href', '签名 location.href']),
      where: /** @type {Text} */ (['right on Android', '在安卓上是对的']),
      cells: [cell('fair', asks)('/'), cell('bad', refused)('/things/7'), cell('bad', refused)('/cart')],
      requests: 3,
    },
    ours: {
      where: /** @type {Text} */ (['signs the landing URL', '签名入口 URL']),
      cells: [cell('good', asks)('/'), cell('good', reused)('/'), cell('good', reused)('/')],
      requests: 1,
    },
    short: /** @type {Text} */ (['1 request', '1 次请求']),
  },
  {
    name: /** @type {Text} */ (['Android', '安卓']),
    others: /** @type {Text} */ ([
      'also Windows, macOS, DevTools; HarmonyOS is treated alike',
      'Windows、macOS、开发者工具相同，鸿蒙也按此处理',
    ]),
    checks: /** @type {Text} */ (['the current URL', '当前 URL']),
    checked: routes,
    naive: {
      name: /** @type {Text} */ (['Signs the first URL', '只签名第一个 URL']),
      where: /** @type {Text} */ (['right on iOS', '在 iOS 上是对的']),
      cells: [cell('fair', asks)('/'), cell('bad', refusedByOld)('/'), cell('bad', refusedByOld)('/')],
      requests: 1,
    },
    ours: {
      where: /** @type {Text} */ (['signs the current URL', '签名当前 URL']),
      cells: routes.map(cell('good', asks)),
      requests: 3,
    },
    short: /** @type {Text} */ (['3 requests, 0 for going back', '3 次请求，返回时为 0']),
  },
]

/** @type {readonly Text[]} */
const notes = [
  [
    'asks = one request to your signer. reused = configured again with the signature it has: iOS needs that for sharing.',
    '请求 = 向签名服务请求一次。复用 = 用已有签名重新配置，iOS 的分享接口需要这一步。',
  ],
  [
    'Going back to a URL seen before asks for nothing. If WeChat names another URL, that one is signed next.',
    '回到访问过的 URL 不再请求。微信指出另一个 URL 时，接着签名那个 URL。',
  ],
  [
    '* Newer Android versions accept the landing URL too; older ones do not.',
    '* 较新的安卓版微信也接受入口 URL，旧版不接受。',
  ],
]

/**
 * @param {Pen} pen
 * @param {Cell} cell
 * @param {{ x: number, y: number, width: number, height: number, withNote: boolean }} place
 */
function cellOf({ theme, say }, { url, mark, note }, { x, y, width, height, withNote }) {
  const fill = { fair: theme.sunken, good: theme.okSoft, bad: theme.redSoft }[mark]
  const middle = y + height / 2
  const sign =
    mark === 'bad' ? cross(x + 15, middle, theme.red) : tick(x + 14, middle, mark === 'good' ? theme.ok : theme.faint)
  const parts = [
    box(x, y, width, height, { fill }),
    sign,
    line(x + 38, middle + 6, url, { fill: mark === 'bad' ? theme.red : theme.text, mono: true, size: 16 }),
  ]
  if (withNote) {
    parts.push(
      line(x + width - 11, middle + 6, say(note), {
        fill: mark === 'bad' ? theme.red : theme.soft,
        size: 15.5,
        anchor: 'end',
      }),
    )
  }
  return parts.join('')
}

/** @param {Pen} pen */
export function whichUrl(pen) {
  const { theme, say } = pen
  const [left, width, gap] = [216, 196, 8]
  const at = (/** @type {number} */ index) => left + index * (width + gap)
  const parts = [line(32, 50, say(title), { fill: theme.text, size: 26, bold: true })]
  parts.push(line(32, 108, say(['The page is at', '页面当前路由']), { fill: theme.soft, size: 18 }))
  parts.push(line(928, 108, say(['Requests', '请求数']), { fill: theme.soft, size: 17, anchor: 'end' }))
  parts.push(stroke(`M${left + 5} 126H824m-8-6l8 6-8 6`, theme.faint))
  for (const [index, route] of routes.entries()) {
    const how = index === 0 ? say(['page opened', '打开页面']) : 'pushState'
    parts.push(line(at(index) + 2, 108, route, { fill: theme.text, size: 20, bold: true, mono: true }))
    parts.push(`<circle cx="${at(index) + 5}" cy="126" r="5" fill="${theme.text}"/>`)
    parts.push(line(at(index) + 18, 149, how, { fill: theme.soft, size: 16, mono: index > 0 }))
  }
  for (const [index, client] of clients.entries()) {
    const top = 172 + index * 246
    parts.push(stroke(`M32 ${top}H928`, theme.line, { width: 1 }))
    parts.push(line(32, top + 38, say(client.name), { fill: theme.text, size: 23, bold: true }))
    const besides = index === 0 ? 82 : say(client.name) === '安卓' ? 90 : 132
    parts.push(line(besides, top + 38, say(client.others), { fill: theme.soft, size: 17 }))
    const rows = [top + 54, top + 112, top + 170]
    const label = (/** @type {number} */ row, /** @type {string} */ name, /** @type {string} */ where, bold = false) =>
      line(32, (rows[row] ?? 0) + 20, name, { fill: theme.text, size: 18, bold }) +
      line(32, (rows[row] ?? 0) + 41, where, { fill: theme.soft, size: 15.5 })
    parts.push(label(0, say(['WeChat checks', '微信校验']), say(client.checks)))
    for (const [column, url] of client.checked.entries()) {
      const all = client.checked.length === 1
      parts.push(box(at(column), rows[0] ?? 0, all ? 3 * width + 2 * gap : width, 46, { fill: theme.strong }))
      parts.push(
        line(at(column) + 22, (rows[0] ?? 0) + 29, url, { fill: theme.onStrong, size: 17, bold: true, mono: true }),
      )
      if (all) {
        parts.push(
          line(
            at(1) + width / 2,
            (rows[0] ?? 0) + 29,
            say(['one URL, whatever the route', '始终是这一个 URL，与路由无关']),
            { fill: theme.onStrong, anchor: 'middle' },
          ),
        )
      }
    }
    parts.push(label(1, say(client.naive.name), say(client.naive.where)))
    parts.push(label(2, 'wechat-ready', say(client.ours.where), true))
    for (const [row, way] of [client.naive, client.ours].entries()) {
      const y = rows[row + 1] ?? 0
      for (const [column, one] of way.cells.entries())
        parts.push(cellOf(pen, one, { x: at(column), y, width, height: 46, withNote: true }))
      const ours = row === 1
      parts.push(
        line(928, y + 30, String(way.requests), {
          fill: ours ? theme.text : theme.soft,
          size: ours ? 21 : 18,
          bold: ours,
          anchor: 'end',
        }),
      )
    }
  }
  parts.push(stroke('M32 656H928', theme.line, { width: 1 }))
  parts.push(...notes.map((note, index) => line(32, 684 + index * 23, say(note), { fill: theme.soft, size: 16 })))
  return svg({ width: 960, height: 752, title: say(title), theme, parts })
}

/** @param {Pen} pen the same for a narrow screen */
export function whichUrlPhone(pen) {
  const { theme, say } = pen
  const [width, gap, left] = [116, 5, 16]
  const at = (/** @type {number} */ index) => left + index * (width + gap)
  /** @type {readonly Text[]} */
  const heading = [
    ['iOS checks the URL that was loaded,', 'iOS 校验页面加载时的 URL'],
    ['Android checks the current one', '安卓校验当前 URL'],
  ]
  const parts = heading.map((text, index) =>
    line(16, 33 + index * 27, say(text), { fill: theme.text, size: 20, bold: true }),
  )
  for (const [index, route] of routes.entries()) {
    parts.push(line(at(index) + 2, 98, route, { fill: theme.text, bold: true, mono: true, size: 16 }))
    if (index > 0) parts.push(stroke(`M${at(index) - 15} 86l7 6-7 6`, theme.faint))
  }
  for (const [index, client] of clients.entries()) {
    const top = 116 + index * 252
    parts.push(stroke(`M16 ${top}H374`, theme.line, { width: 1 }))
    parts.push(line(16, top + 30, say(client.name), { fill: theme.text, size: 19, bold: true }))
    parts.push(
      line(374, top + 30, `${say(['WeChat checks ', '微信校验'])}${say(client.checks)}`, {
        fill: theme.soft,
        size: 15,
        anchor: 'end',
      }),
    )
    for (const [column, url] of client.checked.entries()) {
      const all = client.checked.length === 1
      parts.push(box(at(column), top + 44, all ? 3 * width + 2 * gap : width, 40, { fill: theme.strong }))
      parts.push(line(at(column) + 13, top + 70, url, { fill: theme.onStrong, size: 15, bold: true, mono: true }))
      if (all)
        parts.push(
          line(at(1) + width / 2, top + 70, say(['whatever the route', '与路由无关']), {
            fill: theme.onStrong,
            size: 15,
            anchor: 'middle',
          }),
        )
    }
    const mark = index === 1 ? ' *' : ''
    const naive = `${say(client.naive.name)}${say([', ', '，'])}${say(client.naive.where)}${mark}`
    parts.push(line(16, top + 106, naive, { fill: theme.soft, size: 15 }))
    parts.push(line(16, top + 176, 'wechat-ready', { fill: theme.text, size: 15, bold: true }))
    parts.push(line(374, top + 176, say(client.short), { fill: theme.text, size: 15, anchor: 'end' }))
    for (const [row, way] of [client.naive, client.ours].entries()) {
      for (const [column, one] of way.cells.entries()) {
        parts.push(cellOf(pen, one, { x: at(column), y: top + 116 + row * 70, width, height: 40, withNote: false }))
      }
    }
  }
  parts.push(stroke('M16 620H374', theme.line, { width: 1 }))
  /** @type {readonly Text[]} */
  const foot = [
    ['* Newer Android versions accept the', '* 较新的安卓版微信也接受入口 URL，'],
    ['  landing URL too; older ones do not.', '  旧版不接受。'],
  ]
  parts.push(...foot.map((text, index) => line(16, 644 + index * 20, say(text), { fill: theme.soft, size: 15 })))
  return svg({ width: 390, height: 676, title: say(title), theme, parts })
}

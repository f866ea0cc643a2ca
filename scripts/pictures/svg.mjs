// @ts-check
// Drawing for the pictures of the documentation: shapes as strings of SVG, in the colours of a theme.

/** @typedef {'en' | 'zh'} Language */
/** @typedef {typeof themes.light} Theme */
/** @typedef {readonly [en: string, zh: string]} Text */
/** @typedef {{ theme: Theme, say: (text: Text) => string }} Pen colours, and the language of a text */

/** The demo's colours; `strong` is the box that stands out, `onStrong` its text. Every text has a contrast of 4.5. */
export const themes = {
  light: {
    page: '#fff',
    sunken: '#f7f7f7',
    raised: '#fff',
    chat: '#ededed',
    text: '#191919',
    soft: '#666',
    faint: '#a3a3a3',
    line: '#e2e2e2',
    strong: '#191919',
    onStrong: '#fff',
    ok: '#07a352',
    okText: '#05763b',
    okSoft: '#e9f7ef',
    red: '#c6362f',
    redSoft: '#fdf1f0',
    link: '#4c669f',
    picture: '#82b88d',
    avatar: '#aebac7',
  },
  dark: {
    page: '#191919',
    sunken: '#212121',
    raised: '#2a2a2a',
    chat: '#111',
    text: '#e3e3e3',
    soft: '#9a9a9a',
    faint: '#6b6b6b',
    line: '#363636',
    strong: '#e3e3e3',
    onStrong: '#191919',
    ok: '#2fc974',
    okText: '#2fc974',
    okSoft: '#15291d',
    red: '#ff8078',
    redSoft: '#2c1b1a',
    link: '#8fa8dc',
    picture: '#3f7a4d',
    avatar: '#4a5563',
  },
}

const fonts = {
  sans: "-apple-system,BlinkMacSystemFont,'Segoe UI','PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Noto Sans SC',sans-serif",
  mono: "ui-monospace,SFMono-Regular,Menlo,Consolas,'Noto Sans Mono CJK SC',monospace",
}

const escaped = (/** @type {string} */ text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** @param {Record<string, string | number | undefined>} attributes */
const attributesOf = (attributes) =>
  Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('')

/**
 * A line of text.
 *
 * @param {number} x
 * @param {number} y the base line
 * @param {string} text
 * @param {{ fill: string, size?: number, bold?: boolean, mono?: boolean, anchor?: 'middle' | 'end' }} style
 */
export function line(x, y, text, { fill, size = 17, bold, mono, anchor }) {
  const classes = [bold && 'b', mono && 'm'].filter(Boolean).join(' ') || undefined
  const attributes = { x, y, 'font-size': size, fill, class: classes, 'text-anchor': anchor }
  return `<text${attributesOf(attributes)}>${escaped(text)}</text>`
}

/**
 * A rectangle.
 *
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {number} height
 * @param {{ fill: string, radius?: number, stroke?: string, strokeWidth?: number }} style
 */
export const box = (x, y, width, height, { fill, radius = 8, stroke, strokeWidth }) =>
  `<rect${attributesOf({ x, y, width, height, rx: radius, fill, stroke, 'stroke-width': strokeWidth })}/>`

/**
 * A path without filling.
 *
 * @param {string} d
 * @param {string} stroke
 * @param {{ width?: number, dash?: string }} [style]
 */
export const stroke = (d, stroke, { width = 1.5, dash } = {}) =>
  `<path${attributesOf({ d, fill: 'none', stroke, 'stroke-width': width, 'stroke-dasharray': dash, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' })}/>`

/** @param {number} x @param {number} y @param {string} colour */
export const tick = (x, y, colour) => stroke(`M${x} ${y}l5 5 9-11`, colour, { width: 2.6 })

/** @param {number} x @param {number} y @param {string} colour */
export const cross = (x, y, colour) => stroke(`M${x} ${y - 6}l12 12m0-12l-12 12`, colour, { width: 2.6 })

/**
 * An arrow from one place to another one at the same height.
 *
 * @param {number} from
 * @param {number} to
 * @param {number} y
 * @param {string} colour
 * @param {{ width?: number, dash?: string }} [style]
 */
export function arrow(from, to, y, colour, { width = 1.8, dash } = {}) {
  const back = from < to ? -1 : 1
  const head = `M${to + back * 9} ${y - 5.5}L${to} ${y}l${back * 9} 5.5`
  return stroke(`M${from} ${y}H${to}`, colour, { width, ...(dash && { dash }) }) + stroke(head, colour, { width })
}

/**
 * An arrow down.
 *
 * @param {number} x
 * @param {number} from
 * @param {number} to
 * @param {string} colour
 * @param {number} [width]
 */
export const arrowDown = (x, from, to, colour, width = 1.8) =>
  stroke(`M${x} ${from}V${to}m-6-7l6 7 6-7`, colour, { width })

/**
 * A whole picture.
 *
 * @param {{ width: number, height: number, title: string, theme: Theme, parts: readonly string[] }} picture
 */
export function svg({ width, height, title, theme, parts }) {
  const style = `text{font-family:${fonts.sans}}.m{font-family:${fonts.mono}}.b{font-weight:700}`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escaped(title)}</title><style>${style}</style>`,
    `<rect width="${width}" height="${height}" rx="12" fill="${theme.page}"/>`,
    ...parts,
    '</svg>\n',
  ].join('\n')
}

import type { Answer } from '../testing/script.ts'
import type { Message } from '../testing/verification.ts'
import { element } from './dom.ts'
import { headOf, openSheet, type Sandbox } from './sheet.ts'
import { words } from './words.ts'

/** `openLocation`: a place with its coordinates. The call is answered when it is shown. */
export async function mapSheet({ root }: Sandbox, params: Message): Promise<Answer> {
  openSheet(root, words().map, (end) => content(params, end))
  return {}
}

function content(params: Message, end: () => void): Node[] {
  const { map, close, mapHint, latitude, longitude, moreInfo } = words()
  const { name, address, infoUrl } = params
  const fact = (term: string, value: unknown) => [element('dt', {}, term), element('dd', {}, String(value))]
  const link = /^https?:/.test(String(infoUrl)) && String(infoUrl)
  return [
    headOf(map, close, end),
    drawing(Number(params.latitude), Number(params.longitude)),
    element(
      'article',
      { class: 'facts' },
      Boolean(name) && element('h3', {}, String(name)),
      Boolean(address) && element('p', {}, String(address)),
      element('dl', {}, ...fact(latitude, params.latitude), ...fact(longitude, params.longitude)),
      link && element('a', { href: link, target: '_blank', rel: 'noopener' }, moreInfo),
      element('p', { class: 'hint' }, mapHint),
    ),
  ]
}

/** A drawing of some streets, different for each place, and a pin. */
function drawing(latitude: number, longitude: number): Node {
  const namespace = 'http://www.w3.org/2000/svg'
  const svg = document.createElementNS(namespace, 'svg')
  svg.setAttribute('class', 'map')
  svg.setAttribute('viewBox', '0 0 420 240')
  svg.setAttribute('preserveAspectRatio', 'xMidYMid slice')
  svg.setAttribute('aria-hidden', 'true')
  const draw = (kind: string, d: string) => {
    const path = document.createElementNS(namespace, 'path')
    path.setAttribute('class', kind)
    path.setAttribute('d', d)
    svg.append(path)
  }
  const shift = (value: number, by: number) => (Number.isFinite(value) ? Math.abs(value * 997) % by : by / 2)
  const [x, y] = [shift(longitude, 60), shift(latitude, 50)]
  draw('park', `M${40 + x} ${20 + y}h90v60h-90zM${270 + x} ${140 + y}h110v70h-110z`)
  draw(
    'water',
    `M0 ${190 - y / 2}C120 ${150 - y / 2} 240 ${230 - y / 2} 420 ${170 - y / 2}V${200 - y / 2}C240 ${260 - y / 2} 120 ${180 - y / 2} 0 ${220 - y / 2}z`,
  )
  for (let line = -1; line < 5; line++) draw('street', `M${line * 100 + x} 0l30 240M0 ${line * 60 + y}l420 -24`)
  draw('road', `M${180 + x / 3} 0l60 240M0 ${120 + y / 4}l420 -30`)
  draw('needle', 'M210 122c-16 -20 -26 -32 -26 -46a26 26 0 0 1 52 0c0 14 -10 26 -26 46z')
  draw('hole', 'M210 66a10 10 0 1 0 0 20a10 10 0 0 0 0 -20z')
  return svg
}

import { element, svg } from './dom.ts'
import { isLand } from './land.ts'

/** Degrees from the middle to the edges of the map. */
const reach = { latitude: 19, longitude: 39 }

interface Place {
  readonly latitude: number
  readonly longitude: number
  /** In metres. */
  readonly accuracy: number
}

/** A place on a little map of dots, one for every two degrees of land. */
export function placeOnMap({ latitude, longitude, accuracy }: Place): HTMLElement {
  const middle = { latitude: Math.round(latitude / 2) * 2, longitude: Math.round(longitude / 2) * 2 }
  const dots: string[] = []
  for (let y = -reach.latitude; y <= reach.latitude; y += 2) {
    for (let x = -reach.longitude; x <= reach.longitude; x += 2) {
      if (isLand(middle.latitude - y, middle.longitude + x)) dots.push(`M${x} ${y}h0`)
    }
  }
  const spot = { cx: longitude - middle.longitude, cy: middle.latitude - latitude }
  const where = `${degrees(latitude, ['N', 'S'])}, ${degrees(longitude, ['E', 'W'])}`
  const viewBox = `${-reach.longitude - 1} ${-reach.latitude - 1} ${2 * reach.longitude + 2} ${2 * reach.latitude + 2}`
  return element(
    'figure',
    { class: 'place' },
    svg(
      'svg',
      { viewBox, role: 'img', 'aria-label': where },
      svg('path', { class: 'place-land', d: dots.join('') }),
      svg('circle', { class: 'place-halo', ...spot, r: 4 }),
      svg('circle', { class: 'place-mark', ...spot, r: 1.4 }),
    ),
    element('figcaption', {}, accuracy > 0 ? `${where} ± ${accuracy} m` : where),
  )
}

const degrees = (value: number, [positive, negative]: readonly [string, string]): string =>
  `${Math.abs(value).toFixed(5)}° ${value < 0 ? negative : positive}`

import { icon } from './dom.ts'

/** The modules of a small QR code's side. */
const side = 21

/** A drawing that looks like a code of this content, for the eye only: no camera could read it. */
export function codeDrawing(kind: string, content: string): SVGSVGElement {
  const bits = noise(content)
  const drawing = icon(kind === 'barCode' ? bars(bits) : modules(bits))
  drawing.setAttribute('viewBox', kind === 'barCode' ? '0 0 95 40' : `0 0 ${side} ${side}`)
  if (kind === 'barCode') drawing.setAttribute('preserveAspectRatio', 'none')
  return drawing
}

/** Bits that follow from a text. */
function noise(text: string): () => boolean {
  let state = [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 2147483647, 7)
  return () => {
    state = (state * 48271) % 2147483647
    return state % 2 === 0
  }
}

const square = (x: number, y: number, width: number, height = width) => `M${x} ${y}h${width}v${height}h-${width}z`

function bars(bit: () => boolean): string {
  const drawn = Array.from({ length: 95 }, (_, x) => (x < 3 || x > 91 ? x % 2 === 0 : bit()))
  return drawn.map((dark, x) => (dark ? square(x, 0, 1.02, 40) : '')).join('')
}

function modules(bit: () => boolean): string {
  const corners = [
    [0, 0],
    [side - 7, 0],
    [0, side - 7],
  ] as const
  const free = (x: number, y: number) =>
    corners.every(([left, top]) => x < left - 1 || x > left + 7 || y < top - 1 || y > top + 7)
  let path = ''
  for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) if (free(x, y) && bit()) path += square(x, y, 1.02)
  for (const [x, y] of corners) {
    // The ring's inner edge runs the other way round, and so stays open.
    path += `${square(x, y, 7)}M${x + 1} ${y + 1}v5h5v-5z${square(x + 2, y + 2, 3)}`
  }
  return path
}

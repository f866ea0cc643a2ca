/** What a picture is where there is no canvas: one green pixel. */
const pixel =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mNgP5gAAAH7ASk597QeAAAAAElFTkSuQmCC'

/** Sky above, sky below, sun, far hills, near hills. */
const palettes = [
  ['#fbc2a4', '#fdf0d5', '#ff7a59', '#a06b8f', '#4c3a6b'],
  ['#6fb7e9', '#e3f4ff', '#fff6c9', '#7fb98f', '#2f7d5b'],
  ['#1b2a4e', '#5b5f97', '#f3efe0', '#26355e', '#10182f'],
  ['#f7d488', '#fff3d6', '#f08a24', '#d9a05b', '#99582a'],
  ['#9ad0c2', '#f1faee', '#fefae0', '#5a9a8b', '#264653'],
  ['#c9b6e4', '#fbeaff', '#ffd6a5', '#8d7ab5', '#564787'],
] as const

const size = { width: 640, height: 480 }

/** Numbers between 0 and 1, the same ones for the same seed. */
function random(seed: number): () => number {
  let state = seed * 7919 + 17
  return () => {
    state = (state * 16807) % 2147483647
    return state / 2147483647
  }
}

/** The outline of a chain of hills. */
function hills(context: CanvasRenderingContext2D, colour: string, base: number, next: () => number) {
  const phase = next() * 6
  const swing = size.height * (0.06 + next() * 0.08)
  context.fillStyle = colour
  context.beginPath()
  context.moveTo(0, size.height)
  for (let x = 0; x <= size.width; x += 8) {
    const wave = Math.sin(x / 90 + phase) + Math.sin(x / 37 + phase * 2) * 0.3
    context.lineTo(x, size.height * base - wave * swing)
  }
  context.lineTo(size.width, size.height)
  context.fill()
}

/**
 * A landscape as a data URL, another one for each number; a single pixel where the document has no canvas.
 */
export function picture(document: Document, number: number): string {
  const canvas = document.createElement('canvas')
  // jsdom has the function without what it gives, and complains on the console when it is called.
  const draws = 'CanvasRenderingContext2D' in (document.defaultView ?? {})
  const context = draws && canvas.getContext('2d')
  if (!context) return pixel
  Object.assign(canvas, size)
  const next = random(number)
  const [above, below, sun, far, near] = palettes[number % palettes.length] as (typeof palettes)[number]
  const sky = context.createLinearGradient(0, 0, 0, size.height * 0.7)
  sky.addColorStop(0, above)
  sky.addColorStop(1, below)
  context.fillStyle = sky
  context.fillRect(0, 0, size.width, size.height)
  context.fillStyle = sun
  context.beginPath()
  context.arc(size.width * (0.2 + next() * 0.6), size.height * (0.2 + next() * 0.2), 28 + next() * 34, 0, 7)
  context.fill()
  hills(context, far, 0.62, next)
  hills(context, near, 0.82, next)
  return canvas.toDataURL('image/jpeg', 0.85)
}

/** A rectangle in the window. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

interface Size {
  readonly width: number
  readonly height: number
}

/** Pixels between the pill and the edge of the window. */
const MARGIN = 12

/** Pixels from one row of positions to the next. */
const STEP = 24

/** The positions at which a pill of this size may lie, in the order in which they are tried. */
export function pillPositions({ width, height }: Size, window: Size): Box[] {
  const right = window.width - width - MARGIN
  const bottom = window.height - height - MARGIN
  // On a page full of buttons only these may be free.
  const between = Array.from({ length: Math.max(0, Math.floor(bottom / STEP)) }, (_row, index) => bottom - index * STEP)
  const rows = [bottom, bottom - 60, bottom / 2, MARGIN + 60, MARGIN, ...between]
  return rows.flatMap((top) => [right, MARGIN].map((left) => ({ left, top, width, height })))
}

/** Elements that a user may press. */
const pressable =
  'a[href], button, input, select, textarea, label, summary, video, audio, iframe, [role=button], [role=link], [role=tab], ' +
  '[onclick], [tabindex]:not([tabindex="-1"]), [contenteditable], wx-open-launch-weapp, wx-open-launch-app, wx-open-subscribe'

/** None in a DOM without a layout, as tests have it. */
const elementsAt = (x: number, y: number, document: Partial<Document>): Element[] =>
  document.elementsFromPoint?.(x, y) ?? []

/** The elements under some points of a box, without `own`. */
const elementsUnder = (box: Box, own: Element, document: Document): Element[][] =>
  [0.02, 0.25, 0.5, 0.75, 0.98].flatMap((x) =>
    [0.1, 0.5, 0.9].map((y) =>
      elementsAt(box.left + x * box.width, box.top + y * box.height, document).filter((element) => element !== own),
    ),
  )

/** Whether there is something to press under a box; `own` does not count. */
export const coversSomething = (box: Box, own: Element, document: Document): boolean =>
  elementsUnder(box, own, document).some((elements) => elements.some((element) => element.closest(pressable) !== null))

/** Whether there is text under a box; `own` does not count. */
export function coversText(box: Box, own: Element, document: Document): boolean {
  const elements = new Set(elementsUnder(box, own, document).flat())
  const range = document.createRange()
  return [...elements].some((element) =>
    [...element.childNodes].some((node) => {
      if (node.nodeType !== Node.TEXT_NODE || !node.textContent?.trim()) return false
      range.selectNodeContents(node)
      return [...range.getClientRects()].some((line) => overlap(line, box))
    }),
  )
}

const overlap = (one: Box, other: Box): boolean =>
  one.left < other.left + other.width &&
  other.left < one.left + one.width &&
  one.top < other.top + other.height &&
  other.top < one.top + one.height

/** Whether a box covers something to press that cannot be scrolled out from under it: a bar that stays at an edge. */
export function coversSomethingFixed(box: Box, own: Element, document: Document): boolean {
  const steps = [0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95]
  return steps.some((x) =>
    [0.03, ...steps, 0.97].some((y) => {
      const elements = elementsAt(box.left + x * box.width, box.top + y * box.height, document)
      return elements.some((element) => element !== own && element.closest(pressable) !== null && isFixed(element))
    }),
  )
}

function isFixed(element: Element): boolean {
  for (let one: Element | null = element; one; one = one.parentElement) {
    if (/fixed|sticky/.test(getComputedStyle(one).position)) return true
  }
  return false
}

/** The first position that covers nothing; the first of all when every one covers something. */
export function firstFree<Position>(
  positions: readonly Position[],
  isTaken: (position: Position) => boolean,
): Position | undefined {
  return positions.find((one) => !isTaken(one)) ?? positions[0]
}

import type { Dock } from './types.ts'

/** A point in the window, in CSS pixels. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** Pixels that a pointer moves before a press counts as a drag. */
const THRESHOLD = 6

/** Follows a pointer from a press to its release. `end` receives the last point, if it was a drag. */
export function follow(start: PointerEvent, move: (by: Point) => void, end: (at: Point) => void): void {
  const target = start.currentTarget as HTMLElement
  let isDrag = false
  const by = ({ clientX, clientY }: PointerEvent): Point => ({ x: clientX - start.clientX, y: clientY - start.clientY })
  const moved = (event: PointerEvent) => {
    const distance = by(event)
    if (!isDrag && Math.hypot(distance.x, distance.y) < THRESHOLD) return
    if (!isDrag) target.setPointerCapture?.(start.pointerId)
    isDrag = true
    move(distance)
  }
  const ended = (event: PointerEvent) => {
    target.removeEventListener('pointermove', moved)
    target.removeEventListener('pointerup', ended)
    target.removeEventListener('pointercancel', ended)
    move({ x: 0, y: 0 })
    if (isDrag) end({ x: event.clientX, y: event.clientY })
  }
  target.addEventListener('pointermove', moved)
  target.addEventListener('pointerup', ended)
  target.addEventListener('pointercancel', ended)
}

/** Lets the panel be dragged by its header to another edge of the window. */
export function dragFrame(event: PointerEvent, dockAt: (dock: Dock) => void): void {
  const header = event.currentTarget as HTMLElement
  const frame = header.parentElement
  if (!frame || (event.target as Element).closest('button')) return
  follow(
    event,
    ({ x, y }) => {
      frame.style.transform = x === 0 && y === 0 ? '' : `translate(${x}px, ${y}px)`
    },
    (at) => dockAt(nearestDock(at, { x: innerWidth, y: innerHeight })),
  )
}

/** Windows narrower than this have no room beside a panel. */
const WIDE = 900

export const isWide = (width: number): boolean => width >= WIDE

/** The edge that a point is nearest to, of those that a window of this size has room at. */
export function nearestDock({ x, y }: Point, size: Point): Dock {
  const distances: [Dock, number][] = [
    ['bottom', size.y - y],
    ['top', y],
    ...(isWide(size.x)
      ? ([
          ['left', x],
          ['right', size.x - x],
        ] as [Dock, number][])
      : []),
  ]
  return distances.reduce((best, one) => (one[1] < best[1] ? one : best))[0]
}

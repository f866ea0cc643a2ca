/** @jsxImportSource preact */
import { useLayoutEffect, useRef } from 'preact/hooks'
import { follow } from './drag.ts'
import type { View } from './model.ts'
import { useText } from './parts-of-view.tsx'
import { coversSomething, coversText, freeSpot, spots } from './spots.ts'
import { headline } from './wording.ts'

/** Where the pill is, as long as it is there. */
export interface PillPlace {
  /** Put there by hand; stays. */
  byHand: { left: number; top: number } | undefined
  /** The view of the page that a place was last looked for in: the search is long. */
  searched?: string
  /** Looks whether something to press has come under the pill. */
  recheck(): void
}

/**
 * The folded panel: what the matter is, in one line. It lies where it covers nothing that can be pressed, and no words
 * where there is room.
 */
export function Pill({
  view,
  place,
  host,
  onOpen,
}: {
  view: View
  place: PillPlace
  host: Element
  onOpen: () => void
}) {
  const t = useText()
  const pill = useRef<HTMLButtonElement>(null)
  const wasDragged = useRef(false)
  useLayoutEffect(() => {
    place.recheck = () => pill.current && settle(pill.current, place, host)
    place.recheck()
  })
  const arrow = (event: KeyboardEvent) => {
    const by = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key]
    if (!by || !pill.current) return
    event.preventDefault()
    const { left, top } = pill.current.getBoundingClientRect()
    const [x = 0, y = 0] = by
    putByHand(pill.current, place, left + x * 40, top + y * 40)
  }
  const drag = (event: PointerEvent) => {
    const { current } = pill
    if (!current) return
    wasDragged.current = false
    const { left, top } = current.getBoundingClientRect()
    follow(
      event,
      ({ x, y }) => {
        if (x || y) {
          wasDragged.current = true
          putByHand(current, place, left + x, top + y)
        }
      },
      () => {},
    )
  }
  return (
    <button
      type="button"
      class={`pill is-${view.status}`}
      ref={pill}
      aria-expanded="false"
      onClick={() => {
        if (!wasDragged.current) onOpen()
        wasDragged.current = false
      }}
      onKeyDown={arrow}
      onPointerDown={drag}
    >
      <i class="dot" />
      <span>
        {t(['WeChat: ', '微信：'])}
        {t(headline(view))}
      </span>
    </button>
  )
}

function putByHand(pill: HTMLElement, place: PillPlace, left: number, top: number): void {
  const { width, height } = pill.getBoundingClientRect()
  place.byHand = {
    left: Math.max(4, Math.min(left, innerWidth - width - 4)),
    top: Math.max(4, Math.min(top, innerHeight - height - 4)),
  }
  put(pill, place.byHand)
}

function put(pill: HTMLElement, { left, top }: { left: number; top: number }): void {
  Object.assign(pill.style, { left: `${left}px`, top: `${top}px` })
}

function settle(pill: HTMLElement, place: PillPlace, host: Element): void {
  if (place.byHand) {
    put(pill, place.byHand)
    return
  }
  const box = pill.getBoundingClientRect()
  const places = spots(box, { width: innerWidth, height: innerHeight })
  const isTaken = (one: typeof box | (typeof places)[number]) => coversSomething(one, host, document)
  const isPoor = (one: typeof box | (typeof places)[number]) => isTaken(one) || coversText(one, host, document)
  const isPlaced = pill.style.left !== '' && box.right <= innerWidth && box.bottom <= innerHeight
  const isGood = isPlaced && !isTaken(box)
  const { clientWidth, scrollHeight } = document.documentElement
  const searched = [scrollX, scrollY, clientWidth, innerHeight, scrollHeight].join()
  if (isGood && (searched === place.searched || !isPoor(box))) return
  place.searched = searched
  const spot = places.find((one) => !isPoor(one)) ?? (isGood ? undefined : freeSpot(places, isTaken))
  if (spot) put(pill, spot)
}

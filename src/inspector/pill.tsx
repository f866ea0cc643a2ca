/** @jsxImportSource preact */
import { useLayoutEffect, useRef } from 'preact/hooks'
import { useText } from './components.tsx'
import { follow } from './drag.ts'
import { headline } from './i18n.ts'
import type { View } from './model.ts'
import { coversSomething, coversText, firstFree, pillPositions } from './pill-position.ts'

/** Where the pill lies, for as long as it is shown. */
export interface PillState {
  /** Where the user dragged it; it stays there. */
  byHand: { left: number; top: number } | undefined
  /** Scroll position and sizes at the last search for a free position, which is slow. */
  searched?: string
  /** Moves the pill when it covers something to press. */
  recheck(): void
}

/**
 * The folded panel: the status in one line. It covers nothing that can be pressed and, where there is room, no text.
 */
export function Pill({
  view,
  state,
  host,
  onOpen,
}: {
  view: View
  state: PillState
  host: Element
  onOpen: () => void
}) {
  const t = useText()
  const pill = useRef<HTMLButtonElement>(null)
  const wasDragged = useRef(false)
  useLayoutEffect(() => {
    state.recheck = () => pill.current && moveToFree(pill.current, state, host)
    state.recheck()
  })
  const arrow = (event: KeyboardEvent) => {
    const by = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key]
    if (!by || !pill.current) return
    event.preventDefault()
    const { left, top } = pill.current.getBoundingClientRect()
    const [x = 0, y = 0] = by
    putByHand(pill.current, state, left + x * 40, top + y * 40)
  }
  const drag = (event: PointerEvent) => {
    const { current: button } = pill
    if (!button) return
    wasDragged.current = false
    const { left, top } = button.getBoundingClientRect()
    follow(
      event,
      ({ x, y }) => {
        if (x || y) {
          wasDragged.current = true
          putByHand(button, state, left + x, top + y)
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

function putByHand(pill: HTMLElement, state: PillState, left: number, top: number): void {
  const { width, height } = pill.getBoundingClientRect()
  state.byHand = {
    left: Math.max(4, Math.min(left, innerWidth - width - 4)),
    top: Math.max(4, Math.min(top, innerHeight - height - 4)),
  }
  put(pill, state.byHand)
}

function put(pill: HTMLElement, { left, top }: { left: number; top: number }): void {
  Object.assign(pill.style, { left: `${left}px`, top: `${top}px` })
}

function moveToFree(pill: HTMLElement, state: PillState, host: Element): void {
  if (state.byHand) {
    put(pill, state.byHand)
    return
  }
  const box = pill.getBoundingClientRect()
  const positions = pillPositions(box, { width: innerWidth, height: innerHeight })
  const coversControl = (one: typeof box | (typeof positions)[number]) => coversSomething(one, host, document)
  const coversAnything = (one: typeof box | (typeof positions)[number]) =>
    coversControl(one) || coversText(one, host, document)
  const isInWindow = pill.style.left !== '' && box.right <= innerWidth && box.bottom <= innerHeight
  const isGood = isInWindow && !coversControl(box)
  const { clientWidth, scrollHeight } = document.documentElement
  const searched = [scrollX, scrollY, clientWidth, innerHeight, scrollHeight].join()
  if (isGood && (searched === state.searched || !coversAnything(box))) return
  state.searched = searched
  const position =
    positions.find((one) => !coversAnything(one)) ?? (isGood ? undefined : firstFree(positions, coversControl))
  if (position) put(pill, position)
}

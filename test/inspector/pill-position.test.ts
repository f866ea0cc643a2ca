import { afterEach, expect, test } from 'vitest'
import { nearestDock } from '../../src/inspector/drag.ts'
import {
  coversSomething,
  coversSomethingFixed,
  coversText,
  firstFree,
  pillPositions,
} from '../../src/inspector/pill-position.ts'

const phone = { width: 390, height: 844 }
const pill = { width: 160, height: 44 }

/** Plays a layout, which happy-dom lacks: each element takes the rows from `top` to `bottom`. */
function layOut(elements: readonly { element: Element; top: number; bottom: number }[]) {
  document.elementsFromPoint = (_x, y) =>
    elements.filter(({ top, bottom }) => y >= top && y < bottom).map(({ element }) => element)
}

function add(html: string): Element {
  document.body.innerHTML = html
  return document.body.firstElementChild as Element
}

const { getClientRects } = Range.prototype

afterEach(() => {
  document.body.innerHTML = ''
  Range.prototype.getClientRects = getClientRects
})

test('all positions of the pill are inside the window, the lower right one first', () => {
  const all = pillPositions(pill, phone)
  expect(all[0]).toEqual({ left: 218, top: 788, ...pill })
  for (const { left, top } of all) {
    expect(left >= 0 && left + pill.width <= phone.width && top >= 0 && top + pill.height <= phone.height).toBe(true)
  }
})

test('a position over a button is taken, one over text is free', () => {
  const own = document.createElement('div')
  const [first] = pillPositions(pill, phone)
  if (!first) throw new Error('no place')
  const button = add('<button><b>Buy</b></button>')
  layOut([{ element: button.firstElementChild as Element, top: 780, bottom: 844 }])
  expect(coversSomething(first, own, document)).toBe(true)
  layOut([{ element: add('<p>Text</p>'), top: 0, bottom: 844 }])
  expect(coversSomething(first, own, document)).toBe(false)
})

test('text is covered where its lines are, not in its whole element', () => {
  const own = document.createElement('div')
  const text = add('<p>Choose pictures</p>')
  layOut([{ element: text, top: 0, bottom: 844 }])
  Range.prototype.getClientRects = () => [new DOMRect(20, 300, 180, 24)] as unknown as DOMRectList
  expect(coversText({ left: 120, top: 290, ...pill }, own, document)).toBe(true)
  expect(coversText({ left: 218, top: 290, ...pill }, own, document)).toBe(false)
  expect(coversText({ left: 120, top: 330, ...pill }, own, document)).toBe(false)
  layOut([{ element: add('<p> </p>'), top: 0, bottom: 844 }])
  expect(coversText({ left: 120, top: 290, ...pill }, own, document)).toBe(false)
})

test('a gap between buttons is found at any height', () => {
  const own = document.createElement('div')
  const rows = add('<button>Walk</button>')
  for (let gap = 20; gap < 750; gap += 50) {
    layOut([
      { element: rows, top: 0, bottom: gap },
      { element: rows, top: gap + 68, bottom: 844 },
    ])
    const position = firstFree(pillPositions(pill, phone), (one) => coversSomething(one, own, document))
    expect(position && position.top >= gap - 5 && position.top + pill.height <= gap + 73).toBe(true)
  }
})

test('the first free position is used, or the first one if none is free', () => {
  expect(firstFree([1, 2, 3], (one) => one < 2)).toBe(2)
  expect(firstFree([1, 2, 3], () => true)).toBe(1)
})

test('only fixed elements keep the panel away from an edge', () => {
  const own = document.createElement('div')
  const lower = { left: 0, top: 320, width: 390, height: 524 }
  const bar = add('<nav style="position: fixed"><button>Home</button></nav>')
  layOut([{ element: bar.firstElementChild as Element, top: 800, bottom: 844 }])
  expect(coversSomethingFixed(lower, own, document)).toBe(true)
  const content = add('<main><button>Buy</button></main>')
  layOut([{ element: content.firstElementChild as Element, top: 400, bottom: 450 }])
  expect(coversSomethingFixed(lower, own, document)).toBe(false)
})

test('a dragged panel docks to the nearest edge, to a side only in a wide window', () => {
  const desk = { x: 1200, y: 800 }
  expect(nearestDock({ x: 600, y: 790 }, desk)).toBe('bottom')
  expect(nearestDock({ x: 10, y: 400 }, desk)).toBe('left')
  expect(nearestDock({ x: 1190, y: 400 }, desk)).toBe('right')
  expect(nearestDock({ x: 10, y: 300 }, { x: 390, y: 844 })).toBe('top')
})

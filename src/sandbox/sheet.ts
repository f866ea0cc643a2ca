import type { FakeWechat } from '../testing/options.ts'
import { element } from './dom.ts'

/** What the sheets need. */
export interface Sandbox {
  readonly root: ShadowRoot
  /** The client, and what it finds at an address that a picture was published at. */
  readonly fake: FakeWechat & { pictureAt(address: string): string | undefined }
}

/**
 * Opens a sheet at the lower edge and resolves with what the user chose, or `undefined` when it was dismissed:
 * Escape, a tap beside it.
 *
 * @param build makes the content; receives the function that closes the sheet with a result.
 * @param shape `'whole'`: over the whole page
 */
export function openSheet<Result>(
  root: ShadowRoot,
  label: string,
  build: (end: (result?: Result) => void) => readonly Node[],
  shape = '',
): Promise<Result | undefined> {
  return new Promise((resolve) => {
    const sheet = element('dialog', { class: `sheet ${shape}`.trim(), 'aria-label': label })
    const end = (result?: Result) => {
      slide(sheet, 'out').then(() => {
        // Returns the focus to where it was.
        sheet.close()
        sheet.remove()
        resolve(result)
      })
    }
    sheet.append(...build(end))
    sheet.addEventListener('cancel', (event) => {
      event.preventDefault()
      end()
    })
    sheet.addEventListener('click', (event) => {
      if (event.target === sheet) end()
    })
    root.append(sheet)
    sheet.showModal()
    slide(sheet, 'in')
  })
}

function slide(sheet: HTMLElement, direction: 'in' | 'out'): Promise<unknown> {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches
  const frames = [
    { transform: 'translateY(100%)', opacity: 0.6 },
    { transform: 'none', opacity: 1 },
  ]
  if (direction === 'out') frames.reverse()
  return sheet.animate(frames, {
    duration: still ? 0 : 260,
    easing: 'cubic-bezier(.2,.8,.2,1)',
    fill: 'forwards',
  }).finished
}

/** The head of a sheet: its title, and a button that dismisses it. */
export const headOf = (title: string, dismiss: string, end: () => void) =>
  element(
    'div',
    { class: 'bar' },
    element('button', { class: 'plain', onclick: () => end() }, dismiss),
    element('h2', {}, title),
  )

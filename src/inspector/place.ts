import type { Language } from '../knowledge/text.ts'
import type { Mounted } from './mount.tsx'
import type { Inspected } from './source.ts'
import type { Tab } from './store.ts'

/** Where a page has its panel, whichever copy of this library put it there. */
const key = Symbol.for('wechat-ready/inspector')

type Page = Document & { [key]?: Mounted | undefined }

/** The page's panel, if it has one. */
export const panelOf = (page: Document): Mounted | undefined => (page as Page)[key]

export function setPanel(page: Document, panel: Mounted): void {
  ;(page as Page)[key] = panel
}

/** Gives the place up, unless another panel has taken it. */
export function removePanel(page: Document, panel: Mounted | undefined): void {
  if (panelOf(page) === panel) Reflect.deleteProperty(page, key)
}

/** What was asked of a panel before its code had come. */
export interface Asked {
  readonly wechat?: Inspected | undefined
  readonly language?: Language | undefined
  readonly tab?: Tab | undefined
  readonly collapsed: boolean
}

/**
 * Keeps the page's place for a panel whose code is loaded later, and remembers what is asked of it until then.
 *
 * @param load loads the code and opens the panel, which takes this place; called when the panel is asked for, and
 * when the page is idle
 */
export function holdPlace(load: (asked: () => Asked) => void): void {
  let asked: Asked = { collapsed: true }
  const panel = () => {
    const there = panelOf(document)
    return there === stand ? undefined : there
  }
  const note = (change: Partial<Asked>) => {
    asked = { ...asked, ...change }
  }
  const stand: Mounted = {
    expand(tab) {
      if (panel()) return panel()?.expand(tab)
      note({ tab, collapsed: false })
      load(() => asked)
    },
    collapse: () => (panel() ? panel()?.collapse() : note({ collapsed: true })),
    close: () => (panel() ? panel()?.close() : removePanel(document, stand)),
    inspect(wechat, language = asked.language) {
      if (panel()) panel()?.inspect(wechat, language)
      else note({ wechat, language })
    },
  }
  setPanel(document, stand)
  const start = () => panelOf(document) === stand && load(() => asked)
  // Safari has no idle callback.
  const startSoon = () => {
    if ('requestIdleCallback' in window) requestIdleCallback(start)
    else setTimeout(start, IDLE_AFTER_MS)
  }
  if (document.readyState === 'complete') startSoon()
  else addEventListener('load', startSoon, { once: true })
}

/** Milliseconds after the page's load until it is taken for idle. */
const IDLE_AFTER_MS = 200

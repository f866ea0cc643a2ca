import type { Language } from '../knowledge/text.ts'
import type { Mounted } from './mount.tsx'
import type { Inspected } from './source.ts'
import type { Tab } from './types.ts'

/** Where a document keeps its panel, shared by every copy of this library. */
const key = Symbol.for('wechat-ready/inspector')

type PanelDocument = Document & { [key]?: Mounted | undefined }

/** The panel of a document, if it has one. */
export const panelOf = (page: Document): Mounted | undefined => (page as PanelDocument)[key]

export function setPanel(page: Document, panel: Mounted): void {
  ;(page as PanelDocument)[key] = panel
}

/** Removes the panel from its document, unless another panel has replaced it. */
export function removePanel(page: Document, panel: Mounted | undefined): void {
  if (panelOf(page) === panel) Reflect.deleteProperty(page, key)
}

/** What was requested of a panel before its code was loaded. */
export interface PanelRequest {
  readonly wechat?: Inspected | undefined
  readonly language?: Language | undefined
  readonly tab?: Tab | undefined
  readonly collapsed: boolean
}

/**
 * Registers a placeholder as the document's panel, which records requests until the panel's code is loaded.
 *
 * @param load loads the code and opens the panel, which replaces the placeholder; called when the panel is expanded,
 * and when the document is idle
 */
export function reservePanel(load: (request: () => PanelRequest) => void): void {
  let request: PanelRequest = { collapsed: true }
  const openedPanel = () => {
    const panel = panelOf(document)
    return panel === placeholder ? undefined : panel
  }
  const record = (change: Partial<PanelRequest>) => {
    request = { ...request, ...change }
  }
  const placeholder: Mounted = {
    expand(tab) {
      const panel = openedPanel()
      if (panel) return panel.expand(tab)
      record({ tab, collapsed: false })
      load(() => request)
    },
    collapse() {
      const panel = openedPanel()
      if (panel) panel.collapse()
      else record({ collapsed: true })
    },
    close() {
      const panel = openedPanel()
      if (panel) panel.close()
      else removePanel(document, placeholder)
    },
    inspect(wechat, language = request.language) {
      const panel = openedPanel()
      if (panel) panel.inspect(wechat, language)
      else record({ wechat, language })
    },
  }
  setPanel(document, placeholder)
  const start = () => panelOf(document) === placeholder && load(() => request)
  // Safari has no idle callback.
  const startWhenIdle = () => {
    if ('requestIdleCallback' in window) requestIdleCallback(start)
    else setTimeout(start, IDLE_AFTER_MS)
  }
  if (document.readyState === 'complete') startWhenIdle()
  else addEventListener('load', startWhenIdle, { once: true })
}

/** Milliseconds after the `load` event, in browsers without idle callbacks. */
const IDLE_AFTER_MS = 200

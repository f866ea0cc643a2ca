import { type Mounted, mount } from './mount.tsx'
import { panelOf, removePanel, setPanel } from './page-panel.ts'
import type { Inspected } from './source.ts'
import type { Dock, Tab } from './types.ts'

export interface InspectorOptions {
  /** The language. Default: Chinese where the browser's is, else English. */
  readonly language?: 'en' | 'zh' | undefined
  /** Starts as a pill that opens the panel when it is pressed. Default `false`. */
  readonly collapsed?: boolean | undefined
  /** The tab that is shown; `'sandbox'` is there over the fake client alone. Default `'status'`. */
  readonly tab?: Tab | undefined
  /** The edge of the window. Default: the right one where there is room beside the page, else the lower one. */
  readonly dock?: Dock | undefined
  /**
   * The nonce of the page's Content-Security-Policy. Only browsers without constructed style sheets need it: iOS before
   * 16.4.
   */
  readonly nonce?: string | undefined
  /** Draws into this element of the page, as high as it is, instead of over the page. */
  readonly within?: HTMLElement | undefined
  /** The window that the client object runs in, where that is a frame of the same origin. Default: this window. */
  readonly window?: Window | undefined
  /** A view of your own behind the tabs: its title in English and Chinese, and what shows it. */
  readonly extra?:
    | { readonly title: readonly [english: string, chinese: string]; readonly onClick: () => void }
    | undefined
}

/** An open inspector. */
export interface Inspector {
  /** Shows the panel in full. */
  expand(): void
  /** Folds the panel into its pill. */
  collapse(): void
  /** Takes the panel off the page. */
  close(): void
}

/**
 * Opens the panel that shows the state of the client, the signer and the page. A page has one: where it is open
 * already, it observes this client object from now on.
 *
 * @param wechat what `createWechat` returned
 * @returns an object that folds, shows and closes the panel
 * @example
 * const { openInspector } = await import('wechat-ready/inspector')
 * openInspector(wechat)
 */
export function openInspector(wechat: Inspected, options: InspectorOptions = {}): Inspector {
  const panel = panelOf(document)
  if (panel) {
    panel.inspect(wechat, options.language, options.window)
    if (!options.collapsed) panel.expand(options.tab)
    return panel
  }
  return openPanel({ ...options, wechat })
}

/** Opens the page's panel; one that is there is closed. */
export function openPanel(options: Parameters<typeof mount>[0]): Mounted {
  panelOf(document)?.close()
  const mounted = mount({ ...options, closed: () => removePanel(document, mounted) })
  setPanel(document, mounted)
  return mounted
}

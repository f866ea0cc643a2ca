/** What a page does. */
interface RouteListeners {
  /** Its URL may have changed. */
  readonly changed: () => void
  /** It has come back from the back-forward cache, where the client may have dropped what it knew of it. */
  readonly restored: () => void
}

/**
 * Sets a method of `history`, where the page allows it: it may be frozen, its methods read-only or getters. Without the
 * patch the events alone report a new URL.
 */
function assign(name: 'pushState' | 'replaceState', method: History['pushState']): void {
  try {
    history[name] = method
  } catch {}
}

/**
 * Follows the page from one URL to the next.
 *
 * @returns a function that stops it
 */
export function followRoutes({ changed, restored }: RouteListeners): () => void {
  let follow = changed
  const listener = (event: Event) => {
    if ((event as PageTransitionEvent).persisted) restored()
    else follow()
  }
  const targets: [Partial<EventTarget> | undefined, string][] = [
    [window, 'popstate'],
    [window, 'hashchange'],
    [window, 'pageshow'],
    [(window as { navigation?: EventTarget }).navigation, 'currententrychange'],
  ]
  // `navigation` may be a variable of the page's own.
  for (const [target, type] of targets) target?.addEventListener?.(type, listener)

  const undo = (['pushState', 'replaceState'] as const).map((name) => {
    const original = history[name]
    const patched: typeof original = function (this: History, ...args) {
      const result = original.apply(this, args)
      follow()
      return result
    }
    assign(name, patched)
    return () => {
      // A later patch by another script stays, with ours under it, which does nothing any more.
      if (history[name] !== patched) return
      // The browser's own method is inherited, another script's patch is not.
      Reflect.deleteProperty(history, name)
      if (history[name] !== original) assign(name, original)
    }
  })

  return () => {
    follow = () => {}
    for (const [target, type] of targets) target?.removeEventListener?.(type, listener)
    for (const step of undo) step()
  }
}

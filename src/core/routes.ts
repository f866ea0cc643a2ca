/** What a page does. */
interface RouteListeners {
  /** Its URL may have changed. */
  readonly changed: () => void
  /** It has come back from the back-forward cache, where the client may have dropped what it knew of it. */
  readonly restored: () => void
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
  const targets: [EventTarget | undefined, string][] = [
    [window, 'popstate'],
    [window, 'hashchange'],
    [window, 'pageshow'],
    [(window as { navigation?: EventTarget }).navigation, 'currententrychange'],
  ]
  for (const [target, type] of targets) target?.addEventListener(type, listener)

  const undo = (['pushState', 'replaceState'] as const).map((name) => {
    const original = history[name]
    const patched: typeof original = function (this: History, ...args) {
      const result = original.apply(this, args)
      follow()
      return result
    }
    history[name] = patched
    return () => {
      // When somebody has patched it after us, ours stays under theirs, and does nothing any more.
      if (history[name] !== patched) return
      // The browser's own is inherited, somebody's patch is not.
      Reflect.deleteProperty(history, name)
      if (history[name] !== original) history[name] = original
    }
  })

  return () => {
    follow = () => {}
    for (const [target, type] of targets) target?.removeEventListener(type, listener)
    for (const step of undo) step()
  }
}

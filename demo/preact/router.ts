/*
 * A router of the smallest size, in both modes that single-page apps use. The mode is in the URL itself: a fragment that starts with `#/` is a route.
 */
import type { Mode } from '../src/routes.ts'

export interface Route {
  /** `/`, `/image`, …; without a query. */
  readonly path: string
  readonly mode: Mode
  /** How far a walk through ten routes has come. */
  readonly step: string | null
}

export function currentRoute(): Route {
  const { hash, pathname, search } = location
  const [path = '/', query] = hash.slice(1).split('?')
  const stepIn = (query: string | undefined) => new URLSearchParams(query).get('step')
  return path.startsWith('/')
    ? { path, mode: 'hash', step: stepIn(query) }
    : { path: pathname, mode: 'history', step: stepIn(search) }
}

/** The URL of a route, in the mode of the page or in another. */
export function hrefOf(path: string, mode: Mode = currentRoute().mode): string {
  if (mode === 'history') return path
  // A hash router leaves what is before the fragment as it was loaded.
  return `${currentRoute().mode === 'hash' ? location.pathname + location.search : '/'}#${path}`
}

const listeners = new Set<() => void>()

/** Reports every change of the route. */
export function onRoute(listener: () => void): void {
  listeners.add(listener)
  window.addEventListener('popstate', listener)
}

/** Goes to a route, as a router does: without loading the document. */
export function go(path: string, mode?: Mode): void {
  history.pushState(null, '', hrefOf(path, mode))
  for (const listener of listeners) listener()
}

/** For `onClick` of a link: goes there without a load, unless the visitor wants another tab. */
export function follow(event: MouseEvent, path: string): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  go(path)
}

import { type Played, platforms } from './platforms.ts'

/** What is played: a client, and what goes wrong. */
export interface Scene {
  readonly client: Played
  /** A name that the sandbox knows; to it any other is `'none'`. */
  readonly fault: string
}

/** Where the sandbox keeps its scene for this tab, over reloads. */
const keys = { client: 'wechat-ready:platform', fault: 'wechat-ready:fault' } as const

const isClient = (name: string | null): name is Played => name !== null && Object.keys(platforms).includes(name)
const isFault = (name: string | null): name is string => name !== null && /^[a-z]+$/i.test(name)

/** The scene of this tab. */
export function readScene(): Scene {
  const [client, fault] = [sessionStorage.getItem(keys.client), sessionStorage.getItem(keys.fault)]
  return { client: isClient(client) ? client : 'android', fault: isFault(fault) ? fault : 'none' }
}

/** Keeps a scene for this tab. It is played from the next load on: a page is opened in one client and stays there. */
export function keepScene({ client, fault }: Partial<Scene>): void {
  if (client !== undefined) sessionStorage.setItem(keys.client, client)
  if (fault !== undefined) sessionStorage.setItem(keys.fault, fault)
}

/** Plays another scene on this page: loads it again. */
export function changeScene(scene: Partial<Scene>): void {
  keepScene(scene)
  location.reload()
}

/**
 * Keeps the scene that a link sets (`?client=ios&fault=ticket`).
 *
 * @returns the URL without it
 */
export function takeSceneLink(href: string): string {
  const url = new URL(href)
  const [client, fault] = [url.searchParams.get('client'), url.searchParams.get('fault')]
  keepScene({ ...(isClient(client) && { client }), ...(isFault(fault) && { fault }) })
  if (client === null && fault === null) return href
  url.searchParams.delete('client')
  url.searchParams.delete('fault')
  return url.href
}

/**
 * Keeps the scene that this page's link sets, and loads the page without it: WeChat signs the query.
 *
 * @returns whether the page is loaded again
 */
export function followSceneLink(): boolean {
  const href = takeSceneLink(location.href)
  if (href === location.href) return false
  location.replace(href)
  return true
}

/** The link that opens a path in a scene; what every scene begins with is left out. */
export function sceneLink({ client, fault }: Scene, path = '/'): string {
  const url = new URL(path, location.href)
  if (client !== 'android') url.searchParams.set('client', client)
  if (fault !== 'none') url.searchParams.set('fault', fault)
  return url.href
}

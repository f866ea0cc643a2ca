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

/** Plays another client: anew from the load on, as a page is opened in one client and stays there. */
export function changeClient(client: Played): void {
  sessionStorage.setItem(keys.client, client)
  location.reload()
}

/**
 * Keeps the scene that a link sets (`?client=ios&fault=ticket`), and loads the page without it: the words in its URL
 * would be signed along.
 *
 * @returns whether the page is being loaded anew
 */
export function followSceneLink(): boolean {
  const url = new URL(location.href)
  const [client, fault] = [url.searchParams.get('client'), url.searchParams.get('fault')]
  if (isClient(client)) sessionStorage.setItem(keys.client, client)
  if (isFault(fault)) sessionStorage.setItem(keys.fault, fault)
  url.searchParams.delete('client')
  url.searchParams.delete('fault')
  if (url.href === location.href) return false
  location.replace(url)
  return true
}

/** The link that sets the scene at hand. */
export function sceneLink({ client, fault }: Scene): string {
  return new URL(`/?${new URLSearchParams({ client, fault })}`, location.href).href
}

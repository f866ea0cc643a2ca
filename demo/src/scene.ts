import { type FaultName, faults } from './faults.ts'
import { type Played, platforms } from './platforms.ts'

/** What is played: a client, and what goes wrong. */
export interface Scene {
  readonly client: Played
  readonly fault: FaultName
}

/** Where the scene is kept for this tab, over reloads. The client's place is that of the sandbox itself, so that both agree. */
const keys = { client: 'wechat-ready:platform', fault: 'wechat-ready:demo:fault' } as const

const choices = { client: platforms, fault: faults }

/** The scene of this tab. */
export function readScene(): Scene {
  const kept = (name: keyof Scene) => {
    const value = sessionStorage.getItem(keys[name])
    return value !== null && Object.hasOwn(choices[name], value) ? value : undefined
  }
  return { client: (kept('client') ?? 'android') as Played, fault: (kept('fault') ?? 'none') as FaultName }
}

/** Plays another scene: anew from the load on, as a page is opened in one client and stays there. */
export function changeScene(name: keyof Scene, value: string): void {
  sessionStorage.setItem(keys[name], value)
  location.reload()
}

/**
 * Keeps the scene that a link sets (`?client=ios&fault=ticket`), and loads the page without it: the words in its URL would be signed along.
 *
 * @returns whether the page is being loaded anew
 */
export function followSceneLink(): boolean {
  const url = new URL(location.href)
  for (const name of ['client', 'fault'] as const) {
    const value = url.searchParams.get(name)
    if (value !== null && Object.hasOwn(choices[name], value)) sessionStorage.setItem(keys[name], value)
    url.searchParams.delete(name)
  }
  if (url.href === location.href) return false
  location.replace(url)
  return true
}

/** The link that sets the scene at hand. */
export function sceneLink({ client, fault }: Scene): string {
  return new URL(`/?${new URLSearchParams({ client, fault })}`, location.href).href
}

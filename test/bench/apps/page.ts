// What every app of this folder has in common. Each sets `app`, the way of one library to do what its documentation
// says, and does nothing until it is asked to.
import type { Answered } from '../client.ts'

export interface App {
  /** Begins, and resolves when the library says that the page is ready. */
  start(): Promise<unknown>
  /** What the app does after a change of the URL; none when there is nothing that it can do. */
  follow?(): Promise<unknown>
}

export interface Signature {
  appId: string
  timestamp: number
  nonceStr: string
  signature: string
}

declare global {
  var app: App
  interface Window {
    /** What the client has answered to configurations. */
    answered: Answered[]
  }
}

export const endpoint = '/signature'

export const jsApiList = ['chooseImage' as const]

/** The current URL's signature, by hand. */
export async function sign(url = location.href.split('#')[0] ?? ''): Promise<Signature> {
  const response = await fetch(`${endpoint}?url=${encodeURIComponent(url)}`)
  return response.json()
}

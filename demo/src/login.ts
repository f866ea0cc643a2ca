/*
 * "Log in": what the page does about it. It never sees a code or a state; it goes to the server, and comes back to
 * where it was.
 */

/** Where a login starts: the server goes on from there. */
export const loginPath = '/login'
/** Who is logged in: `GET` tells, `DELETE` logs out. */
export const mePath = '/api/me'

/** Who is logged in, as the demo's server tells it; `null`: nobody. */
export type Me = {
  readonly openid: string
  /** In a snapshot page: nobody real. */
  readonly snapshot: boolean
  readonly user?: { readonly nickname: string; readonly avatar: string }
} | null

/** Leaves for WeChat, and comes back to this very page, its fragment included. */
export function logIn(scope: 'snsapi_base' | 'snsapi_userinfo' = 'snsapi_userinfo'): void {
  location.assign(`${loginPath}?scope=${scope}&returnTo=${encodeURIComponent(location.href)}`)
}

/** Rejects where the server cannot be reached. */
export async function whoAmI(): Promise<Me> {
  const response = await fetch(mePath)
  if (!response.ok) throw new Error(`${mePath}: HTTP ${response.status}`)
  return response.json()
}

export async function logOut(): Promise<void> {
  await fetch(mePath, { method: 'DELETE' })
}

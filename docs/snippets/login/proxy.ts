import { login } from './login'
import { hasSession } from './session'

export async function proxy(request: Request) {
  if (await hasSession(request.headers.get('cookie') ?? undefined)) return
  return login.fetch(request, () => {})
}

export const config = { matcher: '/((?!login|api|_next|.*\\.(?:png|jpe?g|webp|svg|ico|txt)$).*)' }

import { login } from './login'
import { hasSession, sessionCookie } from './session'

export async function handle(request: Request): Promise<Response> {
  const isKnown = await hasSession(request.headers.get('cookie') ?? undefined)
  try {
    if (new URL(request.url).pathname === '/login/callback') {
      const { openid, returnTo, headers } = await login.finish(request)
      headers.append('set-cookie', await sessionCookie(openid))
      // Without the `#`, the browser would hand WeChat's fragment on.
      headers.set('location', returnTo.includes('#') ? returnTo : `${returnTo}#`)
      return new Response(null, { status: 302, headers })
    }
    return (await login.guard(request, isKnown)) ?? new Response('Welcome')
  } catch (error) {
    return login.errorResponse(error, request)
  }
}

import { sessionCookie } from '../../../session'

export async function GET(request: Request) {
  // Loaded by a request: `next build` has no credentials.
  const { login } = await import('../../../login')
  return login.fetch(request, async ({ openid }) => ({ 'set-cookie': await sessionCookie(openid) }))
}

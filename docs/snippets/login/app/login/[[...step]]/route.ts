import { login } from '../../../login'
import { sessionCookie } from '../../../session'

export const GET = (request: Request) =>
  login.fetch(request, async ({ openid }) => ({ 'set-cookie': await sessionCookie(openid) }))

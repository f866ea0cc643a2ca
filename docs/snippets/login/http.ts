import { createServer } from 'node:http'
import { login } from './login'
import { hasSession, sessionCookie } from './session'

createServer(async (request, response) => {
  const isLogin = /^\/login(\/callback)?(\?|$)/.test(request.url ?? '')
  if (!isLogin && (await hasSession(request.headers.cookie))) {
    response.end('Welcome')
    return
  }
  await login.node(request, response, async ({ openid }) => {
    response.setHeader('set-cookie', await sessionCookie(openid))
  })
}).listen(3000)

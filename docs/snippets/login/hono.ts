import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { generateSignedCookie, getSignedCookie } from 'hono/cookie'
import { login } from './login'

const secret = process.env.SESSION_SECRET ?? ''
const app = new Hono()

app.use(async (c, next) => {
  const isLogin = ['/login', '/login/callback'].includes(c.req.path)
  if (!isLogin && (await getSignedCookie(c, secret, 'openid'))) return next()
  return login.fetch(c.req.raw, async ({ openid }) => ({
    'set-cookie': await generateSignedCookie('openid', openid, secret, { path: '/', httpOnly: true, sameSite: 'Lax' }),
  }))
})

app.get('/', (c) => c.text('Welcome'))

serve({ fetch: app.fetch, port: 3000 })

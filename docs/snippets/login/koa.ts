import Koa from 'koa'
import { login } from './login'

const app = new Koa()
app.keys = [process.env.SESSION_SECRET ?? '']

app.use(async (ctx, next) => {
  const isLogin = ['/login', '/login/callback'].includes(ctx.path)
  if (!isLogin && ctx.cookies.get('openid', { signed: true })) return next()
  ctx.respond = false
  await login.node(ctx.req, ctx.res, ({ openid }) => {
    ctx.cookies.set('openid', openid, { signed: true, httpOnly: true, sameSite: 'lax' })
  })
})

app.use((ctx) => {
  ctx.body = 'Welcome'
})

app.listen(3000)

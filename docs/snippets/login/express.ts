import express from 'express'
import session from 'express-session'
import { login } from './login'

const app = express()
app.use(session({ secret: process.env.SESSION_SECRET ?? '', resave: false, saveUninitialized: false }))

// Starts a login for ?returnTo=, and receives WeChat's answer at /login/callback.
app.use('/login', (req, res) =>
  login.node(req, res, ({ openid }) => {
    Object.assign(req.session, { openid })
  }),
)

// Pages for logged-in visitors only.
app.use(async (req, res, next) => {
  if ('openid' in req.session) return next()
  await login.node(req, res, () => {})
})

app.get('/', (_req, res) => res.send('Welcome'))

app.listen(3000)

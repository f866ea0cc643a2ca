import express from 'express'
import session from 'express-session'
import { createLogin } from 'wechat-ready/login'

const { LOGIN_STATE_SECRET = '', SESSION_SECRET = '' } = process.env
const origin = 'https://shop.example.com'

const accountOf = (appId = '', appSecret = '', path: string) =>
  createLogin({
    appId,
    appSecret,
    stateSecret: LOGIN_STATE_SECRET,
    loginPath: path,
    callbackUrl: `${origin}${path}/callback`,
    allowedOrigins: [origin],
  })

const shop = accountOf(process.env.SHOP_APP_ID, process.env.SHOP_APP_SECRET, '/login')
const pay = accountOf(process.env.PAY_APP_ID, process.env.PAY_APP_SECRET, '/pay-login')

const app = express()
app.use(session({ secret: SESSION_SECRET, resave: false, saveUninitialized: false }))

app.use('/login', (req, res) =>
  shop.node(req, res, ({ openid }) => {
    Object.assign(req.session, { openid })
  }),
)
app.use('/pay-login', (req, res) =>
  pay.node(req, res, ({ openid }) => {
    Object.assign(req.session, { payOpenid: openid })
  }),
)

app.use('/checkout', async (req, res, next) => {
  if (!('openid' in req.session)) return shop.node(req, res, () => {})
  if (!('payOpenid' in req.session)) return pay.node(req, res, () => {})
  next()
})

app.get('/checkout', (_req, res) => res.send('Pay here'))

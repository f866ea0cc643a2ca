import Koa from 'koa'
import { signer } from './signer.js'

const app = new Koa()

app.use(({ path, req, res }, next) => (path === '/api/wechat/signature' ? signer.node(req, res) : next()))

app.listen(3000)

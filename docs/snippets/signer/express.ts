import express from 'express'
import { signer } from './signer.js'

const app = express()

app.get('/api/wechat/signature', signer.node)

app.listen(3000)

import { createSigner, memoryStore } from 'wechat-ready/signer'
import { signer } from './signer.js'

const token = await signer.accessToken()
console.log(token.length)

export const voice = (serverId: string) => signer.media(serverId, { speex: true })

const store = memoryStore()
export const signers = ['wx0000000000000001', 'wx0000000000000002'].map((appId) =>
  createSigner({ appId, appSecret: process.env[appId] ?? '', allowedOrigins: ['https://shop.example.com'], store }),
)

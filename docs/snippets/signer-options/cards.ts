import { signCard, signUrl, verifyServer } from 'wechat-ready/signer'
import { signer } from './signer.js'

export const cardToAdd = async (cardId: string) => ({ cardId, cardExt: await signer.cardExt({ cardId }) })
export const cardChoice = () => signer.cardChoice({ cardType: 'GROUPON' })

export async function echo(query: URLSearchParams): Promise<string> {
  const [signature, timestamp, nonce] = ['signature', 'timestamp', 'nonce'].map((name) => query.get(name))
  const genuine = await verifyServer({ token: process.env.WECHAT_TOKEN ?? '', signature, timestamp, nonce })
  return genuine ? (query.get('echostr') ?? '') : ''
}

await signUrl({ ticket: 'ticket', nonceStr: 'abc', timestamp: 1414587457, url: 'https://shop.example.com/' })
await signCard({ ticket: 'ticket', cardId: 'card', timestamp: 1404896688 })

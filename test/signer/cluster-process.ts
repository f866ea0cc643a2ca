// One server of the cluster: on 'go', signs as often as it is told at once, and says what came of it.
import { redisStore } from 'wechat-ready/redis'
import { createSigner } from 'wechat-ready/signer'
import { type ClientName, clients } from './redis-clients.ts'

interface Orders {
  appId: string
  appSecret: string
  page: string
  clientName: ClientName
  ports: number[]
  apiUrl: string
  times: number
  lease: number
  /** For how many milliseconds the event loop stands still, again and again while it signs. */
  stall?: number
}

const {
  appId,
  appSecret,
  page,
  clientName,
  ports,
  apiUrl,
  times,
  lease,
  stall = 0,
}: Orders = JSON.parse(process.argv[2] ?? '')
const { client } = await clients[clientName](ports)
const signer = createSigner({
  appId,
  appSecret,
  allowedOrigins: [new URL(page).origin],
  store: redisStore(client),
  apiUrls: [apiUrl],
  timeouts: { lease, ...(stall && { request: 1000 }) },
})

process.on('message', async () => {
  const signing = Promise.allSettled(Array.from({ length: times }, () => signer.sign(page)))
  for (let i = 0; stall && i < 8; i++) {
    for (const end = performance.now() + stall; performance.now() < end; );
    // One turn of the event loop or more.
    await new Promise((resolve) => setTimeout(resolve, i))
  }
  const results = await signing
  process.send?.(results.map((result) => (result.status === 'fulfilled' ? result.value : String(result.reason))))
})
process.send?.('ready')

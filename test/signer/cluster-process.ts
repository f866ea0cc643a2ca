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
}

const { appId, appSecret, page, clientName, ports, apiUrl, times, lease }: Orders = JSON.parse(process.argv[2] ?? '')
const { client } = await clients[clientName](ports)
const signer = createSigner({
  appId,
  appSecret,
  allowedOrigins: [new URL(page).origin],
  store: redisStore(client),
  apiUrls: [apiUrl],
  timeouts: { lease },
})

process.on('message', async () => {
  const results = await Promise.allSettled(Array.from({ length: times }, () => signer.sign(page)))
  process.send?.(results.map((result) => (result.status === 'fulfilled' ? result.value : String(result.reason))))
})
process.send?.('ready')

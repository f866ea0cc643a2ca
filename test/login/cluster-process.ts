// One server of the cluster: on a callback's address and cookie, finishes that login as often as it is told at once.
import { createClient } from 'redis'
import { createLogin } from 'wechat-ready/login'
import { redisStore } from 'wechat-ready/redis'

interface Orders {
  options: Omit<Parameters<typeof createLogin>[0], 'store'>
  redisUrl: string
  times: number
}

const { options, redisUrl, times }: Orders = JSON.parse(process.argv[2] ?? '')
const client = await createClient({ url: redisUrl })
  .on('error', () => {})
  .connect()
const login = createLogin({ ...options, store: redisStore(client) })

process.on('message', async ({ url, cookie }: { url: string; cookie: string }) => {
  const finish = () => login.finish(new Request(url, { headers: { cookie } }))
  const results = await Promise.allSettled(Array.from({ length: times }, finish))
  process.send?.(results.map((one) => (one.status === 'fulfilled' ? one.value.openid : String(one.reason))))
})
process.send?.('ready')

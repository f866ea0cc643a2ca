// Pays nothing at once. The SDK, 4.6 kB, comes late, side by side with the signature: the best that can be done by
// hand.
import { configure } from './configure.ts'
import { sign } from './page.ts'

const loadSdk = async () => (await import('weixin-js-sdk')).default

async function start() {
  const [wx, signature] = await Promise.all([loadSdk(), sign()])
  await configure(wx, signature)
}

globalThis.app = { start, follow: start }

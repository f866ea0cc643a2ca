// Pays its one chunk at once. The SDK, 4.6 kB, comes late, side by side with the signature.
import { createWechat } from 'wechat-ready'
import { endpoint, jsApiList } from './page.ts'

const wechat = createWechat({ signature: endpoint, jsApiList })

globalThis.app = { start: () => wechat.ready(), follow: () => wechat.ready() }

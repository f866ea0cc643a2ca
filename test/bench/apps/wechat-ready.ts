// Pays 4.8 kB at once. Its engine and the SDK, 11 kB in two files, come late, side by side with the signature.
import { createWechat } from 'wechat-ready'
import { endpoint, jsApiList } from './page.ts'

const wechat = createWechat({ signature: endpoint, jsApiList })

globalThis.app = { start: () => wechat.ready(), follow: () => wechat.ready() }

// As wechat-ready.ts, but without an SDK: only the signature is waited for.
import { createWechat } from 'wechat-ready'
import { bridgeSdk } from 'wechat-ready/bridge'
import { endpoint, jsApiList } from './page.ts'

const wechat = createWechat({ signature: endpoint, jsApiList, sdk: bridgeSdk })

globalThis.app = { start: () => wechat.ready(), follow: () => wechat.ready() }

// Pays 6 kB at once, or 18 kB with every API, and nothing later: its SDK is its own code, so that only the signature is
// waited for. It configures once per document, and has no way to do it again.
import { ensureCorpConfigReady, register } from '@wecom/jssdk'
import { jsApiList, sign } from './page.ts'

async function start() {
  register({ corpId: 'wx1', jsApiList, getConfigSignature: sign })
  await ensureCorpConfigReady()
}

globalThis.app = { start }

// As weixin-js-sdk.ts, but with one `await` after the other, which is how it is mostly written.
import { configure } from './configure.ts'
import { sign } from './page.ts'

async function start() {
  const { default: wx } = await import('weixin-js-sdk')
  await configure(wx, await sign())
}

globalThis.app = { start, follow: start }

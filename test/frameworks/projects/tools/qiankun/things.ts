import { createWechat, type Wechat } from 'wechat-ready'

let wechat: Wechat | undefined

export async function bootstrap() {}

export async function mount() {
  wechat = createWechat({ signature: '/api/wechat/signature' })
  await wechat.ready()
}

export async function unmount() {
  wechat?.dispose()
  wechat = undefined
}

import { createSubscriber } from 'svelte/reactivity'
import { createWechat } from 'wechat-ready'

export const wechat = createWechat({ signature: '/api/wechat/signature' })

const follow = createSubscriber((update) => wechat.subscribe(update))

/** What a component reads of it follows the configuration of the page. */
export function wechatState() {
  follow()
  return wechat.state
}

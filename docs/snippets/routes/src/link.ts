import { wechat } from './wechat'

document.querySelector('a.next')?.addEventListener('pointerenter', () => wechat.prefetch('/next'))

const unsubscribe = wechat.subscribe((state) => {
  if (state.status === 'ready') console.log(state.url, 'is signed as', state.signedUrl)
  if (state.status === 'failed') console.error(state.error)
})
unsubscribe()

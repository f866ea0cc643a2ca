import microApp from '@micro-zoe/micro-app'
import { loadMicroApp } from 'qiankun'
import { createWechat } from 'wechat-ready'
import { destroyApp, startApp } from 'wujie'

// In the host, whose URL is the one that WeChat checks.
const wechat = createWechat({ signature: '/api/wechat/signature' })
const entry = `${location.origin}/things/`

export function withQiankun() {
  const things = loadMicroApp({ name: 'things', entry, container: '#things', props: { wechat } })
  return () => things.unmount()
}

microApp.start()

export function withMicroApp(attributes) {
  const things = document.createElement('micro-app')
  for (const [name, value] of Object.entries({ name: 'things', url: entry, ...attributes }))
    things.setAttribute(name, value)
  things.data = { wechat }
  document.querySelector('#things').append(things)
  return () => things.remove()
}

export function withWujie(options) {
  startApp({ name: 'things', url: entry, el: '#things', props: { wechat }, ...options })
  return () => destroyApp('things')
}

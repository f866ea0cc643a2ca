import { wechat } from './wechat'

await wechat.ready()
const wx = await wechat.sdk()
wx.ready(() => console.log('as before'))

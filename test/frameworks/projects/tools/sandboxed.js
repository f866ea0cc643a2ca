import { wechat } from './wechat.js'

window.wechat = wechat

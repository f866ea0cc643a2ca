import { wechat } from './wechat'

const { denied } = await wechat.ready({ signal: AbortSignal.timeout(8_000) })
if (denied.includes('getLocation')) console.warn('The account may not use getLocation')

const { resultStr, type, value } = await wechat.scanQRCode({ needResult: 1 }, { timeout: 60_000 })
const stop = wechat.onVoicePlayEnd(({ localId }) => console.log('finished:', localId))
const { choose_invoice_title_info } = await wechat.invoke('chooseInvoiceTitle', { scene: '1' })
if (wechat.environment.inMiniProgram) await wechat.miniProgram.navigateTo({ url: '/pages/cart' })
console.log(resultStr, type, value, choose_invoice_title_info, wechat.state.status)
stop()

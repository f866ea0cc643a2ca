import { readFileSync } from 'node:fs'
import { payParams } from 'wechat-ready/signer'

const appId = process.env.WECHAT_APP_ID ?? ''
const privateKey = readFileSync('apiclient_key.pem', 'utf8')

/** For the order that WeChat Pay has just accepted: answer this to the page as JSON. */
export const paramsOf = (prepayId: string) => payParams({ appId, prepayId, privateKey })

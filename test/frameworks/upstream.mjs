// Loaded into a server before its own code (`node --import`): the fake HTTP API answers in WeChat's place.
import { createFakeWechatApi } from 'wechat-ready/testing'

const { FAKE_APP_ID: appId, FAKE_APP_SECRET: appSecret, FAKE_TICKET: ticket } = process.env
const api = createFakeWechatApi({ appId, appSecret, ticket })
const { fetch } = globalThis
globalThis.fetch = (input, init) =>
  /^https:\/\/[\w.]+\.weixin\.qq\.com\//.test(String(input.url ?? input)) ? api.fetch(input, init) : fetch(input, init)

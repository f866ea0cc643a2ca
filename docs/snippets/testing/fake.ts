import { createWechat } from 'wechat-ready'
import { installFakeWechat } from 'wechat-ready/testing'

const fake = installFakeWechat({ platform: 'ios' })
const wechat = createWechat({ signature: fake.sign })

fake.on('chooseImage', { localIds: ['wxLocalResource://1'] })
console.log(await wechat.chooseImage({ count: 1 }))
fake.uninstall()

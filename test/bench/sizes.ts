// What an application's visitors download, in kB, minified and gzipped: this package and its peers, each bundled from
// its npm package by the same Vite with the same settings. Only SDKs for WeChat stand here: those of other apps (LIFF,
// Telegram, DingTalk) cannot do its work.
import { bundle, measureModules, measureParts, total } from '../package/bundle.ts'
import type { Row } from './table.ts'

const root = process.cwd()

/** Everything that a module which exports just this makes an application load. */
const cost = async (code: string) => total(await bundle(root, code))

export async function sizes(): Promise<Row[]> {
  const { page, sdk, environment, vue, react } = await measureParts(root)
  const modules = await measureModules(root, 10)
  const raw = await cost("export { default } from 'weixin-js-sdk'")
  // Its client loads jweixin from the CDN on top of its own code. That file is in no npm package: `weixin-js-sdk` is
  // the same code.
  const jssdk = (await cost("export { default } from 'wechat-jssdk/dist/client.umd.js'")) + raw
  const wecomOne = await cost("export { register, chooseImage } from '@wecom/jssdk'")
  const wecomAll = await cost("export * from '@wecom/jssdk'")
  const unit = 'kB'
  const everywhere = { what: 'the one chunk, all APIs', unit, ours: page } as const
  const inWechat = { what: 'all that is loaded inside WeChat', unit, ours: page + sdk } as const
  const zh = { everywhere: '唯一的 chunk，全部接口', inWechat: '微信内加载的全部代码' }
  const row = (what: string, zh: string, ours: number, bar?: string): Row => ({
    what,
    unit,
    ours,
    ...(bar && { bar }),
    zh: { what: zh },
  })
  return [
    { ...everywhere, peer: 'weixin-js-sdk', theirs: raw, bar: 'ours <= 10.0', zh: { what: zh.everywhere } },
    {
      ...everywhere,
      peer: '@wecom/jssdk, register + chooseImage',
      theirs: wecomOne,
      zh: { what: zh.everywhere, peer: '@wecom/jssdk，register + chooseImage' },
    },
    { ...inWechat, peer: 'weixin-js-sdk', theirs: raw, bar: 'ours <= 14.6', zh: { what: zh.inWechat } },
    {
      ...inWechat,
      peer: 'wechat-jssdk and jweixin',
      theirs: jssdk,
      zh: { what: zh.inWechat, peer: 'wechat-jssdk 加 jweixin' },
    },
    {
      ...inWechat,
      peer: '@wecom/jssdk, all APIs, those of WeCom too',
      theirs: wecomAll,
      zh: { what: zh.inWechat, peer: '@wecom/jssdk，全部接口，含企业微信' },
    },
    row('wechat-ready/environment alone', '单独的 wechat-ready/environment', environment, 'ours <= 0.7'),
    row('wechat-ready/vue on top', '另加 wechat-ready/vue', vue, 'ours <= 0.8'),
    row('wechat-ready/react on top', '另加 wechat-ready/react', react, 'ours <= 0.8'),
    ...modules.map(({ name, size }) => row(`of the one chunk: ${name}`, `唯一的 chunk 中：${name}`, size)),
  ]
}

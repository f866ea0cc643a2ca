// What an application's visitors download, in kB, minified and gzipped: this package and its peers, each bundled from
// its npm package by the same Vite with the same settings. Only SDKs for WeChat stand here: those of other apps (LIFF,
// Telegram, DingTalk) cannot do its work.
import { apiNames } from '../../src/core/api.ts'
import { bundle, measureModules, measureParts, total } from '../package/bundle.ts'
import type { Row } from './table.ts'

const root = process.cwd()

/** Everything that a module which exports just this makes an application load. */
const cost = async (code: string) => total(await bundle(root, code))

/** What an app asks @wecom/jssdk for; a bundler leaves out the rest of it. Ours has every API in the one chunk. */
const wecomUses: { what: string; zh: string; names: readonly string[] }[] = [
  { what: '1 API', zh: '1 个接口', names: ['chooseImage'] },
  { what: '2 APIs', zh: '2 个接口', names: ['chooseImage', 'scanQRCode'] },
  {
    what: 'sharing',
    zh: '分享',
    names: apiNames.filter((name) => /^(update\w+ShareData|onMenuShare\w+)$/.test(name)),
  },
]

/** The APIs of the table that the package has under the same name. */
async function inWecom(): Promise<string[]> {
  const [chunk] = await bundle(root, "export * from '@wecom/jssdk'")
  return apiNames.filter((name) => chunk?.exports.includes(name))
}

export async function sizes(): Promise<Row[]> {
  const { page, sdk, bridgeSdk, bridged, environment, vue, react } = await measureParts(root)
  const modules = await measureModules(root, 10)
  const raw = await cost("export { default } from 'weixin-js-sdk'")
  // Its client loads jweixin from the CDN on top of its own code. That file is in no npm package: `weixin-js-sdk` is
  // the same code.
  const jssdk = (await cost("export { default } from 'wechat-jssdk/dist/client.umd.js'")) + raw
  const all = await inWecom()
  const uses = [
    ...wecomUses,
    { what: `all ${all.length} APIs that both have`, zh: `双方都有的 ${all.length} 个接口`, names: all },
  ]
  const wecom = await Promise.all(
    uses.map(async ({ what, zh, names }) => ({
      peer: `@wecom/jssdk, ${what}`,
      zh: `@wecom/jssdk，${zh}`,
      theirs: await cost(`export { register, ${names.join(', ')} } from '@wecom/jssdk'`),
    })),
  )
  const unit = 'kB'
  /** One number of ours, with a bar, beside every peer. */
  const besideAll = (what: string, zh: string, ours: number, bar: string): Row[] =>
    [
      { peer: 'weixin-js-sdk', theirs: raw, zh: 'weixin-js-sdk' },
      { peer: 'wechat-jssdk and jweixin', theirs: jssdk, zh: 'wechat-jssdk 加 jweixin' },
      ...wecom,
    ].map(({ peer, theirs, zh: zhPeer }, index) => ({
      ...{ what, unit, ours, peer, theirs, zh: { what: zh, peer: zhPeer } },
      ...(index === 0 && { bar }),
    }))
  const row = (what: string, zh: string, ours: number, bar?: string): Row => ({
    what,
    unit,
    ours,
    ...(bar && { bar }),
    zh: { what: zh },
  })
  return [
    row('the one chunk, all APIs', '唯一的 chunk，全部接口', page, 'ours <= 13.9'),
    ...besideAll(
      'all that is loaded inside WeChat, whichever APIs are used',
      '微信内加载的全部代码，无论用哪些接口',
      page + sdk,
      'ours <= 18.5',
    ),
    ...besideAll('the same with `sdk: bridgeSdk`', '同上，用 `sdk: bridgeSdk`', page + bridgeSdk, 'ours <= 14.6').map(
      // Quoted once: the peers are those of the rows above.
      ({ zh, ...one }, index) => (index === 0 ? { ...one, zh } : one),
    ),
    row(
      'the same with `createWechat` of wechat-ready/bridge',
      '同上，用 wechat-ready/bridge 的 `createWechat`',
      bridged,
      'ours <= 14.6',
    ),
    row('wechat-ready/environment alone', '单独的 wechat-ready/environment', environment, 'ours <= 0.7'),
    row('wechat-ready/vue on top', '另加 wechat-ready/vue', vue, 'ours <= 0.8'),
    row('wechat-ready/react on top', '另加 wechat-ready/react', react, 'ours <= 0.8'),
    // Not quoted in the documentation.
    ...modules.map(({ name, size }): Row => ({ what: `of the one chunk: ${name}`, unit: 'kB', ours: size })),
  ]
}

import { createWechat } from 'wechat-ready'
import { installFakeWechat } from 'wechat-ready/testing'

// A page whose address says which client it runs in, what goes wrong, and how the inspector starts.
const asked = new URLSearchParams(location.search)
const fake = installFakeWechat({
  platform: asked.get('client') === 'ios' ? 'ios' : 'android',
  force: true,
  ...(asked.has('foreign') ? { domains: ['shop.example.com'] } : {}),
})
if (asked.has('config')) fake.reply('config', String(asked.get('config')))
const foreignSignature = (url: string) => ({ ...fake.sign(url), signature: '0'.repeat(40) })
const wechat = createWechat({
  signature: asked.get('signature') ?? (asked.has('ticket') ? foreignSignature : fake.sign),
  timeouts: { config: 1000, signature: 1000 },
})
const open = async (collapsed: boolean) => {
  const { openInspector } = await import('wechat-ready/inspector')
  openInspector(wechat, { collapsed })
}
const openVConsole = async () => {
  const [{ default: VConsole }, { createVConsolePlugin }] = await Promise.all([
    import('vconsole'),
    import('wechat-ready/inspector'),
  ])
  const vConsole = new VConsole()
  vConsole.addPlugin(createVConsolePlugin(VConsole, wechat))
  vConsole.show()
  vConsole.showPlugin('wechat-ready')
}
document.querySelector('#opener')?.addEventListener('click', () => open(false))
const settled = wechat.ready().then(
  () => 'ready',
  () => 'failed',
)
Object.assign(window, { fake, wechat, settled })
if (asked.has('pill')) open(true)
if (asked.has('vconsole')) openVConsole()

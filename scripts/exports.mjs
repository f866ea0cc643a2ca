// @ts-check
// Reads what each entry exports, and the first sentence of its doc comment.
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

/** @typedef {{ entry: string, values: { name: string, what: string, zh: string }[] }} Entry */

const at = (/** @type {string} */ path) => fileURLToPath(new URL(`../${path}`, import.meta.url))

/** The sentences in Chinese, by name: the doc comments are in English. @type {{ [name: string]: string }} */
const inChinese = {
  createWechat: '创建客户端对象：JS-SDK 的全部接口、`ready()`、分享与事件。',
  isWechatError: '判断一个值是不是 `WechatError`，也可指定 `code`；重复安装的包和其他 realm 里的同样认得。',
  WechatError: '本库除中止之外的所有 rejection。',
  localImage: '把一个 `localId` 变成 `Blob`，各客户端相同。',
  uploadImages: '逐张上传图片，按顺序给出 `serverId`。',
  recordVoice: '开始录音：`stop()` 停止，`finished` 给出录音。',
  bridgeSdk: '直接通过微信的 bridge 通信，页面不加载任何 JS-SDK：选项 `sdk` 的一个值。',
  detectEnvironment: '根据 user agent 判断是哪个客户端。',
  createWechatPlugin: 'Vue 插件：把客户端对象提供给所有组件。',
  useWechat: '给出客户端对象及其状态。',
  useWechatReady: '每次配置成功后调用回调。',
  useWechatShare: '设置组件位于页面上期间分享的内容。',
  WxTagTemplate: '开放标签的模板。',
  WechatProvider: '把客户端对象提供给其下所有组件。',
  openInspector: '打开面板。',
  createVConsolePlugin: '把面板做成 vConsole 的一个标签页。',
  installSandbox: '在不是微信的浏览器里装上模拟客户端及其面板。',
  sandboxFaults: '沙盒能模拟的故障，按名称排列。',
  sandboxScript: '同样的沙盒，作为一段普通脚本的文本。',
  createSigner: '创建签名服务。',
  payParams: '生成 `chooseWXPay` 需要的已签名参数（API v3 或 v2）；只做计算，不发请求。',
  memoryStore: '把 token 和 ticket 存在本进程的内存里。',
  serverCheck: '平台的服务器校验（`echostr`），`Request` 进，`Response` 出。',
  signUrl: '附录 1 的算法：为一个 URL 签名。',
  signCard: '附录 4 的算法：`cardExt` 的签名。',
  signCardChoice: '`chooseCard` 的签名。',
  verifyServer: '校验平台发来的签名。',
  SignerError: '签名服务的错误，带 `code` 和 `status`。',
  redisStore: '把 token 和 ticket 存在 Redis 里，供多台机器共用。',
  createLogin: '创建微信内的网页授权登录。',
  LoginError: '登录的错误，带 `code` 和 `status`。',
  installFakeWechat: '在 window 上装上一个模拟的微信客户端。',
  fakeWechatScript: '同样的客户端，作为一段普通脚本的文本，供浏览器测试使用。',
  fakeWechatHandlers: '模拟的微信 HTTP 接口，作为 `msw` 的 handler。',
  createFakeWechatApi: '模拟的微信 HTTP 接口，作为 `fetch`。',
  diagnose: 'doctor 的检查，作为一个函数。',
  wechat: 'Vite 插件：开发时签名，并在桌面浏览器里模拟微信。',
}

const sentence = (/** @type {string} */ text) =>
  (/^.*?[.。](?=\s|$)/s.exec(text)?.[0] ?? text)
    .replace(/\{@link (\w+)\}/g, '`$1`')
    .replace(/\s+/g, ' ')
    .replaceAll('|', '\\|')

/** @returns {Entry[]} the entries, the root first */
export function readExports() {
  const files = readdirSync(at('src')).filter((file) => file.endsWith('.ts'))
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(at('tsconfig.json'), ts.sys.readFile).config,
    ts.sys,
    at('.'),
  )
  const program = ts.createProgram(
    files.map((file) => at(`src/${file}`)),
    options,
  )
  const checker = program.getTypeChecker()
  const entries = files.map((file) => {
    const source = program.getSourceFile(at(`src/${file}`))
    const module = source && checker.getSymbolAtLocation(source)
    if (!module) throw new Error(`src/${file} is no module`)
    const symbols = checker
      .getExportsOfModule(module)
      .map((one) => (one.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(one) : one))
    const isValue = (/** @type {ts.Symbol} */ { flags }) => (flags & ts.SymbolFlags.Value) !== 0
    const values = symbols.filter(isValue).map((symbol) => {
      const name = symbol.getName()
      const what = sentence(ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim())
      const zh = inChinese[name]
      if (!what) throw new Error(`${name} of src/${file} has no doc comment`)
      if (!zh) throw new Error(`scripts/exports.mjs has no sentence in Chinese for ${name}`)
      return { name, what, zh }
    })
    return { entry: file === 'index.ts' ? 'wechat-ready' : `wechat-ready/${file.slice(0, -3)}`, values }
  })
  return entries.sort((a, b) => (a.entry < b.entry ? -1 : 1))
}

/** Entries that export what another one does. @type {{ [entry: string]: [of: string, en: string, zh: string] }} */
const same = {
  'wechat-ready/vue2': [
    'wechat-ready/vue',
    'The same as `wechat-ready/vue`, for Vue 2.7 and vue-router 3.',
    '与 `wechat-ready/vue` 相同，用于 Vue 2.7 和 vue-router 3。',
  ],
}

/** The sections of the page of the API. */
export function exportSections(/** @type {Entry[]} */ entries, /** @type {'en' | 'zh'} */ language) {
  const zh = language === 'zh'
  const names = (/** @type {Entry | undefined} */ entry) => entry?.values.map(({ name }) => name).join()
  return entries
    .map((one) => {
      const [of, ...texts] = same[one.entry] ?? []
      if (of && names(one) === names(entries.find(({ entry }) => entry === of)))
        return `### ${one.entry}\n\n${texts[zh ? 1 : 0]}\n`
      const rows = one.values.map(({ name, ...texts }) => `| \`${name}\` | ${zh ? texts.zh : texts.what} |`)
      const table = [zh ? '| 导出 | 用途 |' : '| export | what it does |', '|---|---|', ...rows].join('\n')
      return `### ${one.entry}\n\n${table.replace(/ {2,}/g, ' ')}\n`
    })
    .join('\n')
}

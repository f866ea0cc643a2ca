import { type UrlMistakeName, urlMistakes } from '../knowledge/mistakes.ts'
import type { Text } from '../knowledge/text.ts'

/** `error`: it fails, or harms. `warning`: it fails for some, later, or with another client. */
export type Level = 'error' | 'warning'

/** What a finding says. `{name}` stands for a fact that the check fills in. */
interface FindingText {
  readonly level: Level
  /** What the doctor saw. */
  readonly saw: Text
  /** What to do about it. */
  readonly cure: Text
}

const error = (saw: Text, cure: Text): FindingText => ({ level: 'error', saw, cure })
const warning = (saw: Text, cure: Text): FindingText => ({ level: 'warning', saw, cure })

/** Findings about the answer, the page and how it is fetched. */
const answerFindings = {
  unreachable: error(
    ['{endpoint} cannot be reached: {detail}.', '无法访问 {endpoint}：{detail}。'],
    ['Check the host name, the port and the firewall.', '检查域名、端口和防火墙。'],
  ),
  tls: error(
    ['The certificate of {endpoint} is not accepted: {detail}.', '{endpoint} 的证书不被接受：{detail}。'],
    [
      'Send the whole chain, with the intermediate certificate: phones are stricter than desktop browsers.',
      '下发完整的证书链，包括中间证书：手机比桌面浏览器更严格。',
    ],
  ),
  timeout: error(
    ['No answer within {seconds} s to {what}.', '{what}：{seconds} 秒内没有响应。'],
    [
      'It usually waits for WeChat, asked for each signature: cache the token and the ticket.',
      '通常是每次签名都去请求微信：请缓存 access_token 和 jsapi_ticket。',
    ],
  ),
  redirect: warning(
    ['{endpoint} redirects to {to}.', '{endpoint} 重定向到 {to}。'],
    [
      'Give the page the final address: some redirects lose the query.',
      '让页面直接请求最终地址：有的重定向会丢掉查询参数。',
    ],
  ),
  'redirect-away': error(
    [
      '{endpoint} redirects to another host: {to}. The doctor did not follow it.',
      '{endpoint} 重定向到了另一个域名：{to}。没有继续跟随。',
    ],
    [
      'It is a login page or a wrong address. The endpoint must answer without a login.',
      '可能是登录页，或者地址写错了。签名接口必须直接返回，不能要求登录。',
    ],
  ),
  'redirect-loop': error(
    ['{endpoint} redirects in a loop, last to {to}.', '{endpoint} 循环重定向，最后到 {to}。'],
    ['Check the rules for https and trailing slashes.', '检查关于 https 和末尾斜杠的规则。'],
  ),
  'too-large': error(
    ['The answer has more than 64 kB.', '响应超过 64 kB。'],
    ['Check the address: a signature has some 300 bytes.', '检查地址：一个签名只有 300 字节左右。'],
  ),
  status: error(
    ['{endpoint} answers HTTP {status}: {words}', '{endpoint} 返回 HTTP {status}：{words}'],
    ['{next}', '{next}'],
  ),
  'page-refused': error(
    ['The backend refuses to sign {page}: HTTP {status} {words}', '后端拒绝为 {page} 签名：HTTP {status} {words}'],
    ['{next}', '{next}'],
  ),
  'page-port': error(
    ['The page is at port {port}.', '页面使用了端口 {port}。'],
    ['WeChat accepts ports 80 (http) and 443 (https) only.', '微信只支持 80（http）和 443（https）端口。'],
  ),
  'page-host': warning(
    ['The page is at {host}, which cannot be a JS-safe domain.', '页面的主机是 {host}，不能作为 JS 接口安全域名。'],
    [
      'Test with a domain that is entered at 微信开发者平台 > 我的业务 > 公众号/服务号 > 基础信息 > 域名与消息推送配置.',
      '请使用平台上登记的 JS 接口安全域名测试（微信开发者平台 > 我的业务 > 公众号/服务号 > 基础信息 > 域名与消息推送配置）。',
    ],
  ),
  'mixed-content': error(
    ['The page is https, the endpoint is not.', '页面是 https，签名接口不是。'],
    ['Serve the endpoint over https: the browser blocks the request.', '签名接口也要用 https，否则浏览器会拦截请求。'],
  ),
  'content-type': warning(
    ['The answer is JSON, but Content-Type is {type}.', '响应是 JSON，但响应头没有这样声明：{type}。'],
    [
      'Send "application/json": a browser runs scripts in an answer that is HTML, and proxies change it.',
      '请返回 “application/json”：当作 HTML 时，URL 里的脚本可能被执行，代理也可能改写它。',
    ],
  ),
  'not-json': error(
    ['The answer is not JSON: {words}', '响应不是 JSON：{words}'],
    [
      'Answer {"appId": …, "timestamp": …, "nonceStr": …, "signature": …}.',
      '请返回 {"appId": …, "timestamp": …, "nonceStr": …, "signature": …}。',
    ],
  ),
  'web-page': error(
    ['The answer is a web page, not JSON.', '响应是网页，不是 JSON。'],
    [
      'Usually the fallback of a single-page app, or a login page: route the address to the backend first.',
      '通常是单页应用的 fallback 或登录页：请先把这个地址路由到后端。',
    ],
  ),
  jsonp: error(['The answer is JSONP.', '响应是 JSONP。'], ['Answer plain JSON.', '请返回普通的 JSON。']),
  'json-in-string': error(
    ['The answer is JSON inside a JSON string.', '响应是包在 JSON 字符串里的 JSON。'],
    [
      'It is encoded twice: give the framework the object, not a string.',
      '编码了两次：交给框架的应该是对象，不是字符串。',
    ],
  ),
  'noise-around-json': error(
    ['There is text before or after the JSON: {words}', 'JSON 前后有多余内容：{words}'],
    [
      'Usually a PHP warning or a debug line: switch display_errors off.',
      '通常是 PHP 警告或调试输出：关闭 display_errors。',
    ],
  ),
  'no-signature': error(
    ['The answer has no signature: {words}', '响应里没有签名：{words}'],
    [
      'Return {"appId": …, "timestamp": …, "nonceStr": …, "signature": …}, and errors with a status of 400 or more.',
      '请返回 {"appId": …, "timestamp": …, "nonceStr": …, "signature": …}，出错时用 400 以上的状态码。',
    ],
  ),
  'wechat-error': error(
    ['WeChat refuses the backend: {errcode} {words}', '微信拒绝了后端：{errcode} {words}'],
    ['{advice}', '{advice}'],
  ),
  envelope: warning(
    ['The signature is inside "{path}".', '签名包在 “{path}” 里。'],
    [
      'Return its fields at the top level, or give createWechat a function: signature: async (url) => (await (await fetch(…)).json()).{path}',
      '请放在最外层，或者给 createWechat 传函数：signature: async (url) => (await (await fetch(…)).json()).{path}',
    ],
  ),
  'field-names': error(
    ['{names}.', '{names}。'],
    [
      'wx.config reads appId, timestamp, nonceStr (capital S) and signature, exactly so.',
      'wx.config 只认 appId、timestamp、nonceStr（大写 S）和 signature，一字不差。',
    ],
  ),
  'field-missing': error(
    ['Missing or empty: {names}.', '缺少或为空：{names}。'],
    [
      'Return all four: appId, timestamp, nonceStr, signature.',
      '四个字段都要返回：appId、timestamp、nonceStr、signature。',
    ],
  ),
  timestamp: error(
    ['The timestamp is {timestamp}.', 'timestamp 是 {timestamp}。'],
    [
      'Sign and return the same whole seconds, ten digits: Math.floor(Date.now() / 1000).',
      '签名和返回要用同一个整秒数，十位：Math.floor(Date.now() / 1000)。',
    ],
  ),
  clock: warning(
    ['The timestamp differs from the clock here by {seconds} s.', 'timestamp 与本机时钟相差 {seconds} 秒。'],
    [
      'Let NTP set the clocks: with a wrong one, tickets are kept too long. A cached answer looks the same.',
      '用 NTP 校准时钟：时钟不准会让 ticket 缓存过久。也可能是返回了缓存的结果。',
    ],
  ),
  'nonce-constant': warning(
    ['Every answer has the same nonceStr.', '每次返回的 nonceStr 都相同。'],
    ['Create a random nonceStr for each signature.', '每次签名都要生成新的随机串。'],
  ),
  'signature-form': error(
    ['The signature is {what}.', 'signature 是{what}。'],
    ['It must be the SHA-1 as 40 lower-case hexadecimal digits.', '必须是 SHA-1 的 40 位小写十六进制。'],
  ),
  'app-id': error(
    ['The answer is for the account {got}, not {wanted}.', '返回的账号是 {got}，不是 {wanted}。'],
    ['Look for the settings of another environment.', '检查是否用了其他环境的配置。'],
  ),
  leak: error(
    ['The answer contains {what}.', '响应泄露了{what}。'],
    [
      'Anyone can read it: return the four fields only, and reset what leaked.',
      '任何人都能看到：只返回四个字段，并重置已泄露的内容。',
    ],
  ),
  cacheable: warning(
    ['Cache-Control is {header}.', '响应可能被缓存：{header}。'],
    [
      'Send "Cache-Control: no-store": a cached signature outlives its ticket.',
      '请返回 “Cache-Control: no-store”：被缓存的签名会比 ticket 活得更久。',
    ],
  ),
  'same-twice': warning(
    [
      'Two requests for one URL get the same answer, nonceStr included{via}.',
      '同一个 URL 请求两次，返回完全相同，包括 nonceStr{via}。',
    ],
    [
      'Cache the ticket, not the signature; exclude the path from the CDN.',
      '应该缓存 ticket，而不是签名；让 CDN 不缓存这个路径。',
    ],
  ),
  'cache-ignores-query': error(
    ['Different URLs get the same answer, nonceStr included{via}.', '不同的 URL 得到相同的返回，包括 nonceStr{via}。'],
    ['A cache ignores the query: exclude the path from it.', '缓存忽略了查询参数：让这个路径不走缓存。'],
  ),
  cors: error(
    [
      'The page is at another origin, and Access-Control-Allow-Origin is {header}.',
      '页面在另一个源，浏览器会拦截响应：{header}。',
    ],
    [
      'Send "Access-Control-Allow-Origin: {origin}" once, also with errors, or serve both from one origin.',
      '返回一次 “Access-Control-Allow-Origin: {origin}”，出错时也要有；或者放在同一个源下。',
    ],
  ),
  'method-crash': warning(
    ['{method} gets {words}.', '{method} 请求得到 {words}。'],
    [
      'Answer it, or answer 405: health checks and crawlers send such requests.',
      '正常响应，或者返回 405：健康检查和爬虫会这样请求。',
    ],
  ),
  'url-refused': error(
    ['For {what} it answers {words}, although it signs the page itself.', '{what}：返回 {words}，而页面本身可以签名。'],
    [
      "Check the firewall and the framework's validation: pages get such URLs as soon as they are shared.",
      '检查防火墙（WAF）和框架的校验：页面一经分享就会带上这样的参数。',
    ],
  ),
} satisfies Readonly<Record<string, FindingText>>

/** Findings about the URL that is signed, one for each mistake. */
const urlFindings = Object.fromEntries(
  Object.entries(urlMistakes).map(([name, { saw, cure }]): [string, FindingText] => [
    `url-${name}`,
    {
      level: name === 'fragment' ? 'warning' : 'error',
      saw: [`${saw[0]} For {asked} it signs {signed}`, `${saw[1]}请求的是 {asked}，签的是 {signed}`],
      cure,
    },
  ]),
) as Readonly<Record<`url-${UrlMistakeName}`, FindingText>>

/** Findings about the signature, whose pages are signed, and the account. */
const signingFindings = {
  'url-missing': error(
    [
      'The server does not read the parameter "{param}": it signs "{signed}".',
      '没有读到参数 “{param}”：签的是 “{signed}”。',
    ],
    ['Read the parameter under the name that the page sends.', '用页面发送的参数名读取。'],
  ),
  'url-unknown': error(
    [
      'It signs the page itself, but not the URL asked for {what}, and no known mistake explains it.',
      '页面本身签名正确，但{what}签的不是所请求的 URL，也不是已知的任何一种。',
    ],
    [
      'Log the signed text without the ticket, and compare it with the address.',
      '把签名原文写入日志（去掉 ticket），和地址比较。',
    ],
  ),
  algorithm: error(
    ['The signature is computed wrongly. {what}', '签名算法有误。{what}'],
    [
      'SHA-1 of jsapi_ticket=…&noncestr=…&timestamp=…&url=…, in this order, all names in lower case, nothing encoded.',
      '对 jsapi_ticket=…&noncestr=…&timestamp=…&url=… 做 SHA-1，顺序不变，字段名全小写，不做任何编码。',
    ],
  ),
  'token-as-ticket': error(
    ['It signs with the access_token.', '用 access_token 当作 ticket 来签名。'],
    [
      'Get the jsapi_ticket with it first: /cgi-bin/ticket/getticket?type=jsapi',
      '先用它换取 jsapi_ticket：/cgi-bin/ticket/getticket?type=jsapi',
    ],
  ),
  'ticket-stale': error(
    [
      'It signs with the given ticket, which is not the one that WeChat gives for {appId} now.',
      '后端用的是这里给出的 ticket，但微信现在给 {appId} 的不是它。',
    ],
    [
      'Keep a ticket for 30 minutes at most, in one place for all servers.',
      'ticket 最多缓存 30 分钟，所有服务器共用一份。',
    ],
  ),
  'ticket-other': warning(
    [
      'The given ticket is not the one that WeChat gives for {appId} now.',
      '这里给出的 ticket 不是微信现在给 {appId} 的那个。',
    ],
    ['It is expired, of another account, or not a jsapi_ticket.', '可能已过期，属于其他账号，或者不是 jsapi_ticket。'],
  ),
  'signature-unknown': error(
    [
      'The signature is not computed with {tickets}, and no known mistake explains it.',
      '签名用的不是{tickets}，也不是已知的任何一种做法。',
    ],
    [
      'Is it another ticket (expired, of another account, of type wx_card)? Does the answer have the nonceStr and timestamp that were signed? Log the signed text.',
      '是否用了另一个 ticket（过期的、其他账号的、wx_card 类型的）？返回的 nonceStr 或 timestamp 是否与签名时不同？把签名原文写入日志。',
    ],
  ),
  'open-signer': error(
    ['It signs pages of anybody: {page}', '它为任何人的页面签名：{page}'],
    [
      'Sign only URLs whose origin is on your allow list: others use your quota.',
      '只签源在允许列表里的 URL：否则别人会用掉你的额度。',
    ],
  ),
  'lookalike-signed': error(
    ['It signs a foreign page that only looks like yours: {page}', '它为一个只是看起来像你的外部页面签了名：{page}'],
    [
      'Compare new URL(url).origin as a whole, not with startsWith or a regular expression.',
      '请完整比较 new URL(url).origin，不要用 startsWith 或正则表达式。',
    ],
  ),
  'no-http-signed': warning(
    ['It signs strings that are not page URLs: {page}', '它为不是页面地址的内容签了名：{page}'],
    ['Refuse with 400 what is not an http or https URL.', '不是 http 或 https 的 URL，用 400 拒绝。'],
  ),
  'error-in-200': warning(
    ['It refuses {what} with HTTP {status}: {words}', '它拒绝了{what}，但状态码是 HTTP {status}：{words}'],
    [
      'Refuse with a status of 400 or more: the page takes this for a signature.',
      '请用 400 以上的状态码拒绝：页面会把它当作签名。',
    ],
  ),
  'error-crash': warning(
    ['{what} gets HTTP {status}.', '{what}得到 HTTP {status}。'],
    ['Validate the parameter first, and answer 400.', '先校验参数，返回 400。'],
  ),
  'account-refused': error(
    ['WeChat refuses the account: {errcode} {words}', '微信拒绝了这个账号：{errcode} {words}'],
    ['{advice}', '{advice}'],
  ),
  'ip-not-listed': error(
    ['WeChat refuses this address: 40164 {words}', '微信拒绝了本机的 IP：40164 {words}'],
    [
      '{advice} This is the address of this machine: the server may have another one.',
      '{advice}这是本机的 IP，服务器的可能不同。',
    ],
  ),
  'wechat-unreachable': error(
    ['WeChat cannot be reached: {words}', '无法访问微信：{words}'],
    [
      'The server must reach https://api.weixin.qq.com: check firewall, proxy and DNS.',
      '检查防火墙、代理和 DNS：服务器必须能访问 https://api.weixin.qq.com。',
    ],
  ),
  'api-domain': warning(
    ['{domains} does not answer from here.', '从本机访问 {domains} 没有响应。'],
    ["Allow it in the firewall, or use another of the API's domains.", '放行这个域名，或者改用其他可用的接口域名。'],
  ),
} satisfies Readonly<Record<string, FindingText>>

const all = { ...answerFindings, ...urlFindings, ...signingFindings }

/** The stable name of a finding. */
export type FindingName = keyof typeof all

/** Every finding there is. */
export const findings: Readonly<Record<FindingName, FindingText>> = all

export const findingNames = Object.keys(findings) as FindingName[]

/** What a check has found: a name, and the facts that its text says. */
export interface Found {
  readonly name: FindingName
  readonly facts?: Readonly<Record<string, string>>
}

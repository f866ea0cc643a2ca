import type { Texts } from './names.ts'

const ENCODE = '页面用 encodeURIComponent 编码一次，框架解码一次：拿到什么就签什么，不要再处理。'

export const chinese: Texts = {
  unreachable: ['无法访问 {endpoint}：{detail}。', '检查域名、端口和防火墙，并换一个网络再试。'],
  tls: [
    '{endpoint} 的证书不被接受：{detail}。',
    '下发完整的证书链（包括中间证书），域名要一致，并及时续期。手机在这方面比桌面浏览器更严格。',
  ],
  timeout: [
    '{what}：{seconds} 秒内没有响应。',
    '查一下后端在等什么：通常是每次签名都去请求微信。请缓存 access_token 和 jsapi_ticket。',
  ],
  redirect: ['{endpoint} 重定向到 {to}。', '让页面直接请求最终地址：重定向耗时，有的还会丢掉查询参数。'],
  'redirect-away': [
    '{endpoint} 重定向到了另一个域名：{to}。没有继续跟随。',
    '可能是登录页，或者地址写错了。签名接口必须直接返回，不能要求登录。',
  ],
  'redirect-loop': ['{endpoint} 循环重定向，最后到 {to}。', '检查代理和应用里关于 https 和末尾斜杠的规则。'],
  'too-large': ['响应超过 64 kB。', '检查地址：一个签名只有 300 字节左右。'],
  status: ['{endpoint} 返回 HTTP {status}：{words}', '查看服务器日志。带 ?{param}=… 的 GET 请求应以 200 返回签名。'],
  'page-refused': [
    '后端拒绝为 {page} 签名：HTTP {status} {words}',
    '把页面的源加入后端的允许列表，或者检查后端为什么读不到这个 URL。',
  ],
  'page-port': ['页面使用了端口 {port}。', '微信只支持 80（http）和 443（https）端口，否则报 “invalid url domain”。'],
  'page-host': [
    '页面的主机是 {host}，不能作为 JS 接口安全域名。',
    '请使用平台上登记的 JS 接口安全域名测试（微信开发者平台 > 我的业务 > 公众号/服务号 > 基础信息 > 域名与消息推送配置）。',
  ],
  'mixed-content': ['页面是 https，签名接口不是。', '签名接口也要用 https，否则浏览器会拦截请求。'],
  'content-type': [
    '响应是 JSON，但 Content-Type 是 {type}。',
    '请返回 “application/json”：当作 HTML 时，URL 里的脚本可能被执行，代理也可能改写它。',
  ],
  'not-json': ['响应不是 JSON：{words}', '请返回 {"appId": …, "timestamp": …, "nonceStr": …, "signature": …}。'],
  'web-page': [
    '响应是网页，不是 JSON。',
    '通常是单页应用的 fallback 或登录页：先把这个地址路由到后端，再走 fallback。',
  ],
  jsonp: ['响应是 JSONP。', '请返回普通的 JSON。'],
  'json-in-string': ['响应是包在 JSON 字符串里的 JSON。', '编码了两次：交给框架的应该是对象，不是字符串。'],
  'noise-around-json': ['JSON 前后有多余内容：{words}', '通常是 PHP 警告或调试输出：关闭 display_errors，只写日志。'],
  'no-signature': [
    '响应里没有签名：{words}',
    '请返回 {"appId": …, "timestamp": …, "nonceStr": …, "signature": …}，出错时用 400 以上的状态码。',
  ],
  'wechat-error': ['微信拒绝了后端：{errcode} {words}', '{advice}'],
  envelope: [
    '签名包在 “{path}” 里。',
    '请放在最外层，或者给 createWechat 传函数：signature: async (url) => (await (await fetch(…)).json()).{path}',
  ],
  'field-names': ['{names}。', 'wx.config 只认 appId、timestamp、nonceStr（大写 S）和 signature，一字不差。'],
  'field-missing': ['缺少或为空：{names}。', '四个字段都要返回：appId、timestamp、nonceStr、signature。'],
  timestamp: [
    'timestamp 是 {timestamp}。',
    '应为 1970 年以来的整秒数，十位：Math.floor(Date.now() / 1000)，签名和返回要用同一个值。',
  ],
  clock: [
    'timestamp 与本机时钟相差 {seconds} 秒。',
    '用 NTP 校准服务器（和本机）的时钟；时钟不准会让 ticket 缓存过久。也可能是返回了缓存的旧结果。',
  ],
  'nonce-constant': ['每次返回的 nonceStr 都相同。', '每次签名都要生成新的随机串。'],
  'signature-form': ['signature 是{what}。', '必须是 SHA-1 的 40 位小写十六进制。'],
  'app-id': ['返回的账号是 {got}，不是 {wanted}。', '检查是否用了测试号或其他环境的配置。'],
  leak: ['响应泄露了{what}。', '任何人都能看到。只返回四个字段，并重置已泄露的内容。ticket 只能留在服务器上。'],
  cacheable: ['Cache-Control 为{header}。', '请返回 “Cache-Control: no-store”：被缓存的签名会比 ticket 活得更久。'],
  'same-twice': [
    '同一个 URL 请求两次，返回完全相同，包括 nonceStr{via}。',
    '应该缓存 ticket，而不是签名；返回 “Cache-Control: no-store”，并让 CDN 不缓存这个路径。',
  ],
  'cache-ignores-query': [
    '不同的 URL 得到相同的返回，包括 nonceStr{via}。',
    '缓存忽略了查询参数：让这个路径不走缓存，并返回 “Cache-Control: no-store”。',
  ],
  cors: [
    '页面在另一个源，而 Access-Control-Allow-Origin 为{header}。',
    '返回一次 “Access-Control-Allow-Origin: {origin}”，出错时也要有；或者放在同一个源下。',
  ],
  'method-crash': ['{method} 请求得到 {words}。', '正常响应，或者返回 405：健康检查和爬虫会这样请求。'],
  'url-refused': [
    '{what}：返回 {words}，而页面本身可以签名。',
    '检查防火墙（WAF）和框架的校验：页面一经分享就会带上这样的参数。',
  ],
  'url-decoded': ['多解码了一次。请求的是 {asked}，签的是 {signed}', ENCODE],
  'url-cut': [
    '在 “&” 处被截断。请求的是 {asked}，签的是 {signed}',
    '查询串在拆分之前就被解码了。请让框架读取参数。（如果是页面的问题：漏了 encodeURIComponent。）',
  ],
  'url-query-dropped': [
    '丢掉了查询参数。请求的是 {asked}，签的是 {signed}',
    '“#” 之前的内容都要参与签名，包括查询参数。',
  ],
  'url-plus': ['改动了 “+”。请求的是 {asked}，签的是 {signed}', ENCODE],
  'url-encoded': ['又编码了一次，或者没有解码。请求的是 {asked}，签的是 {signed}', ENCODE],
  'url-html-escaped': [
    '签的是转义后的文本。请求的是 {asked}，签的是 {signed}',
    '不要对这个参数用 htmlspecialchars 或 XSS 过滤：它是用来签名的，不是用来显示的。',
  ],
  'url-scheme': [
    'http 和 https 弄混了。请求的是 {asked}，签的是 {signed}',
    '在代理后面，应用看到的是 http。请签页面传来的 URL，或者信任 X-Forwarded-Proto。',
  ],
  'url-port': [
    '多了或少了端口。请求的是 {asked}，签的是 {signed}',
    '请签页面传来的 URL，不要用服务器的主机名和端口拼接。',
  ],
  'url-slash': ['末尾多了或少了斜杠。请求的是 {asked}，签的是 {signed}', 'URL 要原样签名，不要 trim，不要规范化。'],
  'url-fragment': [
    '把 # 片段也签进去了。请求的是 {asked}，签的是 {signed}',
    '在第一个 “#” 处截断：客户端校验时不含片段。',
  ],
  'url-case': ['改动了大小写。请求的是 {asked}，签的是 {signed}', 'URL 要原样签名，“%e4” 和 “%E4” 也不能互换。'],
  'url-rebuilt': [
    '重新拼接了查询参数。请求的是 {asked}，签的是 {signed}',
    '请签收到的原文，不要用解析后的参数重新拼 URL。',
  ],
  'url-params-dropped': [
    '丢掉了部分参数。请求的是 {asked}，签的是 {signed}',
    '地址里有什么就签什么，包括微信分享时添加的参数，以及登录带回的 code 和 state。',
  ],
  'url-quoted': [
    'URL 前后多了内容。请求的是 {asked}，签的是 {signed}',
    '只签 URL 原文：不要 JSON 编码，不要引号、空格或换行。',
  ],
  'url-fixed': [
    '总是签同一个页面。请求的是 {asked}，签的是 {signed}',
    '请签页面传来的 URL：页面一经分享，地址就变了。',
  ],
  'url-referer': [
    '签的是 Referer。请求的是 {asked}，签的是 {signed}',
    '请签参数里的 URL：浏览器会截短 Referer，甚至不发送。',
  ],
  'url-own': ['签的是接口自己的地址。请求的是 {asked}，签的是 {signed}', '请签页面传来的 URL，而不是当前请求的 URL。'],
  'url-missing': ['没有读到参数 “{param}”：签的是 “{signed}”。', '用页面发送的参数名读取。'],
  'url-unknown': [
    '页面本身签名正确，但{what}签的不是所请求的 URL，也不是已知的任何一种。',
    '把签名原文写入日志（去掉 ticket），和地址逐字符比较。',
  ],
  algorithm: [
    '签名算法有误：{what}。',
    '对 jsapi_ticket=…&noncestr=…&timestamp=…&url=… 做 SHA-1，顺序不变，字段名全小写，不做任何编码。',
  ],
  'token-as-ticket': [
    '用 access_token 当作 ticket 来签名。',
    '先用它换取 jsapi_ticket：/cgi-bin/ticket/getticket?type=jsapi',
  ],
  'ticket-stale': [
    '后端用的是这里给出的 ticket，但微信现在给 {appId} 的不是它。',
    'ticket 最多缓存 30 分钟，所有服务器共用一份，并用同一个 appId 获取。',
  ],
  'ticket-other': [
    '这里给出的 ticket 不是微信现在给 {appId} 的那个。',
    '可能已过期，属于其他账号，或者不是 jsapi_ticket：查一下它的来源。',
  ],
  'signature-unknown': [
    '签名用的不是{tickets}，也不是已知的任何一种做法。',
    '是否用了另一个 ticket（过期的、其他账号的、wx_card 类型的）？返回的 nonceStr 或 timestamp 是否与签名时不同？把签名原文写入日志。',
  ],
  'open-signer': ['它为任何人的页面签名：{page}', '只签源在允许列表里的 URL：否则别人会盗用你的账号和额度。'],
  'lookalike-signed': [
    '它为一个只是看起来像你的外部页面签了名：{page}',
    '请完整比较源（new URL(url).origin），不要用 startsWith、indexOf 或正则表达式。',
  ],
  'no-http-signed': ['它为不是页面地址的内容签了名：{page}', '不是 http 或 https 的 URL，用 400 拒绝。'],
  'error-in-200': [
    '它拒绝了{what}，但状态码是 HTTP {status}：{words}',
    '请用 400 以上的状态码拒绝：否则页面会把错误当作签名。',
  ],
  'error-crash': ['{what}得到 HTTP {status}。', '先校验参数，返回 400：抛异常既是漏洞，也会塞满日志。'],
  'account-refused': ['微信拒绝了这个账号：{errcode} {words}', '{advice}'],
  'ip-not-listed': ['微信拒绝了本机的 IP：40164 {words}', '{advice}这是本机的 IP，服务器的可能不同。'],
  'wechat-unreachable': [
    '无法访问微信：{words}',
    '检查防火墙、代理和 DNS：服务器必须能访问 https://api.weixin.qq.com。',
  ],
  'api-domain': ['从本机访问 {domains} 没有响应。', '放行这个域名，或者改用其他可用的接口域名。'],
}

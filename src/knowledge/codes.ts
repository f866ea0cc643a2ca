import type { Text } from './text.ts'

/** Why something failed. A closed union, so that `switch (error.code)` narrows. */
export type WechatErrorCode =
  | 'not-in-wechat'
  | 'invalid-argument'
  | 'sdk-load-failed'
  | 'bridge-timeout'
  | 'signature-request-failed'
  | 'signature-timeout'
  | 'signature-response-invalid'
  | 'config-timeout'
  | 'config-failed'
  | 'invalid-signature'
  | 'invalid-url-domain'
  | 'not-verified'
  | 'permission-denied'
  | 'unsupported'
  | 'require-subscribe'
  | 'cancelled'
  | 'call-timeout'
  | 'call-failed'
  | 'reply-invalid'
  | 'disposed'

/** What a failure means and what to do about it, the most likely step first. */
export interface Advice {
  readonly title: Text
  readonly meaning: Text
  readonly steps: readonly Text[]
}

/** The advice for each code: in messages of the development build, the inspector, the demo and the documentation. */
export const codes = {
  'not-in-wechat': {
    title: ['This browser is not WeChat', '当前浏览器不是微信'],
    meaning: ["Only the WeChat client provides the JS-SDK's native APIs.", '只有微信客户端才提供 JS-SDK 的原生能力。'],
    steps: [
      [
        'Check wechat.environment.inWechat before you offer the feature.',
        '显示相关按钮之前，先判断 wechat.environment.inWechat。',
      ],
      [
        'To develop in a desktop browser, install the fake client: wechat-ready/sandbox or the Vite plugin.',
        '在电脑浏览器上开发时，可安装模拟客户端：wechat-ready/sandbox 或 Vite 插件。',
      ],
      [
        "To use WeChat itself, send the page's URL to a chat and open it there.",
        '要用真实的微信，请把链接发到聊天里再点开。',
      ],
    ],
  },
  'invalid-argument': {
    title: ['An argument is wrong', '参数有误'],
    meaning: ['An option, a parameter or a timeout is not allowed.', '选项、参数或 timeout 不合法。'],
    steps: [['Correct the argument that the message names.', '请修改错误信息指出的参数。']],
  },
  'sdk-load-failed': {
    title: ['The JS-SDK did not load', 'JS-SDK 加载失败'],
    meaning: [
      "The script of WeChat's JS-SDK did not load. WeChat has not been asked yet.",
      '微信 JS-SDK 的脚本没有加载成功，此时还没有请求微信。',
    ],
    steps: [
      [
        'Reload the page: a deployment may have removed the chunk that this page asks for.',
        '刷新页面：部署新版本时，可能删除了本页请求的旧 chunk。',
      ],
      [
        'If the page has a Content-Security-Policy, allow your own scripts and https://res.wx.qq.com in script-src.',
        '如果页面设置了 Content-Security-Policy，请在 script-src 中允许本站脚本和 https://res.wx.qq.com。',
      ],
      ['On a bad network, try again.', '网络不好时，请重试。'],
    ],
  },
  'bridge-timeout': {
    title: ['WeChat did not put its bridge on the page', '微信没有注入 WeixinJSBridge'],
    meaning: [
      'The page talks to WeChat through WeixinJSBridge, which this client did not provide in time.',
      '页面通过 WeixinJSBridge 与微信通信，但客户端没有及时注入。',
    ],
    steps: [
      [
        'Reload the page: some Android clients occasionally do not provide it.',
        '刷新页面：部分安卓客户端偶尔不会注入。',
      ],
      [
        'If it never comes, check whether the page is in an iframe: WeChat provides the bridge on the top page only. Create the client there and hand it down.',
        '如果一直没有，请检查页面是否在 iframe 里：微信只在顶层页面注入。请在顶层页面创建客户端，再传给 iframe。',
      ],
    ],
  },
  'signature-request-failed': {
    title: ['The signature could not be fetched', '获取签名失败'],
    meaning: [
      'Your endpoint for signatures did not answer, or answered with an error. WeChat has not been asked yet.',
      '你的签名接口没有响应，或者返回了错误，此时还没有请求微信。',
    ],
    steps: [
      [
        'Open the URL of the endpoint in a browser: it must answer 200 with JSON.',
        '在浏览器中打开签名接口的地址：它应该返回 200 和 JSON。',
      ],
      [
        "For a 4xx or 5xx, read the body of the answer. 403 usually means that the signer does not allow this page's origin.",
        '如果返回 4xx 或 5xx，请看响应内容；403 通常表示签名服务不允许本页的源（origin）。',
      ],
      [
        'If the endpoint is on another origin, it must allow this page by CORS.',
        '如果签名接口在另一个源，它必须通过 CORS 允许本页。',
      ],
    ],
  },
  'signature-timeout': {
    title: ['The signer did not answer in time', '签名服务响应超时'],
    meaning: [
      'The page asked your server for a signature, and no answer came in time. WeChat has not been asked yet.',
      '页面已向你的服务器请求签名，但没有及时返回，此时还没有请求微信。',
    ],
    steps: [
      [
        'Check whether the server waits for WeChat: can it reach api.weixin.qq.com through its firewall and proxy?',
        '检查服务器是否在等待微信：它能通过防火墙和代理访问 api.weixin.qq.com 吗？',
      ],
      [
        'Check whether the server fetches a ticket for every request: it must cache access_token and jsapi_ticket.',
        '检查服务器是否每次请求都去获取 ticket：access_token 和 jsapi_ticket 必须缓存。',
      ],
      [
        'If the server needs longer for a good reason, raise timeouts.signature.',
        '如果确实需要更久，请调大 timeouts.signature。',
      ],
    ],
  },
  'signature-response-invalid': {
    title: ["The signer's answer is not a signature", '签名服务返回的不是签名'],
    meaning: [
      'Your server answered, but not with the JSON that is needed: { appId, timestamp, nonceStr, signature }.',
      '你的服务器有响应，但不是所需的 JSON：{ appId, timestamp, nonceStr, signature }。',
    ],
    steps: [
      [
        'Check the spelling: nonceStr has a capital S, appId a capital I.',
        '检查大小写：nonceStr 的 S、appId 的 I 是大写。',
      ],
      [
        'If the object is inside another one, such as { code, data: {…} }, pass a function as signature that returns data.',
        '如果外面包了一层 { code, data: {…} }，请把 signature 写成函数，返回其中的 data。',
      ],
      [
        'If the answer is a web page (<!doctype…), the path is wrong, or a login page answered.',
        '如果返回的是网页（<!doctype…），说明路径不对，或者返回的是登录页。',
      ],
    ],
  },
  'config-timeout': {
    title: ['WeChat did not answer the configuration', '微信没有响应 config'],
    meaning: [
      'The signature was sent to WeChat, and no answer came in time. iOS occasionally does this.',
      '签名已经交给微信，但微信没有及时返回；iOS 偶尔会这样。',
    ],
    steps: [
      ['Call ready() again, or let the user reload the page.', '再次调用 ready()，或请用户刷新页面。'],
      ["If that does not help, check the phone's network.", '仍然不行时，检查手机网络。'],
    ],
  },
  'config-failed': {
    title: ['WeChat refused the configuration without a reason', '微信拒绝了 config，没有说明原因'],
    meaning: ['WeChat answered "fail", without a known reason.', '微信只返回了 fail，没有已知的原因。'],
    steps: [
      [
        'Check that appId is right, and that the account is certified (认证).',
        '检查 appId 是否正确、公众号是否已认证。',
      ],
      [
        'Check that jsApiList is not empty: Android refuses an empty list.',
        '检查 jsApiList 是否为空：安卓不接受空列表。',
      ],
      ['Then try again.', '然后重试。'],
    ],
  },
  'invalid-signature': {
    title: ['WeChat computes another signature', '微信算出的签名不一致'],
    meaning: [
      'The signature was computed over other values than those that WeChat has: a ticket, a nonceStr, a timestamp or a URL.',
      '签名所用的值与微信那边的不同：ticket、nonceStr、timestamp 或 URL。',
    ],
    steps: [
      [
        'The server must sign exactly the URL that it receives: decoded once, not rebuilt, with https even behind a proxy.',
        '服务端必须原样签名收到的 URL：只解码一次、不要重新拼接，在代理后面也要用 https。',
      ],
      ['appId and the ticket must belong to the same account.', 'appId 和 ticket 必须属于同一个公众号。'],
      [
        'The answer must have the same nonceStr and timestamp as the string that was signed.',
        '返回的 nonceStr 和 timestamp 必须就是参与签名的值。',
      ],
      [
        'The ticket must not be older than 7200 s, and no other program may have replaced it.',
        'ticket 不能超过 7200 秒，也不能已被其他程序刷新。',
      ],
    ],
  },
  'invalid-url-domain': {
    title: ["This domain is not among the account's JS-safe domains", '本页域名不在 JS 接口安全域名中'],
    meaning: [
      "Only pages under the account's JS-safe domains (JS接口安全域名) may use the JS-SDK.",
      '只有公众号“JS接口安全域名”下的页面才能使用 JS-SDK。',
    ],
    steps: [
      [
        "Add the domain of this page to the account's JS-safe domains (微信开发者平台 > 域名与消息推送配置), without protocol, port and path.",
        '把本页域名加入“JS接口安全域名”（微信开发者平台 > 域名与消息推送配置），不带协议、端口和路径。',
      ],
      [
        'IP addresses, localhost, and ports other than 80 and 443 are never accepted.',
        'IP 地址、localhost，以及 80 和 443 以外的端口都不被接受。',
      ],
      [
        'If the domain is there already, check that the appId is that of the same account.',
        '如果已经添加过，请检查 appId 是否属于同一个公众号。',
      ],
    ],
  },
  'not-verified': {
    title: ['WeChat has not verified this page for the API', '该接口在本页尚未通过验证'],
    meaning: [
      'The API was called before the page was configured, after the page lost its configuration, or is not in jsApiList.',
      '可能是在配置完成前调用、配置已失效，或者 jsApiList 中没有该接口。',
    ],
    steps: [
      [
        'Check that ready() resolves and that jsApiList names the API.',
        '确认 ready() 已 resolve，且 jsApiList 中有该接口。',
      ],
      [
        'Check whether other code on the page calls wx.config: its list replaces yours.',
        '检查页面上是否有其他代码调用了 wx.config：它的列表会覆盖你的。',
      ],
      [
        'Check that the account has the right to this API (接口管理 > 接口权限).',
        '检查公众号是否有该接口的权限（接口管理 > 接口权限）。',
      ],
    ],
  },
  'permission-denied': {
    title: ['WeChat denies this API', '微信拒绝了该接口'],
    meaning: [
      'The account may not use the API, jsApiList lacks it, or the visitor refused.',
      '公众号没有权限、jsApiList 中没有该接口，或者用户拒绝了授权。',
    ],
    steps: [
      [
        'Check that the account has the right to this API (接口管理 > 接口权限). Most APIs need a certified account.',
        '检查公众号是否有该接口的权限（接口管理 > 接口权限），大部分接口需要已认证的账号。',
      ],
      [
        'Check that the API is in jsApiList and not among denied, which ready() resolves with.',
        '检查 jsApiList 中有该接口，且它不在 ready() 返回的 denied 中。',
      ],
      [
        'Check whether the visitor refused a permission, such as location or the microphone.',
        '检查用户是否拒绝了定位、麦克风等权限。',
      ],
    ],
  },
  unsupported: {
    title: ['This client does not have the API', '该客户端没有此接口'],
    meaning: [
      'This WeChat is too old, or its platform does not have the API.',
      '微信版本过低，或者该平台没有这个接口。',
    ],
    steps: [
      [
        'Ask wechat.can(name) or wechat.supports(name) first, and offer another way.',
        '先用 wechat.can(name) 或 wechat.supports(name) 判断，并提供替代方案。',
      ],
      ['Update WeChat and try again.', '升级微信后重试。'],
    ],
  },
  'require-subscribe': {
    title: ['A test account serves its followers only', '测试号只对关注者开放'],
    meaning: ['This WeChat user does not follow the test account.', '当前微信用户没有关注该测试号。'],
    steps: [
      [
        'A test account serves its followers only: follow it with this WeChat user, by the QR code on its page.',
        '测试号只对关注者开放：请用当前微信扫描测试号页面上的二维码并关注。',
      ],
    ],
  },
  cancelled: {
    title: ['The visitor cancelled', '用户取消了'],
    meaning: ['The visitor closed the dialog. Nothing is wrong.', '用户关闭了对话框，没有出错。'],
    steps: [
      [
        'Nothing to do: isWechatError(error, "cancelled") tells it from a failure.',
        '无需处理：可用 isWechatError(error, "cancelled") 与失败区分。',
      ],
    ],
  },
  'call-timeout': {
    title: ['WeChat did not answer the call', '微信没有响应该调用'],
    meaning: ['The call was sent to WeChat, and no answer came in time.', '调用已经交给微信，但微信没有及时返回。'],
    steps: [
      [
        "For a location, check that it is on in the phone's settings and allowed for WeChat: otherwise Android does not answer.",
        '获取位置时，检查手机是否打开了定位并允许微信使用：否则安卓不会返回。',
      ],
      ['Offer to try again: this call does not block the next one.', '提供重试：这次调用不影响后面的调用。'],
    ],
  },
  'call-failed': {
    title: ['The call failed', '调用失败'],
    meaning: ['The client refused the call for a reason of its own.', '微信拒绝了这次调用，具体原因看 errMsg。'],
    steps: [
      [
        "Read error.errMsg, the client's own words, and compare the parameters with the documentation of this API.",
        '查看 error.errMsg（客户端的原话），并对照该接口的官方文档检查参数。',
      ],
    ],
  },
  'reply-invalid': {
    title: ["WeChat's answer cannot be read", '无法解析微信的返回'],
    meaning: ['The answer is not what the documentation describes.', '微信返回的数据格式和官方文档对不上。'],
    steps: [
      [
        'Report it to the maintainers of wechat-ready, with the version of WeChat.',
        '请附上微信版本，反馈给 wechat-ready 的维护者。',
      ],
    ],
  },
  disposed: {
    title: ['dispose() was called on this client object', '该对象已被 dispose()'],
    meaning: ['A disposed client object answers no more calls.', '被 dispose() 的对象不再响应任何调用。'],
    steps: [['Create a new one with createWechat.', '请用 createWechat 重新创建。']],
  },
} satisfies Readonly<Record<WechatErrorCode, Advice>> as Readonly<Record<WechatErrorCode, Advice>>

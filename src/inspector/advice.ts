import type { WechatErrorCode } from '../core/codes.ts'
import type { Text } from '../knowledge/text.ts'

/** What an error means, and what to do about it, most likely first. */
export interface Advice {
  readonly title: Text
  readonly meaning: Text
  readonly steps: readonly Text[]
}

/** What is known of each code. `explain.ts` adds what it sees on the page. */
export const advice: Readonly<Record<WechatErrorCode, Advice>> = {
  'not-in-wechat': {
    title: ['This browser is not WeChat', '当前浏览器不是微信'],
    meaning: ['Only WeChat has the JS-SDK’s native side.', '只有微信客户端才提供 JS-SDK 的原生能力。'],
    steps: [
      [
        'Open this page in WeChat: send its address to a chat and tap it.',
        '在微信中打开本页：把链接发到聊天里再点开。',
      ],
      [
        'To develop at a desk, install the sandbox: wechat-ready/sandbox or the Vite plugin.',
        '在电脑上开发时，可安装沙盒：wechat-ready/sandbox 或 Vite 插件。',
      ],
      [
        'For other browsers, ask wechat.environment.inWechat before you offer the button.',
        '面向其他浏览器时，先判断 wechat.environment.inWechat 再显示按钮。',
      ],
    ],
  },
  'invalid-argument': {
    title: ['An argument is wrong', '参数有误'],
    meaning: ['The message names the argument and what it may be.', '错误信息写明了是哪个参数、允许哪些值。'],
    steps: [['Correct the argument that the message names.', '按错误信息修改该参数。']],
  },
  'sdk-load-failed': {
    title: ['The JS-SDK did not load', 'JS-SDK 加载失败'],
    meaning: [
      'The script of WeChat’s JS-SDK did not arrive. WeChat has not been asked yet.',
      '微信 JS-SDK 的脚本没有加载成功。此时还没有请求微信。',
    ],
    steps: [
      [
        'Reload the page: after a new release the file that this page asks for may be gone from your server.',
        '刷新页面：发布新版本后，本页请求的旧文件可能已从服务器上删除。',
      ],
      [
        'If the page has a Content-Security-Policy, allow your own scripts and https://res.wx.qq.com in script-src.',
        '如果页面设置了 Content-Security-Policy，请在 script-src 中允许本站脚本和 https://res.wx.qq.com。',
      ],
      ['On a bad network, press “Try again”.', '网络不好时，点击“重试”。'],
    ],
  },
  'bridge-timeout': {
    title: ['WeChat did not put its bridge on the page', '微信没有注入 WeixinJSBridge'],
    meaning: [
      'The page speaks to WeChat through WeixinJSBridge, which this client did not provide in time.',
      '页面通过 WeixinJSBridge 与微信通信，但客户端没有及时注入。',
    ],
    steps: [
      ['Reload the page: some Android clients miss it now and then.', '刷新页面：部分安卓客户端偶尔不会注入。'],
      [
        'If it never comes: is the page in an iframe? WeChat puts the bridge on the top page only.',
        '如果一直没有：页面是否在 iframe 里？客户端只在顶层页面注入。',
      ],
    ],
  },
  'signature-request-failed': {
    title: ['The signature could not be fetched', '获取签名失败'],
    meaning: [
      'Your server’s address for signatures did not answer, or answered with an error. WeChat has not been asked yet.',
      '你的签名接口没有响应，或者返回了错误。此时还没有请求微信。',
    ],
    steps: [
      ['Is the server running, and is the address right?', '服务在运行吗？地址正确吗？'],
      [
        'For a 4xx or 5xx, the server’s own words are below; 403 usually means that this page’s origin is not on the signer’s list.',
        '如果返回 4xx 或 5xx，下面的内容写明了原因；403 通常表示签名服务不允许本页的域名。',
      ],
      [
        'If the address is on another host, it must allow this page by CORS.',
        '如果签名服务在另一个域名，它必须通过 CORS 允许本页。',
      ],
    ],
  },
  'signature-timeout': {
    title: ['The signer did not answer in time', '签名服务响应超时'],
    meaning: [
      'The page asked your server for a signature, and no answer came. WeChat has not been asked yet.',
      '页面已向你的服务器请求签名，但一直没有返回。此时还没有请求微信。',
    ],
    steps: [
      [
        'Can the server reach api.weixin.qq.com? It may be waiting for WeChat behind a firewall.',
        '服务器能访问 api.weixin.qq.com 吗？它可能被防火墙拦住，一直在等微信。',
      ],
      [
        'Does the server fetch a ticket for every request? It must keep access_token and jsapi_ticket.',
        '服务器是否每次请求都去获取 ticket？access_token 和 jsapi_ticket 必须缓存。',
      ],
      ['If it is slow for a good reason, raise timeouts.signature.', '如果确实需要更久，请调大 timeouts.signature。'],
    ],
  },
  'signature-response-invalid': {
    title: ['The signer’s answer is not a signature', '签名服务返回的不是签名'],
    meaning: [
      'Your server answered, but not with the JSON that is needed: { appId, timestamp, nonceStr, signature }.',
      '你的服务器有返回，但不是所需的 JSON：{ appId, timestamp, nonceStr, signature }。',
    ],
    steps: [
      [
        'If it is a web page (<!doctype…), the path is wrong, or a login stands before it.',
        '如果返回的是网页（<!doctype…），说明路径不对，或者需要先登录。',
      ],
      [
        'Mind the spelling: nonceStr has a capital S, appId a capital I.',
        '注意大小写：nonceStr 的 S、appId 的 I 是大写。',
      ],
      [
        'If it is wrapped, as in { code, data: {…} }: let the option signature be a function that returns data.',
        '如果外面包了一层 { code, data: {…} }，请把 signature 写成函数，返回其中的 data。',
      ],
    ],
  },
  'config-timeout': {
    title: ['WeChat did not answer the configuration', '微信没有响应 config'],
    meaning: [
      'The signature went to WeChat, but its answer did not come in time.',
      '签名已经交给微信，但微信没有及时返回。',
    ],
    steps: [
      ['Press “Try again”: iOS drops an answer now and then.', '点击“重试”：iOS 偶尔会丢失返回。'],
      ['If that does not help, reload the page; check the phone’s network.', '仍然不行就刷新页面，并检查手机网络。'],
    ],
  },
  'config-failed': {
    title: ['WeChat refused the configuration without a reason', '微信拒绝了 config，没有说明原因'],
    meaning: ['WeChat answered “fail” and no more.', '微信只返回了 fail。'],
    steps: [
      ['Is the appId right, and is the account verified (认证)?', 'appId 正确吗？公众号是否已认证？'],
      ['Is jsApiList empty? Android refuses an empty list.', 'jsApiList 是否为空？安卓不接受空列表。'],
      ['Then press “Try again”.', '然后点击“重试”。'],
    ],
  },
  'invalid-signature': {
    title: ['WeChat computes another signature', '微信算出的签名不一致'],
    meaning: [
      'The signature is of other values than those that WeChat has: a ticket, nonceStr, timestamp or URL.',
      '签名所用的值与微信那边的不同：ticket、nonceStr、timestamp 或 URL。',
    ],
    steps: [],
  },
  'invalid-url-domain': {
    title: ['This domain is not among the account’s JS-safe domains', '本页域名不在 JS 接口安全域名中'],
    meaning: [
      'WeChat lets only registered domains of an account use the JS-SDK.',
      '只有在公众号中登记过的域名才能使用 JS-SDK。',
    ],
    steps: [],
  },
  'not-verified': {
    title: ['WeChat has not verified this page for the API', '该接口在本页尚未通过验证'],
    meaning: [
      'The API was called before the page was configured, after it lost its configuration, or it is not in jsApiList.',
      '可能是在配置完成前调用、配置已失效，或者 jsApiList 中没有该接口。',
    ],
    steps: [
      ['Is the API in jsApiList?', 'jsApiList 中有该接口吗？'],
      [
        'Does other code on the page call wx.config? Its list then replaces yours.',
        '页面上是否有其他代码调用了 wx.config？它的列表会覆盖你的。',
      ],
      [
        'Does the account have the right to this API (公众平台 → 接口权限)?',
        '公众号是否有该接口的权限（公众平台 → 接口权限）？',
      ],
    ],
  },
  'permission-denied': {
    title: ['WeChat denies this API', '微信拒绝了该接口'],
    meaning: [
      'The account may not use it, it is not in jsApiList, or the visitor refused.',
      '公众号没有权限、jsApiList 中没有该接口，或者用户拒绝了授权。',
    ],
    steps: [
      [
        'Does the account have the right to this API (公众平台 → 接口权限)? Many APIs need a verified account.',
        '公众号是否有该接口的权限（公众平台 → 接口权限）？许多接口需要认证。',
      ],
      ['Is the API in jsApiList?', 'jsApiList 中有该接口吗？'],
      [
        'Did the visitor refuse a permission, such as location or the microphone?',
        '用户是否拒绝了定位、麦克风等权限？',
      ],
    ],
  },
  unsupported: {
    title: ['This client does not have the API', '该客户端没有此接口'],
    meaning: [
      'This WeChat is too old, or WeChat on this platform does not have the API.',
      '微信版本过低，或者该平台没有这个接口。',
    ],
    steps: [
      ['Update WeChat and try again.', '升级微信后重试。'],
      ['Offer another way where wechat.can(name).ok is false.', 'wechat.can(name).ok 为 false 时，提供替代方案。'],
    ],
  },
  'require-subscribe': {
    title: ['A test account serves its followers only', '测试号只对关注者开放'],
    meaning: ['This WeChat user does not follow the test account.', '当前微信用户没有关注该测试号。'],
    steps: [
      [
        'Follow the account with this WeChat user, by the QR code on the test account’s page.',
        '用当前微信扫描测试号页面上的二维码并关注。',
      ],
    ],
  },
  cancelled: {
    title: ['The visitor cancelled', '用户取消了'],
    meaning: ['Nothing is wrong.', '没有问题。'],
    steps: [
      [
        'Nothing to do: in your code, isWechatError(error, "cancelled") tells it from a failure.',
        '无需处理：代码中可用 isWechatError(error, "cancelled") 与失败区分。',
      ],
    ],
  },
  'call-timeout': {
    title: ['WeChat did not answer the call', '微信没有响应该调用'],
    meaning: [
      'The call went to WeChat, but its answer did not come in time.',
      '调用已经交给微信，但微信没有及时返回。',
    ],
    steps: [
      [
        'For a location: is it switched on in the phone’s settings, and allowed for WeChat? Otherwise Android does not answer.',
        '获取位置时：手机是否打开了定位，并允许微信使用？否则安卓不会返回。',
      ],
      [
        'Otherwise call again: this call does not hold up the next one.',
        '其他情况再调用一次即可：后面的调用不受影响。',
      ],
    ],
  },
  'call-failed': {
    title: ['The call failed', '调用失败'],
    meaning: ['The client says why in its own words below.', '客户端的原话见下。'],
    steps: [['Compare the parameters with the documentation of this API.', '请对照该接口的官方文档检查参数。']],
  },
  'reply-invalid': {
    title: ['WeChat’s answer cannot be read', '无法解析微信的返回'],
    meaning: ['The answer is not of the shape that the documentation shows.', '返回的内容与文档不符。'],
    steps: [
      ['Copy the report and send it to the maintainers of wechat-ready.', '请复制报告并发给 wechat-ready 的维护者。'],
    ],
  },
  disposed: {
    title: ['dispose() was called on this client object', '该对象已被 dispose()'],
    meaning: ['It answers nothing any more.', '它不再响应任何调用。'],
    steps: [['Make a new one with createWechat.', '请用 createWechat 重新创建。']],
  },
}

import type { Advice } from './codes.ts'

/** What a client says to a payment, whose cause is known although its code says no more than that the call failed. */
interface PaymentRefusal {
  /** The name of its section in the documentation. */
  readonly name: string
  /** The client's words, as people search for them. */
  readonly says: string
  readonly words: RegExp
  readonly advice: Advice
}

/** @see https://pay.weixin.qq.com/doc/v3/merchant/4013287088 */
export const paymentRefusals: readonly PaymentRefusal[] = [
  {
    name: 'pay-url-not-registered',
    says: '当前页面的URL未注册',
    words: /URL\s*未注册/i,
    advice: {
      title: ['The page is not in a payment directory of the merchant', '当前页面不在商户的支付授权目录中'],
      meaning: [
        "The client's words show the URL that it checks. It is in no payment directory (支付授权目录) of the merchant that placed the order.",
        '客户端原话中的 URL 是它校验的 URL，不在下单商户号的支付授权目录中。',
      ],
      steps: [
        [
          'Register https://your-host/ as payment directory (商户平台 > 产品中心 > 开发配置). It covers every route of a single-page app, also on iOS, which checks the landing URL.',
          '在商户平台（产品中心 > 开发配置）把 https://你的域名/ 登记为支付授权目录：它覆盖单页应用的所有路由，包括校验入口 URL 的 iOS。',
        ],
        [
          "It must be registered for the merchant that placed the order: in a partner's payment, the partner.",
          '必须登记在下单的商户号下：服务商模式下是服务商的商户号。',
        ],
        [
          'A directory ends with "/", is case sensitive, and takes effect after some 5 minutes.',
          '目录以“/”结尾、区分大小写，约 5 分钟后生效。',
        ],
      ],
    },
  },
  {
    name: 'pay-parameter-missing',
    says: '调用支付JSAPI缺少参数：total_fee',
    words: /缺少参数.{0,3}total_fee/i,
    advice: {
      title: ['The client cannot read the order', '客户端读不到订单'],
      meaning: [
        'The client says that total_fee is missing, although total_fee is no parameter of this call: it could not read the order behind package.',
        '客户端说缺少 total_fee，但它不是该调用的参数：实际上是客户端读不到 package 对应的订单。',
      ],
      steps: [
        [
          'package must be "prepay_id=…" with a prepay_id that is not empty, is no older than 2 hours, and was signed with this prefix.',
          'package 必须是 "prepay_id=…"：prepay_id 不为空、不超过 2 小时，且签名时就带有这个前缀。',
        ],
        [
          'The order, the signature and the page must have the same appId (for a partner, sub_appid).',
          '订单、签名和页面的 appId 必须一致（服务商模式下是 sub_appid）。',
        ],
        ['Check on the server that the order was placed without an error.', '在服务端确认统一下单没有报错。'],
      ],
    },
  },
  {
    name: 'pay-parameter-spelling',
    says: '缺少参数：appId',
    words: /缺少参数/,
    advice: {
      title: ['A payment parameter is missing or misspelled', '支付参数缺失或名称有误'],
      meaning: ['The client does not find the parameter that it names.', '客户端找不到它所说的参数。'],
      steps: [
        [
          'Pass timestamp, nonceStr, package, signType and paySign with exactly these names, as the server signed them.',
          '传入 timestamp、nonceStr、package、signType、paySign，名称大小写一致，值与服务端签名时相同。',
        ],
        ['Pass strings: timestamp has 10 digits.', '值都用字符串，timestamp 是 10 位数字。'],
      ],
    },
  },
  {
    name: 'pay-signature-invalid',
    says: '支付验证签名失败',
    words: /验证签名失败/,
    advice: {
      title: ['paySign is wrong', 'paySign 不正确'],
      meaning: [
        'WeChat Pay computes another paySign. It has nothing to do with the signature of the page.',
        '微信支付算出的 paySign 不同；它与页面的签名无关。',
      ],
      steps: [
        ['Sign with the key or certificate of the merchant that placed the order.', '使用下单商户号的密钥或证书签名。'],
        [
          'signType must be that of the order: RSA with API v3, MD5 or HMAC-SHA256 with v2.',
          'signType 必须与下单时一致：API v3 用 RSA，v2 用 MD5 或 HMAC-SHA256。',
        ],
        [
          'The signed text has the same values as the call: the 10 digits of the timestamp, nonceStr, and package with “prepay_id=”.',
          '签名原文与调用时的值必须一致：10 位时间戳、nonceStr，以及带“prepay_id=”的 package。',
        ],
      ],
    },
  },
  {
    name: 'pay-not-permitted',
    says: 'getBrandWCPayRequest:fail_no permission to execute',
    words: /(wcpay|chooseWXPay)\w*:.*(no permission|access.denied)/i,
    advice: {
      title: ['This page may not pay', '当前页面不能支付'],
      meaning: [
        'The page is in the web-view of a mini program, which does not offer this API, or it is not configured.',
        '页面在小程序的 web-view 里（那里没有这个接口），或者没有完成配置。',
      ],
      steps: [
        [
          'In a mini program, send the visitor to a page of the mini program that calls wx.requestPayment.',
          '在小程序里，请跳转到小程序页面，调用 wx.requestPayment。',
        ],
        ['Elsewhere, check that ready() resolves before the payment.', '其他情况请确认支付前 ready() 已 resolve。'],
      ],
    },
  },
]

/** The payment refusal that the client's words are known for. */
export const paymentRefusalOf = (words: string): PaymentRefusal | undefined =>
  paymentRefusals.find((one) => one.words.test(words))

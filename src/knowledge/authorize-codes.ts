import type { Advice } from './codes.ts'

const CERTIFIED: Advice['steps'][number] = [
  'Web authorization needs a certified service account (服务号). A 公众号 (the former 订阅号), a mini program or an uncertified account does not have it, and no setting helps: use the AppID of a certified 服务号.',
  '网页授权只有已认证的服务号才有。公众号（原订阅号）、小程序和未认证的账号都没有，改任何设置都没有用：请换成已认证服务号的 AppID。',
]

/**
 * The codes that WeChat shows on its own page in place of the login, in 错误码. No callback comes then.
 *
 * @see https://developers.weixin.qq.com/doc/oplatform/developers/dev/auth/h5
 */
export const authorizeCodes: { readonly [code: number]: Advice } = {
  10003: {
    title: ['The host of redirect_uri is not the 网页授权域名', 'redirect_uri 的域名与网页授权域名不一致'],
    meaning: [
      'WeChat compares the host of callbackUrl with the 网页授权域名 of the account, character by character: www.example.com does not cover example.com or shop.example.com.',
      '微信把 callbackUrl 的域名与账号的网页授权域名逐字比较：www.example.com 不包含 example.com，也不包含 shop.example.com。',
    ],
    steps: [
      [
        'Enter the host of callbackUrl as 网页授权域名 (mp.weixin.qq.com › 设置与开发 › 账号设置 › 功能设置), without https:// and without a port. An account has two of them at most.',
        '把 callbackUrl 的域名填为网页授权域名（mp.weixin.qq.com › 设置与开发 › 账号设置 › 功能设置），不带 https://，不带端口。每个账号最多两个。',
      ],
      CERTIFIED,
      [
        'For a third-party platform, the host is the 公众号开发域名 of the platform.',
        '第三方平台代账号登录时，校验的是平台的公众号开发域名。',
      ],
    ],
  },
  10004: {
    title: ['The account is banned', '账号已被封禁'],
    meaning: ['WeChat has banned the account.', '微信已封禁该账号。'],
    steps: [['See the notice on mp.weixin.qq.com.', '请在 mp.weixin.qq.com 查看通知。']],
  },
  10005: {
    title: ['The account does not have this scope', '账号没有该 scope 的权限'],
    meaning: [
      'The account has no right to web authorization, or not to the scope that was asked for.',
      '账号没有网页授权的权限，或没有所请求 scope 的权限。',
    ],
    steps: [
      CERTIFIED,
      ['Renew the certification if it has lapsed.', '认证过期的，请重新认证。'],
      [
        'For a third-party platform, the account must have granted the right to web pages: authorize the platform again.',
        '第三方平台代账号登录时，账号须已授予网页权限：请重新授权。',
      ],
    ],
  },
  10006: {
    title: ['The visitor does not follow the test account', '访问者没有关注测试号'],
    meaning: ['A test account (测试号) logs in only those who follow it.', '测试号只允许已关注它的用户登录。'],
    steps: [['Follow the test account by its QR code, then log in again.', '扫描测试号的二维码关注后，再重新登录。']],
  },
  10009: {
    title: ['Too many logins', '操作过于频繁'],
    meaning: ['WeChat limits the logins of the account or of the visitor.', '微信限制了账号或访问者的登录频率。'],
    steps: [
      [
        'Wait a minute. If it comes back, look for a page that starts logins in a loop.',
        '请等待一分钟。如果反复出现，请检查是否有页面在循环发起登录。',
      ],
    ],
  },
  10010: emptyParameter('scope'),
  10011: emptyParameter('redirect_uri'),
  10012: emptyParameter('appid'),
  10013: emptyParameter('state'),
  10015: {
    title: ['The account has not authorized the third-party platform', '账号未授权该第三方平台'],
    meaning: [
      'component.appId is a platform that the account has not authorized, or no longer.',
      'component.appId 所指的第三方平台没有得到账号的授权，或授权已取消。',
    ],
    steps: [['Let the account authorize the platform again.', '请让账号重新授权第三方平台。']],
  },
  10016: {
    title: ['The AppID belongs to a website or an app', 'AppID 属于网站应用或移动应用'],
    meaning: [
      'appId is that of an application of the open platform (open.weixin.qq.com). It has no web authorization inside WeChat, and no setting helps.',
      'appId 是开放平台（open.weixin.qq.com）的应用，它没有微信内的网页授权，改任何设置都没有用。',
    ],
    steps: [['Use the AppID of a certified 服务号.', '请使用已认证服务号的 AppID。']],
  },
}

function emptyParameter(name: string): Advice {
  return {
    title: [`The parameter ${name} is empty`, `参数 ${name} 为空`],
    meaning: [
      'The authorize link lost a parameter: it was built by hand, or changed on the way.',
      '授权链接缺少参数：可能是手工拼接，或在途中被修改。',
    ],
    steps: [
      [
        'Send the browser to the address that start, guard, fetch or node returns, unchanged.',
        '请让浏览器原样跳转到 start、guard、fetch 或 node 返回的地址。',
      ],
    ],
  }
}

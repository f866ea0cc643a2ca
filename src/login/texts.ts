import type { Text } from '../knowledge/text.ts'
import type { LoginError, LoginErrorCode } from './errors.ts'

/** What a visitor reads; what the developer needs is in the error's message. */
export interface PageText {
  title: Text
  text: Text
}

const NOT_DONE: Text = ['Login not completed', '登录没有完成']

const EXPIRED: PageText = {
  title: NOT_DONE,
  text: [
    'This login link is no longer valid. Continue to the site, and log in there if you are asked to.',
    '这次登录的链接已经失效。请继续访问网站，需要时会重新登录。',
  ],
}

const BROKEN: PageText = {
  title: NOT_DONE,
  text: [
    'The site could not complete the login. Please try again; if it fails again, contact the site and mention the code below.',
    '网站未能完成登录。请重试；如果仍然失败，请联系网站，并告知页面下方的代码。',
  ],
}

const BUSY: PageText = {
  title: ['Please try again', '请稍后重试'],
  text: [
    'The login service cannot be reached right now. Please try again in a moment.',
    '登录服务暂时无法连接，请稍等片刻再试。',
  ],
}

/** The pages of errors by code. */
const PAGES: Record<LoginErrorCode, PageText> = {
  'state-invalid': EXPIRED,
  'code-invalid': EXPIRED,
  'code-used': EXPIRED,
  'code-expired': EXPIRED,
  'invalid-return-to': {
    title: ['This link does not work', '链接无效'],
    text: [
      'The link to this login names a page that the site does not have.',
      '打开登录的链接中，登录后要返回的页面不属于本网站。',
    ],
  },
  denied: {
    title: ['You chose not to log in', '你已拒绝登录'],
    text: [
      'WeChat did not share your profile with the site. You can go back to the page, and log in later.',
      '微信没有向网站提供你的信息。你可以返回页面，之后随时再登录。',
    ],
  },
  'method-not-allowed': EXPIRED,
  'internal-error': BROKEN,
  'wechat-refused': {
    title: NOT_DONE,
    text: [
      'WeChat refused the login. Please try again; if it fails again, contact the site and mention the code below.',
      '微信拒绝了这次登录。请重试；如果仍然失败，请联系网站，并告知页面下方的代码。',
    ],
  },
  'wechat-reply-invalid': BROKEN,
  'wechat-unreachable': BUSY,
  'provider-failed': BUSY,
  'store-unreachable': BUSY,
  'store-value-invalid': BROKEN,
  'login-loop': {
    title: ['The site did not recognize you', '网站没有认出你'],
    text: [
      'You logged in with WeChat, but the site asked you to log in again. Please try once more; if it fails again, contact the site and mention the code below.',
      '你已通过微信登录，但网站又要求你登录。请再试一次；如果仍然失败，请联系网站，并告知页面下方的代码。',
    ],
  },
}

const NO_COOKIES: PageText = {
  title: ['Cookies are needed', '需要启用 Cookie'],
  text: [
    'The browser did not keep the cookie of this login. Allow cookies for this site, close this page, open it again in WeChat, and try again.',
    '浏览器没有保存本次登录所需的 Cookie。请允许本网站使用 Cookie，关闭此页面，在微信中重新打开后再试。',
  ],
}

/** What the page of an error says. */
export const pageTextOf = ({ code, reason }: LoginError): PageText => {
  if (reason === 'cookie') return NO_COOKIES
  return reason === 'future' ? BROKEN : PAGES[code]
}

export const TRY_AGAIN: Text = ['Try again', '重试']
export const GO_ON: Text = ['Continue', '继续访问']
export const HOME: Text = ['Home page', '返回首页']

export const SYSTEM_BUSY = -1
/** From `getticket` alone: WeChat is busy, or the access_token is broken. */
export const TICKET_SYSTEM_ERROR = -1000

/** What to do about a code. https://developers.weixin.qq.com/doc/offiaccount/Getting_Started/Global_Return_Code.html */
const ADVICE: { [errcode: number]: string } = {
  [SYSTEM_BUSY]: 'WeChat is busy; ask again later',
  [TICKET_SYSTEM_ERROR]: 'WeChat is busy, or holds the access_token for broken; ask again later',
  40001:
    'check appSecret; if it is right, another program replaces the access_token: let every program use stable_token',
  40002: 'only client_credential is a grant_type',
  40007: 'no such media: it is kept for three days, and belongs to the account that the page was signed for',
  40013: 'check appId: it starts with wx and must be that of the official account',
  40014: 'the access_token is not accepted; let every program use stable_token',
  40125: 'check appSecret: it must be the current one of this very appId',
  40164: 'put this address on the IP white list of the account (设置与开发 > 基本配置 > IP白名单)',
  40243: 'the secret is frozen: unfreeze it on the platform',
  41001: 'the request lost its access_token: does a proxy rewrite it?',
  41002: 'the request lost its appid: does a proxy rewrite it?',
  41004: 'the request lost its secret: does a proxy rewrite it?',
  42001: 'the access_token has expired; let every program use stable_token',
  43002: 'the request must be a POST: does a proxy rewrite it?',
  43003: 'the request must be HTTPS: check apiUrls',
  45009:
    'the quota of this API is used up for today: wait for midnight, or clear it with clear_quota, and look for a program that does not cache',
  45011: 'too many requests in this minute',
  48001: 'the account has no right to this API: it must be certified',
  50002: 'the account is limited or frozen',
  61004: 'put this address on the white list of the third-party platform',
  61007: 'the account has not granted this right to the third-party platform',
  89503: 'an administrator of the account must confirm this address: look for the message on their phone',
  89506: 'an administrator refused this address twice: ask again in 24 hours',
  89507: 'an administrator refused this address: ask again in 1 hour',
}

/** What to do about a refusal, with the address that WeChat names in its words. */
export function adviceFor(errcode: number, words: string): string | undefined {
  const address = /invalid ip ([\d.:a-f]+)/i.exec(words)?.[1]
  return ADVICE[errcode]?.replace('this address', address ?? 'this server')
}

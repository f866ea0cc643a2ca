import { type UrlMistakeName, urlMistakes } from '../knowledge/mistakes.ts'
import type { Text } from '../knowledge/text.ts'
import type { Finding } from './bench.ts'

/** Why a signature differs, once the bench has proved it. */
export interface Cause {
  readonly title: Text
  readonly reason: Text
  readonly steps: readonly Text[]
}

const ticketSteps: readonly Text[] = [
  [
    'Read the ticket from one cache per appId; do not copy it into a setting.',
    '每个 appId 只用一份缓存的 ticket，不要写进配置。',
  ],
  [
    'Fetch it again when WeChat has replaced it: it lives 7200 s at most.',
    '微信更换 ticket 后要重新获取：有效期最长 7200 秒。',
  ],
]

/** No usual mistake and no single character explains it: what is left is the ticket. */
export const otherTicket: Cause = {
  title: [
    'The signer has another jsapi_ticket, most likely an old one',
    '签名服务的 jsapi_ticket 不同，很可能已经过期',
  ],
  reason: [
    "WeChat's own ticket gives another signature, and no usual change of the URL, nonceStr or timestamp explains it.",
    '用微信的 ticket 算出的签名不同，而 URL、nonceStr、timestamp 的常见错误都无法解释。',
  ],
  steps: ticketSteps,
}

/** What a finding of the bench means. */
export function causeOf(finding: Finding): Cause {
  const { part, kind, text } = finding
  if (part === 'url') return urlCause(kind, text)
  if (part === 'string') {
    return {
      title: ['The signer joins the four values in another way', '签名服务拼接四个值的方式不对'],
      reason: text ?? [
        'It must be jsapi_ticket=…&noncestr=…&timestamp=…&url=…, in this order.',
        '应为 jsapi_ticket=…&noncestr=…&timestamp=…&url=…，顺序不变。',
      ],
      steps: [['Compare your string with the one on the bench.', '把你的字符串与“签名校验”里的对比。']],
    }
  }
  if (part === 'signature') {
    return {
      title: ['The signature was changed on its way to WeChat', '签名在传给微信之前被改动了'],
      reason: ['All but a few of its characters are right.', '只有个别字符不对。'],
      steps: [
        [
          'Pass the signature on as the server computed it: 40 digits and small letters.',
          '把服务端算出的签名原样传递：40 位数字和小写字母。',
        ],
      ],
    }
  }
  const name = part === 'ticket' ? 'jsapi_ticket' : part
  const own: Text = [
    `Sign the very ${name} that the page hands to wx.config.`,
    `签名用的 ${name} 必须与页面传给 wx.config 的完全一致。`,
  ]
  return {
    title: [`The signer used another ${name} than WeChat`, `签名服务用的 ${name} 与微信的不同`],
    reason: [
      `The URLs are equal, so the cause is not the URL. With one change of WeChat's ${name}, the signature is exactly the signer's.`,
      `URL 一致，问题不在 URL。把微信的 ${name} 改动一处，算出的正是签名服务的签名。`,
    ],
    steps: [...(text ? [text] : []), ...(part === 'ticket' ? ticketSteps : [own])],
  }
}

function urlCause(kind: string, text: Text | undefined): Cause {
  const { saw, cure } = urlMistakes[kind as UrlMistakeName] ?? {
    saw: ['The server signs another URL than the page sent', '服务端签名的 URL 与页面发送的不同'] as Text,
    cure: text ?? (['Sign the URL byte for byte as the page sends it.', '请逐字节签名页面发送的 URL。'] as Text),
  }
  return {
    title: [saw[0].replace(/\.$/, ''), saw[1].replace(/。$/, '')],
    reason: [
      "With WeChat's ticket and the changed URL the signature is exactly the signer's. The page sent the right URL.",
      '用微信的 ticket 和改动后的 URL，算出的正是签名服务的签名。页面发送的 URL 没有问题。',
    ],
    steps: [cure],
  }
}

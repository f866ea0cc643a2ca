import { inLanguage, languageOf, type Text } from '../knowledge/text.ts'
import { absolute, type ShareContent } from './share-content.ts'

/** Warnings of the development build about share contents, each once. */
const texts = {
  data: [
    'WeChat does not show a "data:" picture: let "imgUrl" be an http(s) URL.',
    '微信不显示 "data:" 图片："imgUrl" 请用 http(s) 地址。',
  ],
  host: ['WeChat ignores a "link" on another host than the page\'s.', '"link" 的域名与当前页面不一致，微信会忽略它。'],
  url: ['It is not a URL, and is left out.', '不是有效的 URL，已忽略。'],
  elsewhere: [
    'wechat.share() applies at the URL where it is called, and nothing is set at this one. For all pages, use the option "share" of createWechat.',
    'wechat.share() 只对调用时的 URL 生效，当前 URL 没有设置分享内容。要对所有页面生效，请用 createWechat 的选项 "share"。',
  ],
} as const satisfies Readonly<Record<string, Text>>

/** What each client object has been warned of. */
const given = new WeakMap<object, Set<string>>()

/** Milliseconds that a page has for setting a content of its own. */
const SETTLING_MS = 500

/**
 * Warns of what clients ignore, and of a content of `share()` that was expected to apply everywhere.
 *
 * @param client whatever stands for the client object: each warning is given once for each
 * @param content what is sent
 * @param misses whether nothing is set here, though something is at another URL
 */
export function warnAboutShare(client: object, content: ShareContent | undefined, misses: () => boolean): void {
  const warn = (about: keyof typeof texts, value: string) => {
    const before = given.get(client) ?? new Set()
    given.set(client, before)
    if (before.has(about)) return
    before.add(about)
    const text = inLanguage(texts[about], languageOf(navigator.language))
    console.warn(`[wechat-ready] ${text} (${value.slice(0, 200)})`)
  }
  const { link, imgUrl } = content ?? {}
  for (const url of [link, imgUrl]) if (url && !absolute(url)) warn('url', url)
  if (imgUrl && /^data:/i.test(imgUrl)) warn('data', imgUrl)
  const target = link && absolute(link)
  if (target && new URL(target).host !== location.host) warn('host', target)
  const from = location.href
  setTimeout(() => {
    if (misses() && location.href === from) warn('elsewhere', from)
  }, SETTLING_MS)
}

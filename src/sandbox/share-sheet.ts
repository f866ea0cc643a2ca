import type { FakeWechat } from '../testing/options.ts'
import type { Answer } from '../testing/script.ts'
import type { Message } from '../testing/verification.ts'
import { element, icon, icons } from './dom.ts'
import { openSheet, type Sandbox } from './sheet.ts'
import { words } from './words.ts'

/** What a chat or Moments shows of a shared page. */
interface Card {
  title: string
  desc: string
  link: string
  imgUrl: string
}

interface Entry {
  /** As `hideMenuItems` knows it. */
  item: string
  label: string
  icon: string
  run: () => unknown
}

/** The menu behind WeChat's three dots: shares the page with the content that the page has set. */
export async function shareSheet(sandbox: Sandbox): Promise<void> {
  const hidden = hiddenItems(sandbox.fake)
  const entries = menu(sandbox).filter(({ item }) => !hidden(item))
  const run = await openSheet<Entry['run']>(sandbox.root, words().shareMenu, (end) => {
    const buttons = entries.map((entry) =>
      element(
        'button',
        { onclick: () => end(entry.run) },
        element('i', {}, icon(entry.icon)),
        element('span', {}, entry.label),
      ),
    )
    return [
      element('div', { class: 'menu' }, ...(buttons.length > 0 ? buttons : [element('p', {}, words().hidden)])),
      element('button', { class: 'cancel', onclick: () => end() }, words().cancel),
    ]
  })
  await run?.()
}

function menu(sandbox: Sandbox): Entry[] {
  const { appMessage, timeline, favourite, favourites, weibo, copyLink, refresh, chat, moments } = words()
  const share = (event: string, update: string, destination: string, scene?: string) => () => {
    // A page that listens responds with a call of its own, which opens its own sheet: see shared().
    if (sandbox.fake.emit(event, scene ? { scene } : {})) return undefined
    return confirm(sandbox, destination, lastCard(sandbox.fake, update))
  }
  const message = (event: string, destination: string, scene?: string) =>
    share(event, 'updateAppMessageShareData', destination, scene)
  const post = (event: string, destination: string) => share(event, 'updateTimelineShareData', destination)
  return [
    {
      item: 'menuItem:share:appMessage',
      label: appMessage,
      icon: icons.friend,
      run: message('onMenuShareAppMessage', chat, 'friend'),
    },
    {
      item: 'menuItem:share:timeline',
      label: timeline,
      icon: icons.timeline,
      run: post('onMenuShareTimeline', moments),
    },
    {
      item: 'menuItem:favorite',
      label: favourite,
      icon: icons.favourite,
      run: message('onMenuShareAppMessage', favourites, 'favorite'),
    },
    { item: 'menuItem:share:qq', label: 'QQ', icon: icons.qq, run: message('onMenuShareQQ', 'QQ') },
    { item: 'menuItem:share:QZone', label: 'QZone', icon: icons.qzone, run: post('onMenuShareQZone', 'QZone') },
    { item: 'menuItem:share:weiboApp', label: weibo, icon: icons.weibo, run: message('onMenuShareWeibo', weibo) },
    {
      item: 'menuItem:copyUrl',
      label: copyLink,
      icon: icons.link,
      run: () => navigator.clipboard?.writeText(location.href),
    },
    { item: 'menuItem:refresh', label: refresh, icon: icons.refresh, run: () => location.reload() },
  ]
}

/** `sendAppMessage` and its like: the page shares this content, and the user can still cancel. */
export const shared =
  (destination: () => string) =>
  async (sandbox: Sandbox, { title, desc, link, img_url }: Message): Promise<Answer> => {
    const card = { title: text(title), desc: text(desc), link: text(link), imgUrl: text(img_url) }
    return (await confirm(sandbox, destination(), card)) ? undefined : 'cancel'
  }

async function confirm({ root, fake }: Sandbox, destination: string, card: Card | undefined): Promise<boolean> {
  const { sendTo, send, cancel, defaultCard } = words()
  const { title, desc, link, imgUrl } = card ?? documentCard()
  const sent = await openSheet<true>(root, `${sendTo}${destination}`, (end) => [
    element('div', { class: 'bar' }, element('h2', {}, `${sendTo}${destination}`)),
    element(
      'article',
      { class: 'card' },
      element('div', {}, element('h3', {}, title), element('p', {}, desc || link), element('small', {}, link)),
      /^https?:/.test(imgUrl) && element('img', { src: fake.pictureAt(imgUrl) ?? imgUrl, alt: '' }),
    ),
    card === undefined ? element('p', { class: 'hint' }, defaultCard) : document.createTextNode(''),
    element(
      'div',
      { class: 'actions' },
      element('button', { class: 'secondary', onclick: () => end() }, cancel),
      element('button', { class: 'primary', onclick: () => end(true), autofocus: true }, send),
    ),
  ])
  return sent === true
}

const text = (value: unknown): string => (value === undefined ? '' : String(value))

/** The content that the page has set last, if the client accepted it. */
function lastCard(fake: FakeWechat, update: string): Card | undefined {
  // The desktop clients accept it and do nothing with it.
  if (fake.platform === 'windows' || fake.platform === 'mac') return undefined
  const [{ params } = {}] = fake.calls.filter(({ api, answer }) => api === update && succeeded(answer)).reverse()
  if (!params) return undefined
  const { title, desc, link, imgUrl } = params
  return { title: text(title), desc: text(desc), link: text(link), imgUrl: text(imgUrl) }
}

/** What WeChat makes of a page that has set nothing. */
function documentCard(): Card {
  const meta = (name: string) =>
    document.querySelector<HTMLMetaElement>(`meta[property="og:${name}"], meta[name="${name}"]`)?.content ?? ''
  return {
    title: meta('title') || document.title || location.href,
    desc: meta('description'),
    link: location.href,
    imgUrl: meta('image'),
  }
}

const succeeded = (answer: Message | undefined): boolean => /:ok$/.test(text(answer?.err_msg ?? answer?.errMsg))

/** Which entries the page has hidden, by its calls so far. */
function hiddenItems(fake: FakeWechat): (item: string) => boolean {
  const hidden = new Set<string>()
  let all = false
  for (const { api, params, answer } of fake.calls) {
    if (!succeeded(answer)) continue
    const items = Array.isArray(params.menuList) ? params.menuList.map(String) : []
    if (api === 'hideOptionMenu' || api === 'hideAllNonBaseMenuItem') all = true
    if (api === 'showOptionMenu' || api === 'showAllNonBaseMenuItem') {
      all = false
      hidden.clear()
    }
    for (const item of items) {
      if (api === 'hideMenuItems') hidden.add(item)
      if (api === 'showMenuItems') hidden.delete(item)
    }
  }
  return (item) => item !== 'menuItem:refresh' && (all || hidden.has(item))
}

/** @jsxImportSource preact */

import { milliseconds, Section, useText } from './components.tsx'
import { outcomeNames } from './i18n.ts'
import type { View } from './model.ts'
import type { ShareCard } from './share-cards.ts'

const shareApi = /^(update(AppMessage|Timeline)ShareData|onMenuShare|share|sendAppMessage)/

/** What a friend and Moments get of the page now, its code, and what the client took. */
export function ShareTab({ view }: { view: View }) {
  const t = useText()
  const { cards } = view
  if (!cards) {
    return (
      <div class="verdict">
        <h3 class="is-none">
          <i class="dot" />
          <span>{t(['The page has set no card', '页面没有设置分享内容'])}</span>
        </h3>
        <p class="reason">
          {t(['WeChat then takes the title and the address of the document.', '微信会使用文档的标题和地址。'])}
        </p>
      </div>
    )
  }
  const { source, friend, moments } = cards
  // The latest of each.
  const calls = view.calls.filter(
    ({ api }, index, all) => shareApi.test(api) && all.findIndex((one) => one.api === api) === index,
  )
  return (
    <div class="status">
      <div class="verdict">
        <h3 class={source === 'client' ? 'is-good' : 'is-none'}>
          <i class="dot" />
          <span>{t(['A friend gets this card', '朋友会收到这张卡片'])}</span>
        </h3>
        <p class="reason">
          {source === 'client'
            ? t(['As WeChat received it.', '以微信实际收到的内容为准。'])
            : t([
                'As the page set it; this client does not say what it took.',
                '这是页面设置的内容，客户端不会说明是否采用。',
              ])}
        </p>
        <div class="cards">
          {friend && (
            <figure>
              <figcaption>{t(['Chat', '聊天'])}</figcaption>
              <div class="chat">
                <Avatar />
                <div class="bubble">
                  <b>{friend.title}</b>
                  <span>{friend.desc}</span>
                  <Picture card={friend} />
                </div>
              </div>
            </figure>
          )}
          {moments && (
            <figure>
              <figcaption>{t(['Moments', '朋友圈'])}</figcaption>
              <div class="chat">
                <Avatar />
                <div class="moment">
                  <em>{t(['You', '你'])}</em>
                  <div>
                    <Picture card={moments} />
                    <b>{moments.title}</b>
                  </div>
                </div>
              </div>
            </figure>
          )}
        </div>
      </div>
      {friend && (
        <Section label={['Code', '代码']}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within the keyboard's reach */}
          <pre tabIndex={0}>{codeOf(friend)}</pre>
        </Section>
      )}
      {calls.length > 0 && (
        <Section label={['Received', '微信收到']}>
          <ol class="calls">
            {calls.slice(0, 6).map(({ api, outcome, duration, failure }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the newest is the first, and has no name of its own
              <li key={calls.length - index} class={`is-${outcome}`}>
                <i class="dot" />
                <code>{api}</code>
                <span>{failure?.code ?? t(outcomeNames[outcome])}</span>
                <time>{duration === undefined ? '' : milliseconds(duration)}</time>
              </li>
            ))}
          </ol>
          <p class="soft">{t(['Moments shows no desc.', '朋友圈不显示 desc。'])}</p>
        </Section>
      )}
    </div>
  )
}

const Avatar = () => (
  <svg class="avatar" viewBox="0 0 40 40" aria-hidden="true">
    <circle cx="20" cy="16" r="6.500" />
    <path d="M8 40a12 14 0 0 1 24 0z" />
  </svg>
)

const Picture = ({ card }: { card: ShareCard }) =>
  card.image ? <img src={card.image} alt="" width="50" height="50" /> : <i class="no-picture" />

const codeOf = ({ title, desc, link, imgUrl }: ShareCard): string => {
  const lines = Object.entries({ title, desc, link, imgUrl }).filter(([, value]) => value)
  return `await wechat.share({\n${lines.map(([name, value]) => `  ${name}: ${quoted(value)},\n`).join('')}})`
}

const quoted = (text: string): string => {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  return quote + (quote === "'" ? text.replace(/[\\']/g, '\\$&') : text.replace(/\\/g, '\\\\')) + quote
}

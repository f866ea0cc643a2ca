import type { FakeWechat } from '../testing/options.ts'
import type { Inspection } from './source.ts'

/** What a chat or Moments shows of the page. */
export interface ShareCard {
  readonly title: string
  readonly desc: string
  readonly link: string
  readonly imgUrl: string
  /** What shows the picture; `''`: a client takes no picture from there. */
  readonly image: string
}

/** The page's share cards and their source: the fake client that received them, or the page that set them. */
export interface ShareCards {
  readonly source: 'client' | 'page'
  readonly friend: ShareCard | undefined
  readonly moments: ShareCard | undefined
}

type Published = Partial<{ pictureAt(address: string): string | undefined }>

/** The cards that a share would send now; `undefined` where neither is known. */
export function shareCards(fake: FakeWechat | undefined, shared: Inspection['shared']): ShareCards | undefined {
  const { pictureAt } = (fake ?? {}) as Published
  const card = (values: object): ShareCard => {
    const text = (name: string) => String((values as Record<string, unknown>)[name] ?? '')
    const imgUrl = text('imgUrl')
    // A data URL is ignored.
    const image = /^https?:/.test(imgUrl) ? (pictureAt?.(imgUrl) ?? imgUrl) : ''
    return { title: text('title'), desc: text('desc'), link: text('link'), imgUrl, image }
  }
  const last = (api: string) => {
    const call = [...(fake?.calls ?? [])].reverse().find((one) => one.api === api && isGood(one.answer))
    return call && card(call.params)
  }
  const [friend, moments] = [last('updateAppMessageShareData'), last('updateTimelineShareData')]
  if (friend || moments) return { source: 'client', friend, moments }
  return shared && { source: 'page', friend: card(shared), moments: card(shared) }
}

const isGood = (answer: Readonly<Record<string, unknown>> | undefined): boolean =>
  /:ok$/.test(String(answer?.errMsg ?? answer?.err_msg))

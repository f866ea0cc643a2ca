import { onScopeDispose, type ShallowRef, shallowRef } from 'vue'
import { sandbox } from './wechat.ts'

/** A share card, as a chat shows it. */
export interface Card {
  readonly title: string
  readonly desc: string
  readonly link: string
  readonly imgUrl: string
}

/**
 * The address of a picture, for a share card. A server would fetch the picture by its `serverId`; the sandbox stands in
 * for that server, and elsewhere the card has the demo's own picture.
 */
export const addressOf = (localId: string | undefined): string =>
  (localId && sandbox?.client?.publishPicture(localId)) || new URL('/card.png', location.href).href

/** The card that the fake client received last; elsewhere what the page has sent. */
function cardNow(sent: object | undefined): Card | undefined {
  const calls = sandbox?.client?.calls ?? []
  const received = [...calls].reverse().find(({ api }) => api === 'updateAppMessageShareData')?.params ?? sent
  if (!received) return undefined
  const { title = '', desc = '', link = '', imgUrl = '' } = received as Partial<Card>
  return { title, desc, link, imgUrl }
}

/** The same, kept up to date. For `setup()`. */
export function useCard(sent: () => object | undefined): ShallowRef<Card | undefined> {
  const card = shallowRef(cardNow(sent()))
  const stop = sandbox?.client?.subscribe(() => {
    card.value = cardNow(sent())
  })
  onScopeDispose(() => stop?.())
  return card
}

/** What shows the card's picture. */
export const imageOf = ({ imgUrl }: Card): string => sandbox?.client?.pictureAt(imgUrl) ?? imgUrl

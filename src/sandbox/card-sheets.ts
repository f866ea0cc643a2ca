import { sampleCardCode, sampleResults } from '../testing/samples.ts'
import type { Answer } from '../testing/script.ts'
import type { Message } from '../testing/verification.ts'
import { element, icon, icons } from './dom.ts'
import { headOf, openSheet, type Sandbox } from './sheet.ts'
import { words } from './words.ts'

/** The cards that the user has where the page does not name any. */
const held = [sampleResults.chooseCard.card_id, 'pjZ8Yt7hrdW2zQMS1zLuF1cPYu6c']

/** `addCard`: the user takes the cards that the page offers, or declines. */
export async function addCardSheet({ root }: Sandbox, params: Message): Promise<Answer> {
  const { cards, cancel, addToCards } = words()
  const offered = cardsOf(params)
  const taken = await openSheet<true>(root, cards, (end) => [
    headOf(cards, cancel, () => end()),
    element('ul', { class: 'choices' }, ...offered.map(({ card_id }) => element('li', {}, ticket(String(card_id))))),
    element(
      'div',
      { class: 'actions' },
      element('button', { class: 'primary', autofocus: true, onclick: () => end(true) }, addToCards),
    ),
  ])
  if (!taken) return 'cancel'
  return {
    cardList: offered.map(({ card_id, card_ext }) => ({ cardId: card_id, cardExt: card_ext, code: sampleCardCode })),
  }
}

/** `chooseCard`: the user chooses one of the cards in the sheet. */
export async function chooseCardSheet({ root }: Sandbox, { card_id }: Message): Promise<Answer> {
  const { chooseACard, cancel } = words()
  const cards = card_id ? [String(card_id)] : held
  const chosen = await openSheet<string>(root, chooseACard, (end) => [
    headOf(chooseACard, cancel, () => end()),
    element(
      'ul',
      { class: 'choices' },
      ...cards.map((id) => element('li', {}, element('button', { onclick: () => end(id) }, ticket(id)))),
    ),
  ])
  return chosen ? { cardList: [{ ...sampleResults.chooseCard, card_id: chosen }] } : 'cancel'
}

/** `openCard`: the cards that the page names. The call is answered when they are shown. */
export async function openCardSheet({ root }: Sandbox, params: Message): Promise<Answer> {
  const { yourCards, close } = words()
  openSheet(root, yourCards, (end) => [
    headOf(yourCards, close, () => end()),
    element(
      'ul',
      { class: 'choices' },
      ...cardsOf(params).map(({ card_id }) => element('li', {}, ticket(String(card_id)))),
    ),
  ])
  return {}
}

const cardsOf = ({ card_list }: Message): Message[] => (Array.isArray(card_list) ? card_list : [])

const ticket = (id: string) =>
  element('span', { class: 'ticket' }, icon(icons.card), element('b', {}, words().card, element('small', {}, id)))

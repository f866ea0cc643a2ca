import type { Answer } from '../testing/script.ts'
import type { Message } from '../testing/verification.ts'
import { element } from './dom.ts'
import { headOf, openSheet, type Sandbox } from './sheet.ts'
import { words } from './words.ts'

/** `chooseWXPay`: the order that the page names, whose amount is known to WeChat Pay alone. */
export async function paySheet({ root }: Sandbox, params: Message): Promise<Answer> {
  const paid = await openSheet<true>(root, words().pay, (end) => content(params, end))
  return paid ? {} : 'cancel'
}

function content(params: Message, end: (paid?: true) => void): Node[] {
  const { pay, cancel, payUnknown, payHint, prepayId, signType, payNow, noAmount } = words()
  const order = String(params.package).replace(/^prepay_id=/, '')
  const fact = (term: string, value: unknown) => [element('dt', {}, term), element('dd', {}, String(value))]
  return [
    headOf(pay, cancel, () => end()),
    element(
      'article',
      { class: 'facts' },
      element('p', { class: 'amount', 'aria-label': payUnknown }, noAmount),
      element('p', { class: 'middle' }, payUnknown),
      element('dl', {}, ...fact(prepayId, order), ...fact(signType, params.signType)),
      element('p', { class: 'hint' }, payHint),
    ),
    element(
      'div',
      { class: 'actions' },
      element('button', { class: 'primary', autofocus: true, onclick: () => end(true) }, payNow),
    ),
  ]
}

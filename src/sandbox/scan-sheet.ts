import { sampleResults } from '../testing/samples.ts'
import type { Answer } from '../testing/script.ts'
import type { Message } from '../testing/verification.ts'
import { codeDrawing } from './code-drawing.ts'
import { element } from './dom.ts'
import { openSheet, type Sandbox } from './sheet.ts'
import { words } from './words.ts'

/** What the sheet offers to begin with, by kind of code. */
const samples: Record<string, string> = {
  qrCode: sampleResults.scanQRCode.resultStr,
  barCode: '6901234567892',
}

/** `scanQRCode`: a viewfinder, and a field for what it sees. */
export async function scanSheet({ root }: Sandbox, params: Message): Promise<Answer> {
  const kinds = Array.isArray(params.scanType) ? params.scanType.map(String) : ['qrCode', 'barCode']
  const seen = await openSheet<string>(root, words().scan, (end) => content(kinds, Boolean(params.needResult), end))
  if (seen === undefined) return 'cancel'
  return params.needResult ? { resultStr: seen } : {}
}

function content(kinds: string[], needsResult: boolean, end: (seen?: string) => void): Node[] {
  const { scan, cancel, scanHint, kind, content: label, needsNoResult } = words()
  const input = element('input', { name: 'content', autocomplete: 'off', spellcheck: 'false', required: true })
  const finder = element('div', { class: 'finder' })
  let chosen = ''
  const draw = () => {
    finder.dataset.kind = chosen
    finder.replaceChildren(codeDrawing(chosen, input.value), element('i'))
  }
  input.addEventListener('input', draw)
  const choose = (name: string) => {
    if (input.value === (samples[chosen] ?? '')) input.value = samples[name] ?? ''
    chosen = name
    draw()
  }
  const options = kinds
    .filter((name) => name in samples)
    .map((name) => {
      const radio = element('input', { type: 'radio', name: 'kind', value: name, onchange: () => choose(name) })
      radio.checked = name === kinds[0]
      return element('label', {}, radio, element('span', {}, name === 'barCode' ? words().barCode : words().qrCode))
    })
  choose(kinds[0] ?? 'qrCode')
  const submit = (event: Event) => {
    event.preventDefault()
    end(chosen === 'barCode' ? `${barCodeKind(input.value)},${input.value}` : input.value)
  }
  return [
    element(
      'div',
      { class: 'bar' },
      element('button', { class: 'plain', onclick: () => end() }, cancel),
      element('h2', {}, scan),
    ),
    finder,
    element(
      'form',
      { onsubmit: submit },
      element('p', { class: 'hint' }, needsResult ? scanHint : needsNoResult),
      options.length > 1 && element('fieldset', { class: 'segments', 'aria-label': kind }, ...options),
      element('label', { class: 'field' }, element('span', {}, label), input),
      element('button', { class: 'primary wide', autofocus: true }, scan),
    ),
  ]
}

/** The name that the client puts before a bar code's number. */
const barCodeKind = (number: string): string =>
  /^\d{13}$/.test(number) ? 'EAN_13' : /^\d{8}$/.test(number) ? 'EAN_8' : 'CODE_128'

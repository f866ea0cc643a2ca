import type { FakeWechat } from '../testing/options.ts'
import type { Platform } from '../testing/platforms.ts'
import type { FakeCall, FakeConfiguration } from '../testing/script.ts'
import type { Message } from '../testing/verification.ts'
import { element, icon, icons } from './dom.ts'
import { recall, remember } from './memory.ts'
import { words } from './words.ts'

/** The client to play, or none: the page then runs as in any other browser. */
export type Played = Platform | 'none'

export interface PanelOptions {
  root: ShadowRoot
  fake: FakeWechat | undefined
  /** A person wants another client. */
  play(platform: Played): void
  /** A person opens WeChat's menu. */
  openMenu(): void
}

/** What the person wants the next call to come to. */
export type Outcome = 'answer' | 'cancel' | 'deny'

export interface Panel {
  /** The outcome for the call at hand; the next one is answered again. */
  takeOutcome(): Outcome
}

const names: Record<Played, string> = {
  ios: 'iPhone',
  android: 'Android',
  harmony: 'HarmonyOS',
  windows: 'Windows',
  mac: 'Mac',
  devtools: 'WeChat DevTools',
  none: '',
}

/** How many calls the panel keeps. */
const kept = 40

/** The small panel in the corner: what is played, how the page is configured, the last calls, and what becomes of the next one. */
export function createPanel(options: PanelOptions): Panel {
  const { root, fake, openMenu } = options
  const text = words()
  const state = element('p', { class: 'state', role: 'status' })
  const outcomes = outcomeChoice()
  const log = element('ol', { class: 'calls' }, element('li', { class: 'hint' }, text.noCalls))
  const panel = element(
    'section',
    { id: 'panel', class: 'panel', 'aria-label': text.title },
    element(
      'header',
      {},
      element('h2', {}, text.title),
      element('button', { class: 'round', 'aria-label': text.close, onclick: () => fold(true) }, icon(icons.close)),
    ),
    element('label', { class: 'field' }, element('span', {}, text.plays), clientChoice(options)),
    state,
    fake && element('div', { class: 'field' }, element('span', { id: 'next' }, text.nextCall), outcomes.node),
    fake && element('button', { class: 'secondary wide', onclick: openMenu }, icon(icons.more), text.shareMenu),
    fake && element('h3', {}, text.calls),
    fake && log,
  )
  const handle = element(
    'button',
    { class: 'handle', 'aria-expanded': 'false', 'aria-controls': 'panel', onclick: () => fold(false) },
    element('i', {}),
    element('span', {}, fake ? `WeChat ${names[fake.platform]}` : text.noClient),
  )
  const fold = (folded: boolean) => {
    panel.hidden = folded
    handle.hidden = !folded
    handle.setAttribute('aria-expanded', String(!folded))
    remember('folded', String(folded))
    const focused = folded ? handle : panel.querySelector('button')
    focused?.focus()
  }
  panel.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') fold(true)
  })
  root.append(handle, panel)
  panel.hidden = recall('folded') !== 'false'
  handle.hidden = !panel.hidden

  const show = () => showState(state, handle, fake)
  show()
  fake?.subscribe((call) => {
    show()
    showCall(log, call)
  })
  return { takeOutcome: outcomes.take }
}

function clientChoice({ fake, play }: PanelOptions): HTMLSelectElement {
  const { noClient } = words()
  const choices = Object.entries(names).map(([platform, name]) =>
    element('option', { value: platform, selected: platform === (fake?.platform ?? 'none') }, name || noClient),
  )
  const select = element('select', {}, ...choices)
  select.addEventListener('change', () => play(select.value as Played))
  return select
}

function outcomeChoice() {
  const { answer, cancel, deny } = words()
  const labels: Record<Outcome, string> = { answer, cancel, deny }
  const radios = Object.keys(labels).map((value) => {
    const radio = element('input', { type: 'radio', name: 'outcome', value })
    radio.checked = value === 'answer'
    return radio
  })
  const segments = radios.map((radio) =>
    element('label', {}, radio, element('span', {}, labels[radio.value as Outcome])),
  )
  return {
    node: element('fieldset', { class: 'segments', 'aria-labelledby': 'next' }, ...segments),
    take(): Outcome {
      const chosen = radios.find((radio) => radio.checked)?.value as Outcome
      for (const radio of radios) radio.checked = radio.value === 'answer'
      return chosen
    },
  }
}

/** Says how the last configuration ended. */
function showState(state: HTMLElement, handle: HTMLElement, fake: FakeWechat | undefined) {
  const { absent, waiting, configured, refused, signed } = words()
  const last = fake?.configurations[fake.configurations.length - 1]
  const outcome = !last?.answer ? 'none' : wordsOf(last.answer) === 'ok' ? 'good' : 'bad'
  state.dataset.outcome = outcome
  handle.dataset.outcome = outcome
  if (!fake || !last?.answer) return state.replaceChildren(fake ? waiting : absent)
  const details = outcome === 'good' ? `${signed} ${last.signedUrl ?? last.urlsChecked[0]}` : explain(last)
  state.replaceChildren(element('b', {}, outcome === 'good' ? configured : refused), element('span', {}, details))
}

const explain = ({ explanation, answer }: FakeConfiguration): string => explanation ?? wordsOf(answer)

/** What the client said behind the name of the API. */
const wordsOf = (answer: Message | undefined): string =>
  String(answer?.err_msg ?? answer?.errMsg ?? '').replace(/^[^:]*:/, '')

const rows = new WeakMap<FakeCall, HTMLLIElement>()

/** Adds a call to the log, or brings its row up to date. */
function showCall(log: HTMLOListElement, call: FakeCall) {
  const known = rows.get(call)
  const said = wordsOf(call.answer)
  const outcome = !call.answer
    ? 'none'
    : /^(ok|confirm|wifi|wwan|edge)$/.test(said)
      ? 'good'
      : said === 'cancel'
        ? 'gone'
        : 'bad'
  const row = element(
    'li',
    { 'data-outcome': outcome },
    element(
      'details',
      { open: known?.querySelector('details')?.open },
      element(
        'summary',
        {},
        element('i', {}),
        element('b', {}, call.api),
        element('span', {}, call.answer ? said : words().pending),
      ),
      element('pre', { tabindex: 0 }, printed(call)),
    ),
  )
  rows.set(call, row)
  if (known?.isConnected) return known.replaceWith(row)
  log.querySelector('.hint')?.remove()
  log.prepend(row)
  while (log.childElementCount > kept) log.lastElementChild?.remove()
}

function printed({ params, answer }: FakeCall): string {
  const brief = (_key: string, value: unknown) =>
    typeof value === 'string' && value.length > 200 ? `${value.slice(0, 200)}… (${value.length})` : value
  return `${JSON.stringify(params, brief, 2)}${answer ? `\n→ ${JSON.stringify(answer, brief, 2)}` : ''}`
}

/** @jsxImportSource preact */
import { render } from 'preact'
import { detectEnvironment } from '../core/environment.ts'
import type { Text } from '../knowledge/text.ts'
import { type Language, languageOf } from '../knowledge/text.ts'
import { withoutFragment } from '../knowledge/url.ts'
import type { FakeWechat } from '../testing/options.ts'
import { judge } from './bench.ts'
import { contextOf, isFresh, newBench, pageValues } from './bench-tab.tsx'
import { LanguageContext } from './components.tsx'
import { liveControls } from './controls.ts'
import { isWide } from './drag.ts'
import { keepHistory } from './history.ts'
import { type Subject, type View, view } from './model.ts'
import { checkOpenTags } from './open-tags.ts'
import { Panel } from './panel.tsx'
import { Pill, type PillState } from './pill.tsx'
import { type Box, coversSomethingFixed, firstFree } from './pill-position.ts'
import { report } from './report.ts'
import type { BenchInput } from './signed-fields.ts'
import { fakeOf, type Inspected } from './source.ts'
import { addStyles } from './styles.ts'
import type { Actions, Controls, Dock, PanelState, Tab } from './types.ts'
import { headlineOf, type ProofState } from './verdict.ts'

/** A panel on a page. */
export interface Mounted {
  /** Shows it in full, at this tab. */
  expand(tab?: Tab): void
  /** Folds it into its pill. */
  collapse(): void
  /** Takes it off the page. */
  close(): void
  /** Observes this client object from now on, and the window that it runs in. */
  inspect(wechat: Inspected | undefined, language?: Language, page?: Window): void
}

export interface MountOptions {
  readonly wechat?: Inspected | undefined
  readonly fake?: FakeWechat | undefined
  readonly controls?: Controls | undefined
  readonly language?: Language | undefined
  readonly collapsed?: boolean | undefined
  /** Folds the panel into a pill; else it is out of sight until the page opens it. Default `true`. */
  readonly pill?: boolean | undefined
  readonly tab?: Tab | undefined
  readonly dock?: Dock | undefined
  readonly nonce?: string | undefined
  /** Draws into this element instead of over the page. */
  readonly within?: HTMLElement | undefined
  /** The window that the client object runs in. Default: this one. */
  readonly window?: Window | undefined
  /** A view of the page's own behind the tabs. */
  readonly extra?: { readonly title: Text; readonly onClick: () => void } | undefined
  readonly closed?: (() => void) | undefined
}

/** Milliseconds between two checks of what has no event: calls, the page's URL, what lies under the pill. */
const LOOK_EVERY_MS = 400

/** Milliseconds without a scroll event after which scrolling counts as ended. */
const STILL_AFTER_MS = 60

/** Puts a panel on the page and keeps it up to date. */
export function mount(options: MountOptions): Mounted {
  const host = document.createElement('wechat-inspector')
  const root = host.attachShadow({ mode: 'open' })
  const complaint = addStyles(root, options.nonce)
  const container = document.createElement('div')
  container.className = 'container'
  root.append(container)
  const subject = createSubject(options, () => draw())
  const controls = options.controls ?? (options.window ? undefined : subject.controls())
  const pill: PillState = { byHand: undefined, recheck: () => {} }
  const within = options.within !== undefined
  const embedded = options.window !== undefined
  const prove = prover(
    () => subject.ticket(),
    () => draw(),
  )
  let state: PanelState = {
    language: options.language ?? languageOf(navigator.language),
    tab: options.tab ?? 'status',
    collapsed: !within && (options.collapsed ?? false),
    dock: options.dock ?? freeDock(host),
    view: subject.view(),
  }
  const bench = newBench(state.view, subject.ticket())
  let opener: Element | null = null
  let shown = ''

  const set: Actions['set'] = (change) => {
    const { collapsed } = state
    if (change.tab === 'bench' && isFresh(bench)) Object.assign(bench, newBench(subject.view(), subject.ticket()))
    state = { ...state, ...change }
    draw()
    if (collapsed && !state.collapsed) focusTitle()
    if (!collapsed && state.collapsed) giveFocusBack()
  }
  const focusTitle = () => {
    opener = root.activeElement ?? document.activeElement
    if (opener && root.contains(opener)) opener = null
    root.querySelector<HTMLElement>('h2, [role=tab][aria-selected=true]')?.focus({ preventScroll: true })
  }
  const giveFocusBack = () => {
    if (opener instanceof HTMLElement && opener.isConnected && opener !== document.body) opener.focus()
    else root.querySelector<HTMLElement>('.pill')?.focus()
  }
  const actions: Actions = {
    set,
    retry: () => void subject.retry(),
    report: () => {
      const verdict = headlineOf(state.view, state.proof).title[0]
      return report(subject.view(), { userAgent: subject.userAgent(), at: new Date(), verdict })
    },
    // Without a pill, a collapsed panel is hidden as well, and keeps what the page passed to it.
    close: () => (options.pill === false ? set({ collapsed: true }) : close()),
  }
  const draw = () => {
    state = { ...state, view: subject.view() }
    state = { ...state, proof: prove(state.view) }
    const { language, collapsed, view } = state
    render(
      <div lang={language === 'zh' ? 'zh-CN' : 'en'}>
        <Panel {...{ state, actions, bench, controls, within, complaint, embedded, extra: options.extra }} />
        {collapsed && options.pill !== false && (
          <LanguageContext.Provider value={language}>
            <Pill view={view} state={pill} host={host} onOpen={() => set({ collapsed: false })} />
          </LanguageContext.Provider>
        )}
      </div>,
      container,
    )
    if (!within) room.make(collapsed ? undefined : state.dock, root.querySelector('.frame'))
  }
  const room = roomMaker()
  const look = () => {
    if (document.hidden || !host.isConnected) return
    // An error may reference anything, including itself.
    const now = JSON.stringify(subject.view(), (name, value) => (name === 'error' ? String(value) : value))
    if (now !== shown) draw()
    shown = now
    if (state.collapsed) pill.recheck()
  }
  const timer = setInterval(look, LOOK_EVERY_MS)
  let still: ReturnType<typeof setTimeout> | undefined
  // A user scrolls to what is pressed next: the pill must not cover it.
  const onScroll = () => {
    clearTimeout(still)
    still = setTimeout(() => state.collapsed && pill.recheck(), STILL_AFTER_MS)
  }
  addEventListener('scroll', onScroll, { capture: true, passive: true })

  const close = () => {
    clearInterval(timer)
    clearTimeout(still)
    removeEventListener('scroll', onScroll, { capture: true })
    room.make(undefined, null)
    subject.stop()
    const hadFocus = root.activeElement !== null
    render(null, container)
    host.remove()
    if (hadFocus && opener instanceof HTMLElement && opener.isConnected) opener.focus()
    options.closed?.()
  }
  whenThere(() => {
    ;(options.within ?? document.documentElement).append(host)
    draw()
    if (!within && !state.collapsed) focusTitle()
  })
  return {
    expand: (tab = state.tab) => set({ collapsed: false, tab }),
    collapse: () => set({ collapsed: true }),
    close,
    inspect(wechat, language = state.language, page = window) {
      subject.inspect(wechat, page)
      Object.assign(bench, newBench(subject.view(), subject.ticket()))
      set({ language })
    },
  }
}

/** Lets the bench look for the cause of a refusal by itself, once for each, where the ticket is known. */
function prover(ticketOf: () => string | undefined, done: () => void) {
  let known: { key: string; proof: ProofState } = { key: '', proof: undefined }
  return (view: View): ProofState => {
    const ticket = ticketOf()
    const { signature, failure } = view
    if (ticket === undefined || !signature || failure?.code !== 'invalid-signature') return undefined
    const input = { ...pageValues(view), ticket } as BenchInput
    const key = JSON.stringify(input)
    if (key !== known.key) {
      const looking = { key, proof: 'looking' as ProofState }
      known = looking
      // The search takes some hundred milliseconds: the panel is shown first.
      setTimeout(() => {
        looking.proof = judge(input, contextOf(view))
        done()
      }, PROVE_AFTER_MS)
    }
    return known.proof
  }
}

/** Milliseconds from a refusal until the bench looks for its cause. */
const PROVE_AFTER_MS = 30

/** Runs `task` once the document has an element: an init script runs before there is one. */
function whenThere(task: () => void): void {
  if (document.documentElement) {
    task()
    return
  }
  new MutationObserver((_changes, observer) => {
    observer.disconnect()
    task()
  }).observe(document, { childList: true })
}

/** What the panel observes: the client object, the fake, the page. */
function createSubject(options: MountOptions, changed: () => void) {
  let page: Window = options.window ?? window
  let wechat: Inspected | undefined
  let fake: FakeWechat | undefined
  let history: ReturnType<typeof keepHistory> | undefined
  let unsubscribe: (() => void) | undefined
  const stop = () => {
    history?.stop()
    unsubscribe?.()
  }
  const look = (next: Inspected | undefined, at: Window) => {
    stop()
    page = at
    wechat = next
    fake = (at === window ? options.fake : undefined) ?? fakeOf(at)
    history = next && keepHistory(next, changed)
    unsubscribe = fake?.subscribe(changed)
  }
  look(options.wechat, page)
  const subject = (): Subject => {
    const { navigator, location } = page
    // A window that inspects one of its frames plays the client's part: such a frame does not count.
    const isFramed = page.parent !== page && page.parent !== window
    return {
      wechat,
      fake,
      runs: history?.runs ?? [],
      environment: wechat?.environment ?? detectEnvironment(navigator.userAgent, navigator.maxTouchPoints),
      landing: landingUrl(page),
      current: withoutFragment(location.href),
      isFramed,
      openTags: checkOpenTags(page.document, { state: wechat?.state.openTags, isFramed }),
    }
  }
  const read = (): View => view(subject())
  const retry = async () => {
    // The state says how it ended.
    await wechat?.ready().catch(() => {})
    changed()
  }
  const apis = () => [...new Set([...read().requested, ...(fake?.calls.map(({ api }) => api) ?? [])])]
  return {
    view: read,
    retry,
    /** The ticket of a fake client; that of WeChat itself is not known to a page. */
    ticket: () => fake?.ticket,
    userAgent: () => page.navigator.userAgent,
    controls: () => fake && liveControls(fake, apis, () => void retry()),
    inspect: look,
    stop,
  }
}

/**
 * The edge at which the panel covers no bar of the page: one that stays where it is cannot be scrolled out from under
 * it.
 */
function freeDock(host: Element): Dock {
  const [width, height] = [innerWidth, innerHeight]
  const whole = { left: 0, top: 0, width, height }
  const boxes: readonly (readonly [Dock, Box])[] = [
    ...(isWide(width)
      ? ([
          ['right', { ...whole, left: width - 400, width: 400 }],
          ['left', { ...whole, width: 400 }],
        ] as const)
      : []),
    ['bottom', { ...whole, top: height * 0.38, height: height * 0.62 }],
    ['top', { ...whole, height: height * 0.62 }],
  ]
  return firstFree(boxes, ([, box]) => coversSomethingFixed(box, host, document))?.[0] ?? 'bottom'
}

function landingUrl({ performance, location }: Window): string {
  const name = performance.getEntriesByType?.('navigation')[0]?.name
  return withoutFragment(name && /^http/.test(name) ? name : location.href)
}

const sides = { bottom: 'paddingBottom', top: 'paddingTop', left: 'paddingLeft', right: 'paddingRight' } as const

/** Adds the panel's size to the page's padding at that edge, so that the panel covers no content. */
function roomMaker() {
  let undo = () => {}
  let made: Dock | undefined
  return {
    make(dock: Dock | undefined, frame: Element | null) {
      if (dock === made) return
      undo()
      undo = () => {}
      made = dock
      if (!dock || !frame) return
      const { style } = document.documentElement
      const side = sides[dock]
      const before = style[side]
      const { width, height } = frame.getBoundingClientRect()
      style[side] = `${dock === 'left' || dock === 'right' ? width : height}px`
      undo = () => {
        style[side] = before
      }
    },
  }
}

/** @jsxImportSource preact */
import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Text } from '../knowledge/text.ts'
import { type Bench, BenchTab } from './bench-tab.tsx'
import { CallsTab } from './calls-tab.tsx'
import { IconButton, LanguageContext, useText, WidthContext } from './components.tsx'
import { copyText } from './copy.ts'
import { dragFrame } from './drag.ts'
import { clientName } from './i18n.ts'
import { SandboxTab } from './sandbox-tab.tsx'
import { ShareTab } from './share-tab.tsx'
import { StatusTab } from './status-tab.tsx'
import type { Actions, Controls, Dock, PanelState, Tab } from './types.ts'

export interface PanelProps {
  readonly state: PanelState
  readonly actions: Actions
  readonly bench: Bench
  readonly controls: Controls | undefined
  /** Within something else, such as vConsole: it cannot be moved, folded or closed. */
  readonly within: boolean
  /** Beside the page that it observes: that page has the switch for the language. */
  readonly embedded: boolean
  /** A view of the page's own behind the tabs. */
  readonly extra: { readonly title: Text; readonly onClick: () => void } | undefined
  /** What the browser lacks to style it. */
  readonly complaint: Text | undefined
}

/** The whole panel, or the pill that it is folded into. */
export function Panel(props: PanelProps) {
  return (
    <LanguageContext.Provider value={props.state.language}>
      <Frame {...props} />
    </LanguageContext.Provider>
  )
}

const opposite: Readonly<Record<Dock, Dock>> = { bottom: 'top', top: 'bottom', left: 'right', right: 'left' }

function Frame(props: PanelProps) {
  const t = useText()
  const { state, actions, within, complaint } = props
  const { view, dock } = state
  const frame = useRef<HTMLElement>(null)
  const width = useWidthOf(frame, state.collapsed)
  if (state.collapsed) return null
  const collapse = () => actions.set({ collapsed: true })
  return (
    <section
      class={within ? 'frame within' : `frame over dock-${dock}`}
      aria-label={t(['WeChat inspector', '微信检查器'])}
      ref={frame}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || within) return
        event.stopPropagation()
        collapse()
      }}
    >
      {within && <h2 class="unseen">{t(['WeChat inspector', '微信检查器'])}</h2>}
      {!within && (
        <header onPointerDown={(event) => dragFrame(event, (to) => actions.set({ dock: to }))}>
          <h2 class={`is-${view.status}`} tabIndex={-1}>
            <i class="dot" />
            <span>{t(clientName(view.environment))}</span>
          </h2>
          <IconButton
            name="move"
            label={t(['Move to the other side', '移到另一边'])}
            onClick={() => actions.set({ dock: opposite[dock] })}
          />
          <IconButton name="collapse" label={t(['Collapse', '收起'])} onClick={collapse} />
          <IconButton name="close" label={t(['Close', '关闭'])} onClick={actions.close} />
        </header>
      )}
      {complaint && <p class="complaint">{t(complaint)}</p>}
      <WidthContext.Provider value={width}>
        <Tabs {...props} />
      </WidthContext.Provider>
      {!props.embedded && <Footer {...props} />}
    </section>
  )
}

/** The width of an element, kept up to date. */
function useWidthOf(element: { readonly current: HTMLElement | null }, isHidden: boolean): number {
  const [width, setWidth] = useState(390)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a panel that is unfolded has another element
  useLayoutEffect(() => {
    const { current } = element
    if (!current) return undefined
    const look = () => setWidth(current.clientWidth || 390)
    look()
    if (!('ResizeObserver' in window)) return undefined
    const observer = new ResizeObserver(look)
    observer.observe(current)
    return () => observer.disconnect()
  }, [element, isHidden])
  return width
}

const tabNames: Readonly<Record<Tab, Text>> = {
  status: ['Status', '状态'],
  calls: ['Calls', '调用'],
  bench: ['Bench', '签名校验'],
  share: ['Share card', '分享卡片'],
  sandbox: ['Sandbox', '沙盒'],
}

function Tabs({ state, actions, bench, controls, embedded, extra }: PanelProps) {
  const t = useText()
  const { tab, view } = state
  const tabs = (Object.keys(tabNames) as Tab[]).filter((name) => name !== 'sandbox' || controls)
  const list = useRef<HTMLDivElement>(null)
  const choose = (name: Tab) => actions.set({ tab: name })
  const step = (event: KeyboardEvent) => {
    const move = { ArrowRight: 1, ArrowLeft: -1, Home: -tabs.indexOf(tab), End: tabs.length - 1 - tabs.indexOf(tab) }[
      event.key
    ]
    if (move === undefined) return
    event.preventDefault()
    const next = (tabs.indexOf(tab) + move + tabs.length) % tabs.length
    choose(tabs[next] as Tab)
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus()
  }
  return (
    <>
      <div class="tabs">
        <div role="tablist" aria-label={t(['Views', '视图'])} ref={list} onKeyDown={step}>
          {tabs.map((name) => (
            <button
              key={name}
              type="button"
              role="tab"
              id={`tab-${name}`}
              aria-selected={name === tab}
              aria-controls="view"
              tabIndex={name === tab ? 0 : -1}
              onClick={() => choose(name)}
            >
              {t(tabNames[name])}
              {name === 'calls' && view.calls.length > 0 && <small> {view.calls.length}</small>}
            </button>
          ))}
        </div>
        {extra && (
          <button type="button" class="tab" onClick={extra.onClick}>
            {t(extra.title)}
          </button>
        )}
        {embedded && <CopyReport actions={actions} />}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within the keyboard's reach */}
      <div role="tabpanel" id="view" aria-labelledby={`tab-${tab}`} tabIndex={0} key={tab}>
        {tab === 'status' && <StatusTab view={view} actions={actions} proof={state.proof} />}
        {tab === 'calls' && <CallsTab view={view} />}
        {tab === 'bench' && <BenchTab view={view} bench={bench} proof={state.proof} />}
        {tab === 'share' && <ShareTab view={view} />}
        {tab === 'sandbox' && controls && <SandboxTab controls={controls} />}
      </div>
    </>
  )
}

/** Puts the report on the clipboard; where a browser does not allow it, shows it to be copied by hand. */
function CopyReport({ actions, children }: { actions: Actions; children?: ComponentChildren }) {
  const t = useText()
  const [copied, setCopied] = useState<boolean | undefined>()
  const box = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (copied === false) box.current?.select()
  }, [copied])
  const copy = async () => setCopied(await copyText(actions.report()))
  return (
    <>
      <button type="button" class="copy-report" onClick={copy}>
        {copied ? t(['Copied', '已复制']) : t(['Copy report', '复制报告'])}
      </button>
      {children}
      <span role="status" class="soft">
        {copied === false &&
          t(['This browser does not let pages copy: copy it by hand.', '浏览器不允许自动复制：请手动复制。'])}
      </span>
      {copied === false && (
        <label class="field report">
          <span>{t(['Report', '报告'])}</span>
          <textarea ref={box} rows={4} readOnly value={actions.report()} />
        </label>
      )}
    </>
  )
}

function Footer({ state, actions }: PanelProps) {
  return (
    <footer>
      <CopyReport actions={actions}>
        <button
          type="button"
          class="copy-report"
          lang={state.language === 'zh' ? 'en' : 'zh-CN'}
          onClick={() => actions.set({ language: state.language === 'zh' ? 'en' : 'zh' })}
        >
          {state.language === 'zh' ? 'English' : '中文'}
        </button>
      </CopyReport>
    </footer>
  )
}

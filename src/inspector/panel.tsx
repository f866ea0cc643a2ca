/** @jsxImportSource preact */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Text } from '../knowledge/text.ts'
import { type Bench, BenchTab } from './bench-tab.tsx'
import { CallsTab } from './calls-tab.tsx'
import { copyText } from './copy.ts'
import { dragFrame } from './drag.ts'
import { IconButton, LanguageContext, milliseconds, useText } from './parts-of-view.tsx'
import { SandboxTab } from './sandbox-tab.tsx'
import { ShareTab } from './share-tab.tsx'
import { StatusTab } from './status-tab.tsx'
import type { Actions, Controls, Dock, PanelState, Tab } from './store.ts'
import { clientName, statusNames } from './wording.ts'

export interface PanelProps {
  readonly state: PanelState
  readonly actions: Actions
  readonly bench: Bench
  readonly controls: Controls | undefined
  /** Within something else, such as vConsole: it cannot be moved, folded or closed. */
  readonly within: boolean
  /** What the browser lacks to show it as it should be. */
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
  const title = useRef<HTMLHeadingElement>(null)
  if (state.collapsed) return null
  const collapse = () => actions.set({ collapsed: true })
  return (
    <section
      class={within ? 'frame within' : `frame over dock-${dock}`}
      aria-label={t(['WeChat inspector', '微信检查器'])}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || within) return
        event.stopPropagation()
        collapse()
      }}
      hidden={state.collapsed}
    >
      <header onPointerDown={within ? undefined : (event) => dragFrame(event, (to) => actions.set({ dock: to }))}>
        <div role="status">
          <h2 class={`is-${view.status}`} tabIndex={-1} ref={title}>
            <i class="dot" />
            <span>{t(statusNames[view.status])}</span>
            {view.status === 'ready' && view.duration !== undefined && <small>{milliseconds(view.duration)}</small>}
          </h2>
          <p class="client">{t(clientName(view.environment))}</p>
        </div>
        {!within && (
          <>
            <IconButton
              name="move"
              label={t(['Move to the other side', '移到另一边'])}
              onClick={() => actions.set({ dock: opposite[dock] })}
            />
            <IconButton name="collapse" label={t(['Collapse', '收起'])} onClick={collapse} />
            <IconButton name="close" label={t(['Close', '关闭'])} onClick={actions.close} />
          </>
        )}
      </header>
      {complaint && <p class="card is-bad">{t(complaint)}</p>}
      <Tabs {...props} />
      <Footer {...props} />
    </section>
  )
}

const tabNames: Readonly<Record<Tab, Text>> = {
  status: ['Status', '状态'],
  calls: ['Calls', '调用'],
  bench: ['Signature', '签名校验'],
  share: ['Share card', '分享卡片'],
  sandbox: ['Sandbox', '沙盒'],
}

function Tabs({ state, actions, bench, controls }: PanelProps) {
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
          </button>
        ))}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within the keyboard's reach */}
      <div role="tabpanel" id="view" aria-labelledby={`tab-${tab}`} tabIndex={0} key={tab}>
        {tab === 'status' && <StatusTab view={view} actions={actions} />}
        {tab === 'calls' && <CallsTab view={view} />}
        {tab === 'bench' && <BenchTab view={view} bench={bench} />}
        {tab === 'share' && <ShareTab view={view} />}
        {tab === 'sandbox' && controls && <SandboxTab controls={controls} />}
      </div>
    </>
  )
}

function Footer({ state, actions }: PanelProps) {
  const t = useText()
  const [copied, setCopied] = useState<boolean | undefined>()
  const box = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (copied === false) box.current?.select()
  }, [copied])
  const copy = async () => setCopied(await copyText(actions.report()))
  return (
    <footer>
      <button type="button" class="button" onClick={copy}>
        {copied ? t(['Copied', '已复制']) : t(['Copy report', '复制报告'])}
      </button>
      <button
        type="button"
        class="button"
        lang={state.language === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => actions.set({ language: state.language === 'zh' ? 'en' : 'zh' })}
      >
        {state.language === 'zh' ? 'English' : '中文'}
      </button>
      <span role="status" class="note">
        {copied === true && t(['The report is on the clipboard.', '报告已在剪贴板中。'])}
        {copied === false &&
          t(['This browser does not let pages copy: copy it by hand.', '浏览器不允许自动复制：请手动复制。'])}
      </span>
      {copied === false && (
        <label class="field">
          <span>{t(['Report', '报告'])}</span>
          <textarea ref={box} rows={4} readOnly value={actions.report()} />
        </label>
      )}
    </footer>
  )
}

import { useEffect, useRef } from 'preact/hooks'
import { ApiCard } from './api-card.tsx'
import { catalogue, type Group } from './catalogue.ts'
import { Connection, milliseconds, status, statusName } from './connection.tsx'
import { faults } from './faults.ts'
import { Icon } from './icons.tsx'
import { currentRoute, follow, hrefOf } from './router.ts'
import { Routes } from './routes.tsx'
import { changeSandbox, platforms } from './sandbox.ts'
import { changed, journal, sandbox, wechat } from './wechat.ts'
import { getLanguage, setLanguage, type Text, t } from './words.ts'

/** The page. */
export function App() {
  const { path } = currentRoute()
  const group = catalogue.find(({ id }) => path === `/${id}`)
  document.title = group ? `${t(group.title)} · wechat-ready` : 'wechat-ready'
  return (
    <div class="page" data-view={group ? 'group' : 'home'}>
      <Header group={group} />
      <main class="main">
        {group ? (
          <GroupView key={group.id} group={group} />
        ) : (
          <>
            <Hero />
            <Featured />
          </>
        )}
      </main>
      <aside class="side">
        <Connection />
        {sandbox && <SandboxPanel fault={sandbox.fault} />}
        <Routes />
      </aside>
      <Navigation current={group} />
    </div>
  )
}

function Header({ group }: { group: Group | undefined }) {
  const { status: now } = status()
  const switchLanguage = () => {
    setLanguage(getLanguage() === 'zh' ? 'en' : 'zh')
    changed()
  }
  return (
    <header class="header">
      <a class="header-home" href={hrefOf('/')} onClick={(event) => follow(event, '/')}>
        {group && <Icon name="back" />}
        <span>wechat-ready</span>
      </a>
      <span class={`header-status is-${now}`}>
        <i class="dot" />
        {statusName(now)} {now === 'ready' && milliseconds(journal[0]?.duration)}
      </span>
      <button type="button" class="language" onClick={switchLanguage} lang={getLanguage() === 'zh' ? 'en' : 'zh-CN'}>
        {getLanguage() === 'zh' ? 'English' : '中文'}
      </button>
    </header>
  )
}

const snippet = `const wechat = createWechat({
  signature: '/api/wechat/signature',
})
await wechat.ready()
const { localIds } = await wechat.chooseImage()`

function Hero() {
  return (
    <section class="hero">
      <h1>{t(["WeChat's JS-SDK, ready on every route", '每个路由都就绪的微信 JS-SDK'])}</h1>
      <p>
        {t([
          "One promise a call. Signed again when the page's URL changes. Errors that say what to do.",
          '一次调用，一个 Promise。URL 变化时自动重新签名。错误会告诉你该怎么做。',
        ])}
      </p>
      <pre class="code">
        <code>{snippet}</code>
      </pre>
    </section>
  )
}

/** What is tried first, on a screen that has the room. */
const featured = ['chooseImage', 'scanQRCode', 'getLocation']

function Featured() {
  const entries = catalogue.flatMap((group) => Object.entries(group.apis)).filter(([name]) => featured.includes(name))
  return (
    <div class="featured">
      {entries.map(([name, entry]) => (
        <ApiCard key={name} name={name} entry={entry} />
      ))}
    </div>
  )
}

function Navigation({ current }: { current: Group | undefined }) {
  return (
    <nav class="groups" aria-label={t(['APIs', '接口'])}>
      {catalogue.map((group) => (
        <a
          key={group.id}
          class="cell"
          href={hrefOf(`/${group.id}`)}
          aria-current={group === current ? 'page' : undefined}
          onClick={(event) => follow(event, `/${group.id}`)}
        >
          <span class="tile">
            <Icon name={group.id} />
          </span>
          <span class="cell-text">{t(group.title)}</span>
          <span class="cell-count">{Object.keys(group.apis).length}</span>
          <Icon name="chevron" />
        </a>
      ))}
    </nav>
  )
}

function GroupView({ group }: { group: Group }) {
  const title = useRef<HTMLHeadingElement>(null)
  // As after a load: from the top, and a screen reader says where one is.
  useEffect(() => {
    scrollTo(0, 0)
    title.current?.focus({ preventScroll: true })
  }, [])
  return (
    <>
      <header class="group-head">
        <h1 ref={title} tabIndex={-1}>
          {t(group.title)}
        </h1>
        <p>{t(group.about)}</p>
      </header>
      {Object.entries(group.apis).map(([name, entry]) => (
        <ApiCard key={name} name={name} entry={entry} />
      ))}
    </>
  )
}

function SandboxPanel({ fault }: { fault: string }) {
  return (
    <section class="panel" aria-labelledby="sandbox-title">
      <h2 id="sandbox-title">{t(['Sandbox', '沙盒'])}</h2>
      <div class="cells">
        <Choice
          label={t(['Client', '客户端'])}
          value={wechat.environment.platform}
          options={Object.entries(platforms)}
          onChoice={(value) => changeSandbox('platform', value)}
        />
        <Choice
          label={t(['Fault', '故障'])}
          value={fault}
          options={Object.entries(faults).map(([name, { title }]): [string, Text] => [name, title as Text])}
          onChoice={(value) => changeSandbox('fault', value)}
        />
      </div>
    </section>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly value: string
  readonly options: readonly (readonly [value: string, title: Text])[]
  readonly onChoice: (value: string) => void
}

function Choice({ label, value, options, onChoice }: ChoiceProps) {
  return (
    <label class="cell">
      <span class="cell-text">{label}</span>
      <select value={value} data-value={value} onChange={({ currentTarget }) => onChoice(currentTarget.value)}>
        {options.map(([name, title]) => (
          <option key={name} value={name}>
            {t(title)}
          </option>
        ))}
      </select>
    </label>
  )
}

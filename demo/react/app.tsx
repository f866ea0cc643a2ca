/** @jsxImportSource react */
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { Link, Route, Routes, useLocation } from 'react-router'
import { useWechat } from 'wechat-ready/react'
import { catalogue, type Group } from '../src/catalogue.ts'
import { milliseconds, standingName } from '../src/connection.ts'
import { addressOf, frameworks } from '../src/frameworks.ts'
import { about, featured, headline } from '../src/hero.ts'
import { changeSandbox, type Sandbox, sandboxChoices } from '../src/sandbox.ts'
import { changeCount, changed, journal, onChange, sandbox } from '../src/wechat.ts'
import { getLanguage, setLanguage, t } from '../src/words.ts'
import { ApiCard } from './api-card.tsx'
import { Connection, useStanding } from './connection.tsx'
import { Icon } from './icon.tsx'
import { RoutesPanel } from './routes.tsx'

/** The page. */
export function App() {
  // The shared modules of the demo know nothing of React.
  useSyncExternalStore(onChange, changeCount)
  const { pathname: path } = useLocation()
  const group = catalogue.find(({ id }) => path === `/${id}`)
  const title = group ? `${t(group.title)} · wechat-ready` : 'wechat-ready'
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    <div className="page" data-view={group ? 'group' : 'home'}>
      <Header group={group} />
      <Frameworks path={path} />
      <main className="main">
        <Routes>
          {catalogue.map((group) => (
            <Route key={group.id} path={group.id} element={<GroupView key={group.id} group={group} />} />
          ))}
          <Route path="*" element={<HomeView />} />
        </Routes>
      </main>
      <aside className="side">
        <Connection />
        {sandbox && <SandboxPanel sandbox={sandbox} />}
        <RoutesPanel group={group} />
      </aside>
      <Navigation current={group} />
    </div>
  )
}

function Header({ group }: { group: Group | undefined }) {
  const now = useStanding()
  const switchLanguage = () => {
    setLanguage(getLanguage() === 'zh' ? 'en' : 'zh')
    changed()
  }
  return (
    <header className="header">
      <Link className="header-home" to="/">
        {group && <Icon name="back" />}
        <span>wechat-ready</span>
      </Link>
      <span className={`header-status is-${now.status}`}>
        <i className="dot" />
        {standingName(now)} {now.status === 'ready' && milliseconds(journal[0]?.duration)}
      </span>
      <button
        type="button"
        className="language"
        onClick={switchLanguage}
        lang={getLanguage() === 'zh' ? 'en' : 'zh-CN'}
      >
        {getLanguage() === 'zh' ? 'English' : '中文'}
      </button>
    </header>
  )
}

const snippet = `<WechatProvider client={wechat}>
  <App />
</WechatProvider>

// In a component:
const { wechat, status } = useWechat()
useWechatShare({ title: 'Hi' })
await wechat.scanQRCode()`

function HomeView() {
  return (
    <>
      <Hero />
      <Featured />
    </>
  )
}

function Hero() {
  return (
    <section className="hero">
      <h1>{t(headline)}</h1>
      <p>{t(about)}</p>
      <pre className="code">
        <code>{snippet}</code>
      </pre>
    </section>
  )
}

function Featured() {
  return (
    <div className="featured">
      {featured.map(([name, entry]) => (
        <ApiCard key={name} name={name} entry={entry} />
      ))}
    </div>
  )
}

/** The way to this page in the other frameworks; another document, for it is another app. */
function Frameworks({ path }: { path: string }) {
  return (
    <nav className="frameworks" aria-label={t(['This page, made with', '本页的实现框架'])}>
      {frameworks.map(({ id, name, base }) => (
        <a key={id} href={addressOf(base, path)} aria-current={id === 'react' ? 'page' : undefined}>
          {name}
        </a>
      ))}
    </nav>
  )
}

function Navigation({ current }: { current: Group | undefined }) {
  return (
    <nav className="groups" aria-label={t(['APIs', '接口'])}>
      {catalogue.map((group) => (
        <Link key={group.id} className="cell" to={`/${group.id}`} aria-current={group === current ? 'page' : undefined}>
          <span className="tile">
            <Icon name={group.id} />
          </span>
          <span className="cell-text">{t(group.title)}</span>
          <span className="cell-count">{Object.keys(group.apis).length}</span>
          <Icon name="chevron" />
        </Link>
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
      <header className="group-head">
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

function SandboxPanel({ sandbox }: { sandbox: Sandbox }) {
  const { environment } = useWechat()
  return (
    <section className="panel" aria-labelledby="sandbox-title">
      <h2 id="sandbox-title">{t(['Sandbox', '沙盒'])}</h2>
      <div className="cells">
        {sandboxChoices(sandbox, environment.platform).map(({ key, label, value, options }) => (
          <label key={key} className="cell">
            <span className="cell-text">{t(label)}</span>
            <select
              value={value}
              data-value={value}
              onChange={({ currentTarget }) => changeSandbox(key, currentTarget.value)}
            >
              {options.map(([name, title]) => (
                <option key={name} value={name}>
                  {t(title)}
                </option>
              ))}
            </select>
          </label>
        ))}
      </div>
    </section>
  )
}

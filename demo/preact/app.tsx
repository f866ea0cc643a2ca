import { useEffect, useRef } from 'preact/hooks'
import { catalogue, type Group } from '../src/catalogue.ts'
import { milliseconds, standingName } from '../src/connection.ts'
import { addressOf, frameworks } from '../src/frameworks.ts'
import { about, featured, headline } from '../src/hero.ts'
import { changeSandbox, type Sandbox, sandboxChoices } from '../src/sandbox.ts'
import { changed, journal, sandbox, wechat } from '../src/wechat.ts'
import { getLanguage, setLanguage, t } from '../src/words.ts'
import { ApiCard } from './api-card.tsx'
import { Connection, currentStanding } from './connection.tsx'
import { Icon } from './icon.tsx'
import { currentRoute, follow, hrefOf } from './router.ts'
import { Routes } from './routes.tsx'

/** The page. */
export function App() {
  const { path } = currentRoute()
  const group = catalogue.find(({ id }) => path === `/${id}`)
  document.title = group ? `${t(group.title)} · wechat-ready` : 'wechat-ready'
  return (
    <div class="page" data-view={group ? 'group' : 'home'}>
      <Header group={group} />
      <Frameworks path={path} />
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
        {sandbox && <SandboxPanel sandbox={sandbox} />}
        <Routes group={group} />
      </aside>
      <Navigation current={group} />
    </div>
  )
}

function Header({ group }: { group: Group | undefined }) {
  const now = currentStanding()
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
      <span class={`header-status is-${now.status}`}>
        <i class="dot" />
        {standingName(now)} {now.status === 'ready' && milliseconds(journal[0]?.duration)}
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
      <h1>{t(headline)}</h1>
      <p>{t(about)}</p>
      <pre class="code">
        <code>{snippet}</code>
      </pre>
    </section>
  )
}

function Featured() {
  return (
    <div class="featured">
      {featured.map(([name, entry]) => (
        <ApiCard key={name} name={name} entry={entry} />
      ))}
    </div>
  )
}

/** The way to this page in the other frameworks; another document, for it is another app. */
function Frameworks({ path }: { path: string }) {
  return (
    <nav class="frameworks" aria-label={t(['This page, made with', '本页的实现框架'])}>
      {frameworks.map(({ id, name, base }) => (
        <a key={id} href={addressOf(base, path)} aria-current={id === 'preact' ? 'page' : undefined}>
          {name}
        </a>
      ))}
    </nav>
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

function SandboxPanel({ sandbox }: { sandbox: Sandbox }) {
  return (
    <section class="panel" aria-labelledby="sandbox-title">
      <h2 id="sandbox-title">{t(['Sandbox', '沙盒'])}</h2>
      <div class="cells">
        {sandboxChoices(sandbox, wechat.environment.platform).map(({ key, label, value, options }) => (
          <label key={key} class="cell">
            <span class="cell-text">{t(label)}</span>
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

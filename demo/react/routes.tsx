/** @jsxImportSource react */
import { useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { useWechat } from 'wechat-ready/react'
import type { Group } from '../src/catalogue.ts'
import { changeMode, modeOfPage, modes, runs, walkAtOnce, walkOneByOne } from '../src/routes.ts'
import { connect } from '../src/wechat.ts'
import { t } from '../src/words.ts'
import { Icon } from './icon.tsx'
import { ShareCard } from './share-card.tsx'

/** What happens to the configuration when the page's URL changes. */
export function RoutesPanel({ group }: { group: Group | undefined }) {
  const { wechat } = useWechat()
  const { pathname } = useLocation()
  const navigate = useNavigate()
  const mode = modeOfPage()
  const [walking, setWalking] = useState(false)

  const walk = async (walker: typeof walkOneByOne) => {
    setWalking(true)
    await walker(pathname, navigate, wechat)
    await connect()
    setWalking(false)
  }

  return (
    <section className="panel" aria-labelledby="routes-title">
      <h2 id="routes-title">{t(['Routes', '路由'])}</h2>
      <fieldset className="segments">
        <legend>{t(['Mode of the router', '路由模式'])}</legend>
        {modes.map((name) => (
          <label key={name}>
            <input
              type="radio"
              name="mode"
              checked={mode === name}
              onChange={() => changeMode(name, '/react/', pathname)}
            />
            <span>{name}</span>
          </label>
        ))}
      </fieldset>
      <div className="pair">
        <button type="button" className="button is-plain" disabled={walking} onClick={() => walk(walkOneByOne)}>
          {t(['Walk ten routes', '依次走十个路由'])}
        </button>
        <button type="button" className="button is-plain" disabled={walking} onClick={() => walk(walkAtOnce)}>
          {t(['Ten at once', '一次连跳十个'])}
        </button>
      </div>
      <ShareCard group={group} />
      <ol className="runs" aria-label={t(['Configurations, the latest first', '配置记录（最新在前）'])}>
        {runs().map(({ key, look, icon, url, time }) => (
          <li key={key} className={`run ${look}`}>
            <Icon name={icon} />
            <span className="run-url">{url}</span>
            <span className="run-time">{time}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}

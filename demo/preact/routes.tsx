import { useState } from 'preact/hooks'
import type { Group } from '../src/catalogue.ts'
import { modes, runs, walkAtOnce, walkOneByOne } from '../src/routes.ts'
import { connect, wechat } from '../src/wechat.ts'
import { t } from '../src/words.ts'
import { Icon } from './icon.tsx'
import { currentRoute, go } from './router.ts'
import { ShareCard } from './share-card.tsx'

/** What happens to the configuration when the page's URL changes. */
export function Routes({ group }: { group: Group | undefined }) {
  const { path, mode } = currentRoute()
  const [walking, setWalking] = useState(false)

  const walk = async (walker: typeof walkOneByOne) => {
    setWalking(true)
    await walker(path, go, wechat)
    await connect()
    setWalking(false)
  }

  return (
    <section class="panel" aria-labelledby="routes-title">
      <h2 id="routes-title">{t(['Routes', '路由'])}</h2>
      <fieldset class="segments">
        <legend>{t(['Mode of the router', '路由模式'])}</legend>
        {modes.map((name) => (
          <label key={name}>
            <input type="radio" name="mode" checked={mode === name} onChange={() => go(path, name)} />
            <span>{name}</span>
          </label>
        ))}
      </fieldset>
      <div class="pair">
        <button type="button" class="button is-plain" disabled={walking} onClick={() => walk(walkOneByOne)}>
          {t(['Walk ten routes', '依次走十个路由'])}
        </button>
        <button type="button" class="button is-plain" disabled={walking} onClick={() => walk(walkAtOnce)}>
          {t(['Ten at once', '一次连跳十个'])}
        </button>
      </div>
      <ShareCard group={group} />
      <ol class="runs" aria-label={t(['Configurations, the latest first', '配置记录（最新在前）'])}>
        {runs().map(({ key, look, icon, url, time }) => (
          <li key={key} class={`run ${look}`}>
            <Icon name={icon} />
            <span class="run-url">{url}</span>
            <span class="run-time">{time}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}

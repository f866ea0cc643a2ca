import { useState } from 'preact/hooks'
import { milliseconds } from './connection.tsx'
import { Icon } from './icons.tsx'
import { currentRoute, go, type Mode } from './router.ts'
import { connect, journal, wechat } from './wechat.ts'
import { t } from './words.ts'

const modes: readonly Mode[] = ['history', 'hash']

/** Ten URLs of the same view. */
const tenStops = (path: string) => Array.from({ length: 10 }, (_, index) => `${path}?step=${index + 1}`)

/** What happens to the configuration when the page's URL changes. */
export function Routes() {
  const { path, mode } = currentRoute()
  const [walking, setWalking] = useState(false)

  const walk = async (walker: () => Promise<unknown>) => {
    setWalking(true)
    await walker()
    await connect()
    setWalking(false)
  }
  /** Waits at each of ten URLs until it is configured, and comes back. */
  const oneByOne = async () => {
    for (const stop of [...tenStops(path), path]) {
      go(stop)
      // Why it failed stands in the list.
      await wechat.ready().catch(() => {})
    }
  }
  /** As a chain of redirects does it. */
  const atOnce = async () => {
    for (const stop of tenStops(path)) go(stop)
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
        <button type="button" class="button is-plain" disabled={walking} onClick={() => walk(oneByOne)}>
          {t(['Walk ten routes', '依次走十个路由'])}
        </button>
        <button type="button" class="button is-plain" disabled={walking} onClick={() => walk(atOnce)}>
          {t(['Ten at once', '一次连跳十个'])}
        </button>
      </div>
      <ol class="runs" aria-label={t(['Configurations, the latest first', '配置记录（最新在前）'])}>
        {journal.slice(0, 12).map((run) => (
          <li key={run.began} class={`run is-${run.status}`}>
            <Icon name={run.status === 'failed' ? 'cross' : run.status === 'ready' ? 'tick' : 'others'} />
            <span class="run-url">{run.url.replace(location.origin, '')}</span>
            <span class="run-time">
              {run.asked === false && run.status === 'ready' ? t(['from memory', '缓存']) : ''}{' '}
              {milliseconds(run.duration)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

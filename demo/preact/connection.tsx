import {
  clientHint,
  clientName,
  deniedHint,
  forThePhone,
  milliseconds,
  standing,
  standingName,
  timeline,
} from '../src/connection.ts'
import type { Run } from '../src/journal.ts'
import { connect, journal, wechat } from '../src/wechat.ts'
import { t } from '../src/words.ts'
import { Failure } from './failure.tsx'
import { Icon } from './icon.tsx'

/** Where the page stands. */
export function currentStanding() {
  const { state } = wechat
  return standing(state.status, state.status === 'failed' ? state.error : undefined)
}

/** The connection: the client, how it stands, and how it came to that. */
export function Connection() {
  const now = currentStanding()
  const { status, error } = now
  const [run] = journal
  const hint = clientHint(wechat.environment)
  const denied = wechat.state.status === 'ready' && deniedHint(wechat.state.denied)
  return (
    <section class="connection" aria-labelledby="connection-title">
      <div class={`badge is-${status}`}>
        {status === 'configuring' ? <i class="spinner" /> : <Icon name={status === 'ready' ? 'tick' : 'cross'} />}
      </div>
      <div role="status">
        <h2 id="connection-title" class="connection-title">
          {standingName(now)}
          {status === 'ready' && run && <small> {milliseconds(run.duration)}</small>}
        </h2>
      </div>
      <p class="connection-client">{clientName(wechat.environment)}</p>
      {hint && <p class="hint">{hint}</p>}
      {denied && <p class="hint">{denied}</p>}
      <ForThePhone />
      {run && <Timeline run={run} />}
      {status === 'failed' && (
        <>
          <Failure error={error} />
          <button type="button" class="button is-plain" onClick={connect}>
            {t(['Try again', '重试'])}
          </button>
        </>
      )}
    </section>
  )
}

/** The way from a desktop browser to WeChat. */
function ForThePhone() {
  const phone = forThePhone(wechat.environment)
  if (!phone) return null
  return (
    <figure class="phone">
      <img src={phone.code} alt={t(['QR code of this page', '本页的二维码'])} width="180" height="180" />
      <figcaption>
        {t(['Scan it with WeChat, or open in WeChat DevTools:', '用微信扫码，或在微信开发者工具中打开：'])} <br />
        <a href={phone.address}>{phone.address}</a>
      </figcaption>
    </figure>
  )
}

function Timeline({ run }: { run: Run }) {
  return (
    <ol class="timeline" aria-label={t(['Timeline', '时间线'])}>
      {timeline(run).map(({ name, look, time, url, left, width }, index) => (
        // A step has no name of its own: it may be there twice.
        <li key={index} class={`step ${look}`}>
          <span class="step-name">{name}</span>
          <span class="step-time">{time}</span>
          <span class="step-track">
            <i style={{ left, width }} />
          </span>
          {url && <span class="step-url">{url}</span>}
        </li>
      ))}
    </ol>
  )
}

/** @jsxImportSource react */
import { useState } from 'react'
import type { WechatEnvironment } from 'wechat-ready'
import { useWechat, useWechatReady } from 'wechat-ready/react'
import {
  clientHint,
  clientName,
  deniedHint,
  forThePhone,
  milliseconds,
  type Standing,
  standing,
  standingName,
  timeline,
} from '../src/connection.ts'
import type { Run } from '../src/journal.ts'
import { connect, journal } from '../src/wechat.ts'
import { t } from '../src/words.ts'
import { Failure } from './failure.tsx'
import { Icon } from './icon.tsx'

/** Where the page stands. */
export function useStanding(): Standing {
  const { status, error } = useWechat()
  return standing(status, error)
}

/** The connection: the client, how it stands, and how it came to that. */
export function Connection() {
  const { environment } = useWechat()
  const now = useStanding()
  const [denied, setDenied] = useState<readonly string[]>([])
  useWechatReady((configured) => setDenied(configured.denied))
  const { status, error } = now
  const [run] = journal
  const hint = clientHint(environment)
  return (
    <section className="connection" aria-labelledby="connection-title">
      <div className={`badge is-${status}`}>
        {status === 'configuring' ? <i className="spinner" /> : <Icon name={status === 'ready' ? 'tick' : 'cross'} />}
      </div>
      <div role="status">
        <h2 id="connection-title" className="connection-title">
          {standingName(now)}
          {status === 'ready' && run && <small> {milliseconds(run.duration)}</small>}
        </h2>
      </div>
      <p className="connection-client">{clientName(environment)}</p>
      {hint && <p className="hint">{hint}</p>}
      {deniedHint(denied) && <p className="hint">{deniedHint(denied)}</p>}
      <ForThePhone environment={environment} />
      {run && <Timeline run={run} />}
      {status === 'failed' && (
        <>
          <Failure error={error} />
          <button type="button" className="button is-plain" onClick={connect}>
            {t(['Try again', '重试'])}
          </button>
        </>
      )}
    </section>
  )
}

/** The way from a desktop browser to WeChat. */
function ForThePhone({ environment }: { environment: WechatEnvironment }) {
  const phone = forThePhone(environment)
  if (!phone) return null
  return (
    <figure className="phone">
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
    <ol className="timeline" aria-label={t(['Timeline', '时间线'])}>
      {timeline(run).map(({ name, look, time, url, left, width }, index) => (
        // A step has no name of its own: it may be there twice.
        <li key={index} className={`step ${look}`}>
          <span className="step-name">{name}</span>
          <span className="step-time">{time}</span>
          <span className="step-track">
            <i style={{ left, width }} />
          </span>
          {url && <span className="step-url">{url}</span>}
        </li>
      ))}
    </ol>
  )
}

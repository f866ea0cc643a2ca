import { renderSVG } from 'uqr'
import type { WechatEnvironment } from 'wechat-ready'
import { Failure } from './failure.tsx'
import { Icon } from './icons.tsx'
import type { Run, TimedStep } from './journal.ts'
import { platforms } from './sandbox.ts'
import { connect, facts, journal, outcome, sandbox, wechat } from './wechat.ts'
import { type Text, t } from './words.ts'

const stepNames: Readonly<Record<TimedStep['name'], Text>> = {
  sdk: ['JS-SDK', 'JS-SDK'],
  bridge: ['Bridge', '客户端桥'],
  signature: ['Signature', '签名'],
  config: ['Configuration', '配置验证'],
}

export const milliseconds = (duration: number | undefined): string =>
  duration === undefined ? '…' : `${duration < 10 ? duration.toFixed(1) : Math.round(duration)} ms`

type Status = 'configuring' | 'ready' | 'failed'

/** Where the page stands, also where the library has nothing to tell: outside WeChat. */
export function status(): { status: Status; error?: unknown } {
  const { state } = wechat
  if (state.status === 'failed') return { status: 'failed', error: state.error }
  if (state.status === 'idle' && outcome?.error) return { status: 'failed', error: outcome.error }
  return { status: state.status === 'ready' ? 'ready' : 'configuring' }
}

const statusNames: Readonly<Record<Status, Text>> = {
  configuring: ['Configuring…', '正在配置…'],
  ready: ['Ready', '配置成功'],
  failed: ['Not ready', '配置失败'],
}

export const statusName = (status: Status): string => t(statusNames[status])

/** Which client this is, in words. */
export function clientName({ platform, version, inWechat, inWecom, inMiniProgram }: WechatEnvironment): string {
  if (!inWechat || platform === 'none') return t(['A browser that is not WeChat', '微信以外的浏览器'])
  const app = inWecom ? t(['WeCom', '企业微信']) : t(['WeChat', '微信'])
  const where = inMiniProgram ? t([', in a mini program', '，小程序内']) : ''
  return t([
    `${app} ${version} on ${t(platforms[platform])}${where}`,
    `${t(platforms[platform])}${app} ${version}${where}`,
  ])
}

/** The connection: the client, how it stands, and how it came to that. */
export function Connection() {
  const { status: now, error } = status()
  const [run] = journal
  return (
    <section class="connection" aria-labelledby="connection-title">
      <div class={`badge is-${now}`}>
        {now === 'configuring' ? <i class="spinner" /> : <Icon name={now === 'ready' ? 'tick' : 'cross'} />}
      </div>
      <div role="status">
        <h2 id="connection-title" class="connection-title">
          {statusName(now)}
          {now === 'ready' && run && <small> {milliseconds(run.duration)}</small>}
        </h2>
      </div>
      <p class="connection-client">{clientName(wechat.environment)}</p>
      {sandbox && wechat.environment.inWechat && (
        <p class="hint">
          {t([
            'This is the sandbox: a fake client checks real signatures of a fake account.',
            '当前为沙盒：由模拟客户端校验模拟账号的真实签名。',
          ])}
        </p>
      )}
      {facts.sandbox && !sandbox && (
        <p class="hint">
          {t([
            'This is WeChat itself, but with signatures of the sandbox: WeChat will refuse them. Run npm run demo:wechat.',
            '这是真实微信，但签名来自沙盒，微信会拒绝。请使用 npm run demo:wechat。',
          ])}
        </p>
      )}
      {!wechat.environment.inWechat && !sandbox && facts.address && <ForThePhone address={facts.address} />}
      {run && <Timeline run={run} />}
      {now === 'failed' && (
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
function ForThePhone({ address }: { address: string }) {
  const code = `data:image/svg+xml,${encodeURIComponent(renderSVG(address, { border: 2 }))}`
  return (
    <figure class="phone">
      <img src={code} alt={t(['QR code of this page', '本页的二维码'])} width="180" height="180" />
      <figcaption>
        {t(['Scan it with WeChat, or open in WeChat DevTools:', '用微信扫码，或在微信开发者工具中打开：'])} <br />
        <a href={address}>{address}</a>
      </figcaption>
    </figure>
  )
}

/** The steps of a configuration, side by side where they ran side by side. */
export function Timeline({ run }: { run: Run }) {
  const end = run.duration ?? Math.max(performance.now() - run.began, 1)
  const percent = (milliseconds: number) => `${Math.min(100, (100 * milliseconds) / end)}%`
  return (
    <ol class="timeline" aria-label={t(['Timeline', '时间线'])}>
      {run.steps.map((step, index) => (
        // A step has no name of its own: it may be there twice.
        <li key={index} class={`step ${step.error ? 'is-failed' : step.duration === undefined ? 'is-running' : ''}`}>
          <span class="step-name">{t(stepNames[step.name])}</span>
          <span class="step-time">{milliseconds(step.duration)}</span>
          <span class="step-track">
            <i
              style={{ left: percent(step.start), width: `max(3px, ${percent(step.duration ?? end - step.start)})` }}
            />
          </span>
          {step.url && <span class="step-url">{step.url}</span>}
        </li>
      ))}
    </ol>
  )
}

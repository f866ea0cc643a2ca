/** @jsxImportSource preact */
import { useState } from 'preact/hooks'
import type { Text } from '../knowledge/text.ts'
import { checkSigner, type Finding } from './check-signer.ts'
import { characterName, contrastInChinese, milliseconds, Section, useText, useWidth } from './components.tsx'
import { whyThisUrl } from './explain.ts'
import { factsOf, laneNames, laneNotes, outcomeNames, statusNames, stepNames } from './i18n.ts'
import type { Lane, ShownCall, View } from './model.ts'
import { ProofBox } from './proof-box.tsx'
import { middle, windowOf, windowStart } from './span.ts'
import { lengthOf, marksOf, type TimedStep, timeline } from './timeline.ts'
import type { Actions } from './types.ts'
import { headlineOf, type ProofState } from './verdict.ts'

/** The page's status: the verdict first, then what to do, the URLs, the steps, what is denied, the last calls. */
export function StatusTab({ view, actions, proof }: { view: View; actions: Actions; proof: ProofState }) {
  const t = useText()
  const { steps } = headlineOf(view, proof)
  return (
    <div class="status">
      <Verdict view={view} actions={actions} proof={proof} />
      {steps.length > 0 && (
        <Section label={['What to do', '怎么办']}>
          <ol class="todo">
            {steps.map((step) => (
              <li key={step[0]}>{t(step)}</li>
            ))}
          </ol>
        </Section>
      )}
      <Lanes view={view} />
      <Steps view={view} />
      <Denied view={view} />
      <OpenTags view={view} />
      <LastCalls view={view} actions={actions} />
      <Earlier view={view} />
      {view.endpoint && <SignerCheck endpoint={view.endpoint} url={urlToSign(view)} />}
    </div>
  )
}

const urlToSign = ({ lanes }: View): string =>
  (lanes.find(({ role }) => role === 'sent')?.url ?? lanes.find(({ role }) => role === 'current')?.url) as string

function Verdict({ view, actions, proof }: { view: View; actions: Actions; proof: ProofState }) {
  const t = useText()
  const { look, title, reason, finding, bench } = headlineOf(view, proof)
  const { failure } = view
  // Of a page that uses the raw wx this alone is known.
  const own: readonly (readonly [Text, string])[] =
    view.clientReason && !view.hasInspection
      ? [[["The simulated client's reason", '模拟客户端的原因'], view.clientReason]]
      : []
  const facts = failure ? [...own, ...factsOf(failure)] : []
  return (
    <div class="verdict">
      <div role="status">
        <h3 class={`is-${look}`}>
          <i class="dot" />
          <span>{t(title)}</span>
        </h3>
        <p class="reason">{t(reason)}</p>
        {finding && <ProofBox finding={finding} />}
      </div>
      {!finding && facts.length > 0 && (
        <dl class="said">
          {facts.map(([name, value]) => (
            <div key={name[0]}>
              <dt>{t(name)}</dt>
              <dd>
                <code>{value}</code>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {failure && (
        <div class="row">
          {bench && (
            <button type="button" class="button main" onClick={() => actions.set({ tab: 'bench' })}>
              {t(['Open the bench', '打开签名校验'])}
            </button>
          )}
          <button type="button" class={bench ? 'button' : 'button main'} onClick={actions.retry}>
            {t(['Try again', '重试'])}
          </button>
        </div>
      )}
    </div>
  )
}

/** Widths in pixels: of a character of a URL, and of what is beside it. */
const CHARACTER = 7.9

function Lanes({ view }: { view: View }) {
  const t = useText()
  const width = useWidth()
  const isWide = width >= 700
  // Where no client checks a URL, none is signed.
  const lanes = view.status === 'outside' ? view.lanes.filter(({ url }) => url !== undefined) : view.lanes
  const known = lanes.flatMap(({ url }) => url ?? [])
  const areEqual = known.length === lanes.length && new Set(known).size === 1
  // Once the client has accepted a signature, it is no fault that the URLs differ.
  const isFault = view.status === 'failed'
  const size = Math.max(24, Math.floor((width - (isWide ? 460 : width >= 560 ? 280 : 120)) / CHARACTER))
  if (areEqual && view.failure) {
    return (
      <Section label={['Which URL', '哪个 URL']} dense>
        <p class="one-url">
          <code title={known[0]}>{middle(known[0] ?? '', size)}</code>
          <span class="soft">{t(["landing = current = sent = client's", '入口 = 当前 = 发送 = 客户端'])}</span>
        </p>
      </Section>
    )
  }
  const differing = lanes.flatMap(({ difference }) => difference ?? [])
  const first = Math.min(...differing.map(({ index }) => index))
  const longest = Math.max(0, ...known.map(({ length }) => length))
  const from = Number.isFinite(first) ? windowStart(first, longest, size) : 0
  return (
    <Section label={['Which URL', '哪个 URL']}>
      <dl class="lanes">
        {lanes.map((lane, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lanes have their places
          <div key={index} class={isFault && lane.difference ? 'is-bad' : ''}>
            <dt>{t(laneNames[lane.role])}</dt>
            <dd>
              <LaneUrl lane={lane} size={size} from={from} isFault={isFault} />
            </dd>
            {isWide && <dd class="soft">{t(laneNotes[lane.role])}</dd>}
          </div>
        ))}
      </dl>
      {lanes.map((lane) => lane.difference && <DifferenceNote key={lane.role} lane={lane} />)}
      <p class="soft">
        {areEqual && t(['All equal. ', '全部一致。'])}
        {t(whyThisUrl(view.environment))}
      </p>
    </Section>
  )
}

/** A URL in one line: its beginning and its end, or what is around the character that differs. */
function LaneUrl({ lane, size, from, isFault }: { lane: Lane; size: number; from: number; isFault: boolean }) {
  const t = useText()
  const { url, difference, role } = lane
  if (url === undefined) {
    return (
      <span class="soft">
        {role === 'sent'
          ? t(['nothing yet', '尚无'])
          : t(['not known: this client names none', '未知：该客户端没有说明'])}
      </span>
    )
  }
  if (!difference) {
    return (
      <code title={url}>{from > 0 ? windowOf(url, url.length, url.length, size, from).before : middle(url, size)}</code>
    )
  }
  const { before, mark, after } = windowOf(url, difference.index, difference.index + difference.left.length, size, from)
  return (
    <code title={url}>
      {before}
      <mark class={isFault ? 'filled' : 'noted'}>{mark || '\u00a0'}</mark>
      {after}
    </code>
  )
}

function DifferenceNote({ lane }: { lane: Lane }) {
  const t = useText()
  const { difference, role } = lane
  if (!difference) return null
  const [here, there] = [characterName(difference.left), characterName(difference.right)]
  const [english, chinese] = laneNames[role]
  return (
    <p class="soft">
      {t([
        `${english} differs from the sent one at character ${difference.index + 1}: ${here[0]} here, ${there[0]} there.`,
        `${chinese}与发送的 URL 从第 ${difference.index + 1} 个字符起不同：${contrastInChinese(difference)}。`,
      ])}
    </p>
  )
}

function Steps({ view }: { view: View }) {
  const t = useText()
  const timed = timeline(view.steps)
  if (timed.length === 0) return null
  const length = Math.max(lengthOf(timed), 1)
  const marks = marksOf(length)
  const percent = (ms: number) => `${(100 * ms) / length}%`
  return (
    <Section label={['Steps', '步骤']}>
      <div class="chart">
        {timed.map((one, index) => {
          const look = lookOf(one, view)
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: steps are only added
            <div key={index} class={`bar-row ${look}`}>
              <span>{t(nameOf(one))}</span>
              <span class="track" aria-hidden="true">
                <i class="bar" style={{ left: percent(one.at), width: percent(one.duration) }} />
              </span>
              <time>{endOf(one, look, t)}</time>
            </div>
          )
        })}
        <div class="axis" aria-hidden="true">
          <span class="track">
            {marks.map((mark) => (
              <i key={mark} style={{ left: percent(mark) }}>
                {mark}
                {mark === marks[marks.length - 1] && ' ms'}
              </i>
            ))}
          </span>
        </div>
      </div>
    </Section>
  )
}

const nameOf = ({ step, isAgain }: TimedStep): Text => {
  if (step.name === 'config' && step.error !== undefined) return ['Refused by WeChat', '被微信拒绝']
  return isAgain ? ['Fetched again, fresh', '重新获取签名'] : stepNames[step.name]
}

/** A step without an end has ended as well once another one has failed. */
function lookOf({ step }: TimedStep, { status }: View) {
  if (step.error !== undefined) return 'is-bad'
  if (step.duration !== undefined) return step.name === 'config' ? 'is-good' : ''
  return status === 'configuring' ? 'is-pending' : 'is-left'
}

const endOf = ({ step }: TimedStep, look: string, t: (text: Text) => string): string =>
  look === 'is-left' ? t(['left off', '未完成']) : milliseconds(step.duration)

function Denied({ view }: { view: View }) {
  const t = useText()
  if (view.status !== 'ready') return null
  const count = view.requested.length
  return (
    <Section label={['Denied', '未授权']} dense>
      <p>
        {view.denied.length > 0
          ? view.denied.join(', ')
          : t([`None of the ${count} calls that were asked for`, `申请的 ${count} 个调用都已授权`])}
      </p>
    </Section>
  )
}

function OpenTags({ view }: { view: View }) {
  if (view.openTags.length === 0) return null
  return (
    <Section label={['Open tags', '开放标签']}>
      <Findings findings={view.openTags} />
    </Section>
  )
}

const marks = { good: '✓', warning: '!', bad: '✗' }

function Findings({ findings }: { findings: readonly Finding[] }) {
  const t = useText()
  return (
    <>
      {findings.map(({ level, text }) => (
        <p key={text[0]} class={`finding ${level}`}>
          <b>{marks[level]}</b> {t(text)}
        </p>
      ))}
    </>
  )
}

/** How many of the last calls are shown with the status. */
const LAST = 6

function LastCalls({ view, actions }: { view: View; actions: Actions }) {
  const t = useText()
  if (view.calls.length === 0) return null
  return (
    <Section label={['Last calls', '最近的调用']}>
      <ol class="calls">
        {view.calls.slice(0, LAST).map((call, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the newest is the first, and has no name of its own
          <CallLine key={view.calls.length - index} call={call} />
        ))}
      </ol>
      {view.calls.length > LAST && (
        <button type="button" class="link" onClick={() => actions.set({ tab: 'calls' })}>
          {t([`All ${view.calls.length}`, `全部 ${view.calls.length} 个`])}
        </button>
      )}
    </Section>
  )
}

function CallLine({ call }: { call: ShownCall }) {
  const t = useText()
  const { api, duration, outcome, failure } = call
  return (
    <li class={`is-${outcome}`}>
      <i class="dot" />
      <code>{api}</code>
      <span>{failure?.code ?? t(outcomeNames[outcome])}</span>
      <time>{duration === undefined ? '' : milliseconds(duration)}</time>
    </li>
  )
}

function Earlier({ view }: { view: View }) {
  const t = useText()
  if (view.earlier.length === 0) return null
  return (
    <Section label={['Earlier routes', '之前的路由']}>
      <ol class="calls">
        {view.earlier.slice(0, LAST).map(({ url, status, duration, began }) => (
          <li key={began} class={`is-${status}`}>
            <i class="dot" />
            <code title={url}>{middle(url, 44)}</code>
            <span>{t(statusNames[status])}</span>
            <time>{duration === undefined ? '' : milliseconds(duration)}</time>
          </li>
        ))}
      </ol>
    </Section>
  )
}

function SignerCheck({ endpoint, url }: { endpoint: string; url: string }) {
  const t = useText()
  const [findings, setFindings] = useState<readonly Finding[] | 'asking'>([])
  const check = async () => {
    setFindings('asking')
    setFindings(await checkSigner(endpoint, url))
  }
  return (
    <Section label={['Signer', '签名服务']} dense last>
      <div class="signer">
        <code>{endpoint}</code>
        <button type="button" class="button small" disabled={findings === 'asking'} onClick={check}>
          {findings === 'asking' ? t(['Asking…', '正在请求…']) : t(['Check the signer', '检查签名服务'])}
        </button>
      </div>
      <div role="status">{findings !== 'asking' && <Findings findings={findings} />}</div>
    </Section>
  )
}

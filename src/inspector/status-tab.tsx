/** @jsxImportSource preact */
import { useState } from 'preact/hooks'
import type { Step } from '../core/attempt.ts'
import type { Text } from '../knowledge/text.ts'
import { checkSigner, type Finding } from './check-signer.ts'
import { whyThisUrl } from './explain.ts'
import type { Lane, View } from './model.ts'
import { characterName, Marked, milliseconds, useText } from './parts-of-view.tsx'
import type { Actions } from './store.ts'
import { factsOf, laneNames, statusNames, stepNames } from './wording.ts'

/** Where the page stands: what is wrong and what to do, the URLs, the steps, what is denied and shared. */
export function StatusTab({ view, actions }: { view: View; actions: Actions }) {
  return (
    <>
      {view.status === 'outside' ? <Outside /> : view.failure && <FailureCard view={view} actions={actions} />}
      <Lanes view={view} />
      {view.endpoint && <SignerCheck endpoint={view.endpoint} url={urlToSign(view)} />}
      <Steps view={view} />
      <Denied view={view} />
      <Earlier view={view} />
    </>
  )
}

const urlToSign = ({ lanes }: View): string =>
  (lanes.find(({ role }) => role === 'signed')?.url ?? lanes.find(({ role }) => role === 'current')?.url) as string

function Outside() {
  const t = useText()
  return (
    <section class="card">
      <h3>{t(['This browser is not WeChat', '当前浏览器不是微信'])}</h3>
      <p>
        {t([
          'Open this page in WeChat: send its address to a chat and tap it. At a desk, install wechat-ready/sandbox.',
          '请在微信中打开本页：把链接发到聊天里再点开。在电脑上开发时可安装 wechat-ready/sandbox。',
        ])}
      </p>
    </section>
  )
}

function FailureCard({ view, actions }: { view: View; actions: Actions }) {
  const t = useText()
  const { failure, clientReason } = view
  if (!failure) return null
  const { explanation } = failure
  return (
    <section class="card is-bad">
      <h3>{t(explanation.title)}</h3>
      <p>{t(explanation.meaning)}</p>
      {explanation.steps.length > 0 && (
        <>
          <h4>{t(['What to do', '怎么办'])}</h4>
          <ol>
            {explanation.steps.map((step) => (
              <li key={step[0]}>{t(step)}</li>
            ))}
          </ol>
        </>
      )}
      <dl>
        {clientReason && (
          <div>
            <dt>{t(['The fake client’s own reason', '模拟客户端的原因'])}</dt>
            <dd>{clientReason}</dd>
          </div>
        )}
        {factsOf(failure).map(([name, value]) => (
          <div key={name[0]}>
            <dt>{t(name)}</dt>
            <dd>
              <code>{value}</code>
            </dd>
          </div>
        ))}
      </dl>
      <div class="row">
        <button type="button" class="button main" onClick={actions.retry}>
          {t(['Try again', '重试'])}
        </button>
        {explanation.bench && (
          <button type="button" class="button" onClick={() => actions.set({ tab: 'bench' })}>
            {t(['Open the signature bench', '打开签名校验'])}
          </button>
        )}
      </div>
    </section>
  )
}

function Lanes({ view }: { view: View }) {
  const t = useText()
  const { environment } = view
  // Where nobody checks a URL, none is signed.
  const lanes = view.status === 'outside' ? view.lanes.filter(({ url }) => url !== undefined) : view.lanes
  const known = lanes.filter(({ url }) => url !== undefined)
  const areEqual = known.length > 1 && new Set(known.map(({ url }) => url)).size === 1
  return (
    <section>
      <h3>{t(['Which URL', '哪个 URL'])}</h3>
      <dl class="lanes">
        {lanes.map((lane, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lanes have their places
          <div key={index} class={lane.difference ? 'is-bad' : lane.url ? 'is-good' : ''}>
            <dt>{t(laneNames[lane.role])}</dt>
            <dd>
              {lane.url === undefined ? (
                <Unknown lane={lane} />
              ) : (
                <Marked text={lane.url} difference={lane.difference} />
              )}
              {lane.difference && <DifferenceNote lane={lane} />}
            </dd>
          </div>
        ))}
      </dl>
      {areEqual && <p class="note">{t(['All of them are equal.', '全部一致。'])}</p>}
      <p class="note">{t(whyThisUrl(environment))}</p>
    </section>
  )
}

function Unknown({ lane }: { lane: Lane }) {
  const t = useText()
  return (
    <span class="note">
      {lane.role === 'signed'
        ? t(['nothing yet', '尚无'])
        : t(['not told: this client names it only when it refuses, if at all', '未知：客户端只在拒绝时才可能说明'])}
    </span>
  )
}

function DifferenceNote({ lane }: { lane: Lane }) {
  const t = useText()
  const { difference } = lane
  if (!difference) return null
  const [here, there] = [characterName(difference.left), characterName(difference.right)]
  return (
    <p class="note">
      {t([
        `Differs from the signed one at character ${difference.index + 1}: ${here[0]} here, ${there[0]} there.`,
        `与签名所用的从第 ${difference.index + 1} 个字符起不同：这里是${here[1]}，那里是${there[1]}。`,
      ])}
    </p>
  )
}

function SignerCheck({ endpoint, url }: { endpoint: string; url: string }) {
  const t = useText()
  const [findings, setFindings] = useState<readonly Finding[] | 'asking'>([])
  const check = async () => {
    setFindings('asking')
    setFindings(await checkSigner(endpoint, url))
  }
  const marks = { good: '✓', warning: '!', bad: '✗' }
  return (
    <section>
      <h3>{t(['Signer', '签名服务'])}</h3>
      <span class="url">{endpoint}</span>
      <div class="row">
        <button type="button" class="button" disabled={findings === 'asking'} onClick={check}>
          {findings === 'asking'
            ? t(['Asking…', '正在请求…'])
            : t(['Check the signer from here', '从这里检查签名服务'])}
        </button>
      </div>
      <div role="status">
        {findings !== 'asking' &&
          findings.map(({ level, text }) => (
            <p key={text[0]} class={level}>
              {marks[level]} {t(text)}
            </p>
          ))}
      </div>
    </section>
  )
}

function Steps({ view }: { view: View }) {
  const t = useText()
  const endOf = (step: Step) => {
    const ending = endings.get(lookOf(step, view))
    return ending ? t(ending) : milliseconds(step.duration)
  }
  if (view.steps.length === 0) return null
  return (
    <section>
      <h3>{t(['Steps', '步骤'])}</h3>
      <ol class="list">
        {view.steps.map((step, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: steps are only added
            key={index}
            class={lookOf(step, view)}
          >
            <i class="dot" />
            <b>{t(stepNames[step.name])}</b>
            <time>{endOf(step)}</time>
            {step.url && <span class="url">{step.url}</span>}
          </li>
        ))}
      </ol>
    </section>
  )
}

/** What is without an end when the others have failed is over, too. */
function lookOf({ duration, error }: Step, { status }: View) {
  if (error !== undefined) return 'is-failed'
  if (duration !== undefined) return 'is-ready'
  return status === 'configuring' ? 'is-configuring' : 'is-cancelled'
}

const endings: ReadonlyMap<string, Text> = new Map([
  ['is-failed', ['failed', '失败']],
  ['is-cancelled', ['left off', '未完成']],
])

function Denied({ view }: { view: View }) {
  const t = useText()
  if (view.status !== 'ready') return null
  return (
    <section>
      <h3>{t(['Denied', '未授权的接口'])}</h3>
      <p>
        {view.denied.length > 0
          ? view.denied.join(', ')
          : t(['The client has denied none of the APIs.', '客户端没有拒绝任何接口。'])}
      </p>
    </section>
  )
}

function Earlier({ view }: { view: View }) {
  const t = useText()
  if (view.earlier.length === 0) return null
  return (
    <section>
      <h3>{t(['Earlier routes', '之前的路由'])}</h3>
      <ol class="list">
        {view.earlier.map(({ url, status, signedUrl, duration, began }) => (
          <li key={began} class={`is-${status}`}>
            <i class="dot" />
            <b>{t(statusNames[status])}</b>
            <time>{duration === undefined ? '' : milliseconds(duration)}</time>
            <span class="url">{url}</span>
            {signedUrl && signedUrl !== url && (
              <p>
                {t(['Signed: ', '签名所用：'])}
                <span class="url">{signedUrl}</span>
              </p>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}

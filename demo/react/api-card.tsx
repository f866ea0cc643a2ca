/** @jsxImportSource react */
import { useEffect, useState } from 'react'
import { useWechat } from 'wechat-ready/react'
import { call, isEvent, listen, type Outcome, readForm } from '../src/call.ts'
import type { Entry } from '../src/catalogue.ts'
import type { Values } from '../src/fields.ts'
import { t } from '../src/words.ts'
import { Failure } from './failure.tsx'
import { Form } from './form.tsx'
import { Icon } from './icon.tsx'
import { Result } from './result.tsx'

/** One API: its form, its call as code, and what came of it. */
export function ApiCard({ name, entry }: { name: string; entry: Entry }) {
  const [filledIn, setFilledIn] = useState<Values>({})
  const form = readForm(name, entry, filledIn)
  return (
    <article className="card" aria-labelledby={`${name}-title`}>
      <header className="card-head">
        <h2 id={`${name}-title`}>{name}</h2>
        <p>{t(entry.title)}</p>
      </header>
      <Form name={name} fields={entry.fields} values={form.values} onChange={setFilledIn} />
      {'error' in form ? (
        <Failure error={form.error} />
      ) : (
        <>
          <Code code={form.code} />
          {isEvent(name) ? <Listener name={name} content={form.params} /> : <Caller name={name} params={form.params} />}
        </>
      )}
    </article>
  )
}

function Code({ code }: { code: string }) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard?.writeText(code)
    setCopied(true)
  }
  useEffect(() => setCopied(false), [code])
  return (
    <div className="code-box">
      <pre className="code">
        <code>{code}</code>
      </pre>
      <button
        type="button"
        className="copy"
        onClick={copy}
        aria-label={copied ? t(['Copied', '已复制']) : t(['Copy', '复制'])}
      >
        <Icon name={copied ? 'tick' : 'copy'} />
      </button>
    </div>
  )
}

/** Calls it once a click. */
function Caller({ name, params }: { name: string; params: object | undefined }) {
  const { wechat } = useWechat()
  const [outcome, setOutcome] = useState<Outcome>()
  const onClick = async () => {
    setOutcome('pending')
    setOutcome(await call(wechat, name, params))
  }
  return (
    <>
      <button
        type="button"
        className="button"
        onClick={onClick}
        disabled={outcome === 'pending'}
        aria-describedby={`${name}-title`}
      >
        {outcome === 'pending' && <i className="spinner" />}
        {t(['Call', '调用'])}
      </button>
      {typeof outcome === 'object' &&
        ('error' in outcome ? <Failure error={outcome.error} /> : <Result api={name} result={outcome.result} />)}
    </>
  )
}

/** Listens from one click to the next. */
function Listener({ name, content }: { name: string; content: object | undefined }) {
  const { wechat } = useWechat()
  const [stop, setStop] = useState<() => void>()
  const [heard, setHeard] = useState<readonly unknown[]>([])
  useEffect(() => () => stop?.(), [stop])
  const toggle = () => {
    if (stop) return setStop(undefined)
    const unsubscribe = listen(wechat, name, content, (payload) =>
      setHeard((before) => [payload, ...before].slice(0, 5)),
    )
    setStop(() => unsubscribe)
  }
  return (
    <>
      <button
        type="button"
        className={`button ${stop ? 'is-plain' : ''}`}
        onClick={toggle}
        aria-describedby={`${name}-title`}
      >
        {stop ? t(['Stop listening', '停止监听']) : t(['Listen', '监听'])}
      </button>
      {stop && heard.length === 0 && <p className="hint">{t(['Nothing heard yet.', '尚未收到事件。'])}</p>}
      {heard.map((payload, index) => (
        <Result key={heard.length - index} api={name} result={payload} />
      ))}
    </>
  )
}

import { useEffect, useState } from 'preact/hooks'
import type { Entry } from './catalogue.ts'
import { Failure } from './failure.tsx'
import { toCode, toParams, type Values } from './fields.ts'
import { Form } from './form.tsx'
import { Icon } from './icons.tsx'
import { method } from './method.ts'
import { Result } from './result.tsx'
import { keep, souvenirs } from './souvenirs.ts'
import { changed } from './wechat.ts'
import { t } from './words.ts'

type Outcome = { readonly result: unknown } | { readonly error: unknown } | 'pending' | undefined

/** One API: its form, its call as code, and what came of it. */
export function ApiCard({ name, entry }: { name: string; entry: Entry }) {
  const [filledIn, setFilledIn] = useState<Values>({})
  // The latest picture or voice, until the visitor writes something else.
  const offered = Object.entries(entry.fields).flatMap(([key, { from }]) =>
    souvenirs(from)
      .slice(0, 1)
      .map((id) => [key, id]),
  )
  const values: Values = { ...Object.fromEntries(offered), ...filledIn }
  const isEvent = /^on[A-Z]/.test(name)
  const form = read(() => toParams(entry.fields, values))
  return (
    <article class="card" aria-labelledby={`${name}-title`}>
      <header class="card-head">
        <h2 id={`${name}-title`}>{name}</h2>
        <p>{t(entry.title)}</p>
      </header>
      <Form name={name} fields={entry.fields} values={values} onChange={setFilledIn} />
      {'error' in form ? (
        <Failure error={form.error} />
      ) : (
        <>
          <Code code={isEvent ? eventCode(name, entry, form.params) : callCode(name, entry, form.params)} />
          {isEvent ? <Listener name={name} content={form.params} /> : <Caller name={name} params={form.params} />}
        </>
      )}
    </article>
  )
}

function read(params: () => object | undefined): { params: object | undefined } | { error: unknown } {
  try {
    return { params: params() }
  } catch (error) {
    return { error }
  }
}

function callCode(name: string, { gives }: Entry, params: object | undefined): string {
  const result = gives.length > 3 ? 'const result = ' : gives.length > 0 ? `const { ${gives.join(', ')} } = ` : ''
  return `${result}await wechat.${name}(${params ? toCode(params) : ''})`
}

function eventCode(name: string, { gives }: Entry, content: object | undefined): string {
  const listener = `({ ${gives.join(', ')} }) => {\n  // …\n}`
  return `const stop = wechat.${name}(${listener}${content ? `, ${toCode(content)}` : ''})`
}

function Code({ code }: { code: string }) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard?.writeText(code)
    setCopied(true)
  }
  useEffect(() => setCopied(false), [code])
  return (
    <div class="code-box">
      <pre class="code">
        <code>{code}</code>
      </pre>
      <button
        type="button"
        class="copy"
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
  const [outcome, setOutcome] = useState<Outcome>()
  const call = async () => {
    setOutcome('pending')
    try {
      const result = await method<[unknown], Promise<unknown>>(name)(params)
      setOutcome({ result })
      if (keep(name, result)) changed()
    } catch (error) {
      setOutcome({ error })
    }
  }
  return (
    <>
      <button
        type="button"
        class="button"
        onClick={call}
        disabled={outcome === 'pending'}
        aria-describedby={`${name}-title`}
      >
        {outcome === 'pending' && <i class="spinner" />}
        {t(['Call', '调用'])}
      </button>
      {typeof outcome === 'object' &&
        ('error' in outcome ? <Failure error={outcome.error} /> : <Result api={name} result={outcome.result} />)}
    </>
  )
}

/** Listens from one click to the next. */
function Listener({ name, content }: { name: string; content: object | undefined }) {
  const [stop, setStop] = useState<() => void>()
  const [heard, setHeard] = useState<readonly unknown[]>([])
  useEffect(() => () => stop?.(), [stop])
  const toggle = () => {
    if (stop) return setStop(undefined)
    const listener = (payload: unknown) => {
      setHeard((before) => [payload, ...before].slice(0, 5))
      if (keep(name, payload)) changed()
    }
    const unsubscribe = method<[typeof listener, object?], () => void>(name)(listener, content)
    setStop(() => unsubscribe)
  }
  return (
    <>
      <button
        type="button"
        class={`button ${stop ? 'is-plain' : ''}`}
        onClick={toggle}
        aria-describedby={`${name}-title`}
      >
        {stop ? t(['Stop listening', '停止监听']) : t(['Listen', '监听'])}
      </button>
      {stop && heard.length === 0 && <p class="hint">{t(['Nothing heard yet.', '尚未收到事件。'])}</p>}
      {heard.map((payload, index) => (
        <Result key={heard.length - index} api={name} result={payload} />
      ))}
    </>
  )
}

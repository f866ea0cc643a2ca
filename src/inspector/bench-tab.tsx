/** @jsxImportSource preact */
import type { TextareaHTMLAttributes } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { firstDifference } from '../knowledge/compare.ts'
import { type Deviation, type Finding, judge, type Verdict } from './bench.ts'
import { fieldNames, findingText, verdictText } from './bench-i18n.ts'
import { characterName, contrastInChinese, Marked, useText } from './components.tsx'
import type { View } from './model.ts'
import { parsePasted } from './parse.ts'
import { ProofBox } from './proof-box.tsx'
import type { BenchContext, BenchInput } from './signed-fields.ts'
import type { ProofState } from './verdict.ts'

/** The bench's inputs and its result; kept only while the panel is open. */
export interface Bench {
  input: BenchInput
  verdict: Verdict | undefined
  /** Whether the user has edited a field. */
  isTouched: boolean
}

const empty: BenchInput = { ticket: '', nonceStr: '', timestamp: '', url: '', signature: '' }

/** A bench filled with the page's own values, and with the ticket of a fake client. */
export const newBench = (view: View, ticket = ''): Bench => ({
  input: { ...empty, ...pageValues(view), ticket },
  verdict: undefined,
  isTouched: false,
})

/** Whether the page's latest values may replace its inputs. */
export const isFresh = ({ isTouched, input }: Bench): boolean => !isTouched || input.ticket === ''

export function pageValues({ signature, lanes }: View): Omit<BenchInput, 'ticket'> | undefined {
  if (!signature) {
    const url = lanes.find(({ role, url }) => role === 'sent' && url !== undefined)?.url
    return url === undefined ? undefined : { ...empty, url }
  }
  const { nonceStr, timestamp, url } = signature
  return { nonceStr, timestamp: String(timestamp), url, signature: signature.signature }
}

/** Recomputes a signature out of what is pasted, and finds what differs. Over a fake client it has done so already. */
export function BenchTab({ view, bench, proof }: { view: View; bench: Bench; proof: ProofState }) {
  const t = useText()
  const [, redraw] = useState(0)
  const [isBusy, setBusy] = useState(false)
  const result = useRef<HTMLDivElement>(null)
  const change = (input: Partial<BenchInput>) => {
    bench.input = { ...bench.input, ...input }
    bench.verdict = undefined
    bench.isTouched = true
    redraw((times) => times + 1)
  }
  const check = () => {
    setBusy(true)
    // The search takes up to a few seconds on a phone: show that on the button first.
    setTimeout(() => {
      bench.verdict = judge(bench.input, contextOf(view))
      setBusy(false)
      result.current?.scrollIntoView({ block: 'nearest' })
    }, 50)
  }
  const verdict = bench.verdict ?? (bench.isTouched || proof === 'looking' ? undefined : proof)
  return (
    <form
      class="bench"
      onSubmit={(event) => {
        event.preventDefault()
        check()
      }}
    >
      <div role="status" class="bench-result" ref={result}>
        {verdict && <Result verdict={verdict} view={view} url={bench.input.url} />}
      </div>
      <p>
        {t([
          'Paste the jsapi_ticket: the signature is computed again with the values of the page. If it differs, you see which of the four is not what was signed, down to the character.',
          '填入 jsapi_ticket，用页面上的值重新计算签名。如果不一致，会指出四项中哪一项与签名时不同，精确到字符。',
        ])}
      </p>
      <p class="soft">
        {t([
          'All of it happens in this browser: nothing is sent, kept, or put into the report.',
          '只在本浏览器中计算：不发送、不保存，也不写入报告。',
        ])}
      </p>
      <Paste onPaste={(text) => change(parsePasted(text))} />
      {fieldNames.map(([name, label]) => (
        // biome-ignore lint/a11y/noLabelWithoutControl: Field is one
        <label key={name} class="field">
          <span>{t(label)}</span>
          <Field name={name} value={bench.input[name]} onChange={(value) => change({ [name]: value })} />
        </label>
      ))}
      <div class="row">
        <button type="submit" class="button main" disabled={isBusy}>
          {isBusy ? t(['Comparing…', '正在比对…']) : t(['Check', '校验'])}
        </button>
        <button
          type="button"
          class="button"
          onClick={() => change({ ...empty, ...pageValues(view), ticket: bench.input.ticket })}
        >
          {t(['Values of the page', '使用页面的值'])}
        </button>
      </div>
    </form>
  )
}

const clientUrls = (view: View): string[] =>
  view.lanes.flatMap(({ role, url }) => (role === 'client' && url !== undefined ? [url] : []))

/** What the page has, beside what is on the bench. */
export const contextOf = (view: View): BenchContext => ({
  page: view.signature ? pageValues(view) : undefined,
  urls: view.lanes.flatMap(({ url }) => url ?? []),
})

function Paste({ onPaste }: { onPaste: (text: string) => void }) {
  const t = useText()
  return (
    <label class="field">
      <span>
        {t([
          "Paste anything: the signer's JSON, wx.config({…}), or the string that your server signed",
          '可直接粘贴：签名服务的 JSON、wx.config({…})，或服务端参与签名的字符串',
        ])}
      </span>
      <textarea
        rows={2}
        spellcheck={false}
        autocomplete="off"
        onInput={({ currentTarget }) => onPaste(currentTarget.value)}
      />
    </label>
  )
}

function Field(props: { name: keyof BenchInput; value: string; onChange: (value: string) => void }) {
  const common = {
    name: props.name,
    value: props.value,
    spellcheck: false,
    autocomplete: 'off',
    autocapitalize: 'off',
  } as const
  return props.name === 'ticket' || props.name === 'url' || props.name === 'signature' ? (
    <Area {...common} rows={props.name === 'ticket' ? 3 : 2} onChange={props.onChange} />
  ) : (
    <input {...common} onInput={({ currentTarget }) => props.onChange(currentTarget.value)} />
  )
}

type AreaProps = Omit<TextareaHTMLAttributes, 'onChange'> & { onChange: (value: string) => void }

/** As high as its content, and at least as high as its rows: texts that are compared are visible in full. */
function Area({ onChange, ...attributes }: AreaProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    const { current } = area
    if (!current) return
    current.style.height = 'auto'
    current.style.height = `${current.scrollHeight + current.offsetHeight - current.clientHeight}px`
  })
  return <textarea {...attributes} ref={area} onInput={({ currentTarget }) => onChange(currentTarget.value)} />
}

function Result({ verdict, view, url }: { verdict: Verdict; view: View; url: string }) {
  const t = useText()
  if (verdict.status === 'incomplete') {
    const missing = fieldNames.filter(([name]) => verdict.missing.includes(name)).map(([, label]) => t(label))
    return <h3>{t([`Still missing: ${missing.join(', ')}.`, `还缺少：${missing.join('、')}。`])}</h3>
  }
  const urls = clientUrls(view)
  const isClients = urls.length === 0 || urls.includes(url)
  return (
    <>
      <h3>{t(verdictText(verdict))}</h3>
      {verdict.findings.map((finding) => (
        <FindingView key={finding.part} finding={finding} />
      ))}
      {verdict.deviations.map((deviation) => (
        <DeviationView key={deviation.part} deviation={deviation} />
      ))}
      {verdict.status === 'right' && (
        <RightButRefused isClients={isClients} url={url} clientUrl={urls[0]} isSame={verdict.deviations.length === 0} />
      )}
      <h4>{t(['The string that is signed', '参与签名的字符串'])}</h4>
      <Marked text={verdict.string} difference={markInString(verdict)} />
      <h4>{t(['Its SHA-1', '其 SHA-1'])}</h4>
      <span class="url">{verdict.sha1}</span>
    </>
  )
}

const isOneCharacter = ({ kind }: Finding): boolean => ['replaced', 'missing', 'extra', 'swapped'].includes(kind)

/** The wrong character, in the whole string. */
function markInString({ string, findings }: Exclude<Verdict, { status: 'incomplete' }>) {
  const [first] = findings
  if (!first?.difference || first.part === 'signature') return undefined
  if (first.part === 'string') return first.difference
  const name = { ticket: 'jsapi_ticket', nonceStr: 'noncestr', timestamp: 'timestamp', url: 'url' }[first.part]
  const start = string.indexOf(`${name}=${first.given}`) + name.length + 1
  return { ...first.difference, index: start + first.difference.index }
}

function FindingView({ finding }: { finding: Finding }) {
  const t = useText()
  return (
    <>
      {/* The box says it of a single character. */}
      {!isOneCharacter(finding) && <p>{t(findingText(finding))}</p>}
      <ProofBox finding={finding} />
    </>
  )
}

function DeviationView({ deviation }: { deviation: Deviation }) {
  const t = useText()
  const { part, difference, given, page } = deviation
  const [here, there] = [characterName(difference.left), characterName(difference.right)]
  return (
    <>
      <h4>
        {t([
          `${part} differs from that of the page: character ${difference.index + 1} is ${here[0]} here and ${there[0]} on the page.`,
          `${part} 与页面上的从第 ${difference.index + 1} 个字符起不同：${contrastInChinese(difference)}。`,
        ])}
      </h4>
      <Marked text={given} difference={difference} />
      <Marked text={page} difference={firstDifference(page, given)} />
    </>
  )
}

function RightButRefused(props: { isClients: boolean; isSame: boolean; url: string; clientUrl: string | undefined }) {
  const t = useText()
  if (!props.isSame) {
    return (
      <p>
        {t([
          'The server signs correctly, but the page passes other values to wx.config: pass them on unchanged.',
          '服务端签名正确，但页面传给 wx.config 的值不同：请原样使用服务端返回的值。',
        ])}
      </p>
    )
  }
  if (props.isClients || props.clientUrl === undefined) {
    return (
      <p>
        {t([
          'If WeChat still refuses it, the ticket belongs to another account than the appId, or has been replaced since: fetch a new one.',
          '如果微信仍然拒绝：appId 与 ticket 不属于同一个公众号，或者 ticket 已经更换。请重新获取 ticket。',
        ])}
      </p>
    )
  }
  const difference = firstDifference(props.url, props.clientUrl)
  return (
    <>
      <p>{t(['But this is not the URL that the client checks:', '但这不是客户端校验的 URL：'])}</p>
      <Marked text={props.url} difference={difference} />
      <Marked text={props.clientUrl} difference={firstDifference(props.clientUrl, props.url)} />
    </>
  )
}

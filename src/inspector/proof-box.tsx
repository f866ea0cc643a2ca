/** @jsxImportSource preact */
import type { Finding } from './bench.ts'
import { useText, useWidth } from './components.tsx'
import { spanOf, windowOf, windowStart } from './span.ts'

/** Widths in pixels: of a character of the box, and of what is beside the texts. */
const CHARACTER = 7.9
const BESIDE = { wide: 190, narrow: 130 }

/** What WeChat has and what the signer signed, with the first difference marked. */
export function ProofBox({ finding }: { finding: Finding }) {
  const t = useText()
  const width = useWidth()
  const { part, given, signed } = finding
  const span = spanOf(given, signed)
  if (!span) return null
  const { start, leftEnd, rightEnd } = span
  const size = Math.max(24, Math.min(86, Math.floor((width - (width < 560 ? BESIDE.narrow : BESIDE.wide)) / CHARACTER)))
  const from = windowStart(start, Math.max(given.length, signed.length), size)
  const rows = [
    {
      name: part === 'signature' ? t(['Right', '正确的']) : t(["WeChat's", '微信的']),
      text: given,
      end: leftEnd,
      look: 'outlined',
    },
    { name: t(["Signer's", '签名服务的']), text: signed, end: rightEnd, look: 'filled' },
  ]
  const [has, was] = [given.slice(start, leftEnd), signed.slice(start, rightEnd)]
  const isOne = has.length <= 1 && was.length <= 1
  const quoted = (text: string) =>
    text === '' ? t(['nothing', '没有字符']) : text === ' ' ? t(['a space', '空格']) : text
  const position = start + 1
  return (
    <div class="proof">
      {rows.map(({ name, text, end, look }) => {
        const { before, mark, after } = windowOf(text, start, end, size, from)
        return (
          <p key={look} class="proof-row">
            <span>{name}</span>
            <code>
              {before}
              <mark class={look}>{mark || '\u00a0'}</mark>
              {after}
            </code>
          </p>
        )
      })}
      <p class="proof-position">
        {isOne
          ? t([
              `Character ${position} of ${given.length} is ${quoted(was)} in what was signed, ${quoted(has)} in what WeChat has.`,
              `第 ${position} 个字符（共 ${given.length} 个）：签名时是 ${quoted(was)}，微信那边是 ${quoted(has)}。`,
            ])
          : t([
              `At character ${position}: ${cut(quoted(has))} was sent, ${cut(quoted(was))} was signed.`,
              `第 ${position} 个字符起：发送的是 ${cut(quoted(has))}，签名的是 ${cut(quoted(was))}。`,
            ])}
      </p>
    </div>
  )
}

const cut = (text: string): string => (text.length > 24 ? `${text.slice(0, 23)}…` : text)

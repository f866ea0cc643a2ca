/** @jsxImportSource preact */
import { type ComponentChildren, createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Difference } from '../knowledge/compare.ts'
import { inLanguage, type Language, type Text } from '../knowledge/text.ts'

export const LanguageContext = createContext<Language>('en')

/** CSS pixels of the panel's width. */
export const WidthContext = createContext(760)

export const useWidth = (): number => useContext(WidthContext)

/** The function that puts a text into the panel's language. */
export function useText(): (text: Text) => string {
  const language = useContext(LanguageContext)
  return (text) => {
    const words = inLanguage(text, language)
    // Fonts for Chinese draw curly quotes as wide as their own characters.
    return language === 'en' ? words.replace(/[‘’]/g, "'").replace(/[“”]/g, '"') : words
  }
}

const drawings = {
  move: 'M7 4v16M4 7l3-3 3 3M17 20V4M14 17l3 3 3-3',
  collapse: 'M5 12h14',
  close: 'M6 6l12 12M18 6L6 18',
} as const

/** A round button with a drawing. */
export function IconButton(props: { name: keyof typeof drawings; label: string; onClick: () => void }) {
  return (
    <button type="button" class="icon" aria-label={props.label} title={props.label} onClick={props.onClick}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d={drawings[props.name]} />
      </svg>
    </button>
  )
}

/** A text; the character at which it differs from another one is marked. */
export function Marked({ text, difference }: { text: string; difference: Difference | undefined }) {
  if (!difference) return <span class="url">{text}</span>
  const { index, left } = difference
  return (
    <span class="url">
      {text.slice(0, index)}
      <mark>{left === '' ? '⏎' : left === ' ' ? '␣' : left === '\n' ? '↵' : left}</mark>
      {text.slice(index + left.length)}
    </span>
  )
}

/** A character in words; what cannot be seen by its name. */
export function characterName(character: string): Text {
  if (character === '') return ['the end', '末尾']
  if (character === ' ') return ['a space', '空格']
  if (/[\r\n]/.test(character)) return ['a line break', '换行']
  return [`"${character}"`, `“${character}”`]
}

/** In Chinese, what two texts have where they begin to differ. */
export function contrastInChinese({ left, right }: Difference): string {
  if (left === '') return `前者到此为止，后者还有${characterName(right)[1]}`
  if (right === '') return `前者还有${characterName(left)[1]}，后者到此为止`
  return `前者是${characterName(left)[1]}，后者是${characterName(right)[1]}`
}

export const milliseconds = (duration: number | undefined): string =>
  duration === undefined ? '…' : `${duration < 10 ? duration.toFixed(1) : Math.round(duration)} ms`

/** A part of a view, with its name beside it; in a narrow panel above it. */
export function Section(props: { label: Text; dense?: boolean; last?: boolean; children: ComponentChildren }) {
  const t = useText()
  const { dense, last } = props
  return (
    <section class={`section${dense ? ' dense' : ''}${last ? ' last' : ''}`}>
      <h4>{t(props.label)}</h4>
      <div>{props.children}</div>
    </section>
  )
}

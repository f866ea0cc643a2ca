import { type Found, LEVELS } from './names.ts'
import { english } from './texts-en.ts'
import { chinese } from './texts-zh.ts'
import type { Finding, Lang } from './types.ts'

const fill = (text: string, facts: Readonly<Record<string, string>>) =>
  text.replace(/\{(\w+)\}/g, (all, name: string) => facts[name] ?? all)

export function toFinding({ name, facts = {} }: Found, lang: Lang): Finding {
  const [saw, cure] = (lang === 'zh' ? chinese : english)[name]
  return {
    name,
    level: LEVELS[name],
    saw: fill(saw, facts),
    cure: fill(cure, facts),
    docs: `docs/${lang}/doctor.md#${name}`,
  }
}

import { pageUrl } from '../knowledge/site.ts'
import { inLanguage, type Text } from '../knowledge/text.ts'
import { type Found, findings } from './findings.ts'
import type { Finding, Lang } from './types.ts'

/** A finding in one language, with its facts. */
export function toFinding({ name, facts = {} }: Found, lang: Lang): Finding {
  const { level, saw, cure } = findings[name]
  const said = (text: Text) => inLanguage(text, lang).replace(/\{(\w+)\}/g, (all, fact: string) => facts[fact] ?? all)
  return { name, level, saw: said(saw), cure: said(cure), docs: pageUrl('doctor', name, lang) }
}

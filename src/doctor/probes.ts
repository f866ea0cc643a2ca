import type { Text } from '../knowledge/text.ts'
import { withoutFragment } from '../knowledge/url.ts'

/** A page's URL that differs from the page's own in one way. */
export interface Probe {
  readonly name: ProbeName
  readonly url: string
}

export type ProbeName =
  | 'plain'
  | 'ampersand'
  | 'encoded'
  | 'plus'
  | 'chinese'
  | 'lower-hex'
  | 'shared'
  | 'login'
  | 'bare'
  | 'slash'
  | 'fragment'

export const PROBE_WORDS: Readonly<Record<ProbeName, Text>> = {
  plain: ['the page itself', '页面本身'],
  ampersand: ['a URL with "&"', '带 “&” 的 URL'],
  encoded: ['a URL with "%26"', '带 “%26” 的 URL'],
  plus: ['a URL with "+"', '带 “+” 的 URL'],
  chinese: ['a URL with Chinese', '带中文的 URL'],
  'lower-hex': ['a URL with "%e4"', '带小写 “%e4” 的 URL'],
  shared: ['a URL with "from=singlemessage"', '带 “from=singlemessage” 的 URL'],
  login: ['a URL with "code=" and "state="', '带 “code=” 和 “state=” 的 URL'],
  bare: ['a URL with a parameter without a value', '参数没有值的 URL'],
  slash: ['a URL that ends in "/"', '以 “/” 结尾的 URL'],
  fragment: ['a URL with a fragment', '带 # 片段的 URL'],
}

/** The page's URL first. */
export function probesOf(page: string): Probe[] {
  const plain = withoutFragment(page)
  const and = (query: string) => plain + (/[?&]$/.test(plain) ? '' : plain.includes('?') ? '&' : '?') + query
  const path = plain.split('?', 1)[0] ?? ''
  const urls: Record<ProbeName, string> = {
    plain,
    ampersand: and('wr=2&b=1&a=1'),
    encoded: and('wr=a%26b%3Dc'),
    plus: and('wr=a+b'),
    chinese: and('wr=%E4%B8%AD%E6%96%87'),
    'lower-hex': and('wr=%e4%b8%ad'),
    shared: and('from=singlemessage&isappinstalled=0'),
    login: and('code=wr0doctor&state=wr'),
    bare: and('wr&e='),
    slash: path.endsWith('/') ? `${path}doctor/` : `${path}/`,
    fragment: `${plain}#/doctor`,
  }
  return Object.entries(urls).map(([name, url]) => ({ name: name as ProbeName, url }))
}

/** Pages that a request for the given one must not have signed. */
export function foreignPages(page: string) {
  const { origin, host, protocol } = new URL(page)
  return {
    foreign: 'https://foreign-page.example/doctor',
    lookalikes: [
      `${origin}.foreign-page.example/doctor`,
      `${protocol}//${host}@foreign-page.example/doctor`,
      `https://foreign-page.example/?${origin}/`,
    ],
    notUrls: ['javascript:alert(1)', 'not a URL'],
  }
}

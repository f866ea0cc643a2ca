import type { Text } from '../words.ts'

/** What can be seen, in words of ours. */
export const vocabulary = {
  current: ['the current URL', '当前 URL'],
  landing: ['the URL of the load', '入口 URL'],
  both: ['either of the two', '两者任一'],
  neither: ['neither of the two', '两者都不是'],
  kept: ['kept', '保留'],
  lost: ['lost', '失效'],
  answered: ['answered', '有响应'],
  refused: ['refused', '被拒绝'],
  accepted: ['accepted', '接受'],
  silent: ['no answer', '没有响应'],
  oneUrl: ['one URL', '一个 URL'],
  listText: ['a list in one text', '列表文本'],
  jsonArray: ['a JSON array', 'JSON 数组'],
  absent: ['not there', '没有'],
  present: ['there', '有'],
  text: ['JSON text', 'JSON 文本'],
  object: ['an object', '对象'],
  writable: ['can be replaced', '可以被替换'],
  fixed: ['cannot be replaced', '不能被替换'],
  beforeScripts: ["before the page's scripts", '早于页面脚本'],
  withDocument: ['while the document loads', '文档加载期间'],
  afterLoad: ['after the load', '加载完成之后'],
} as const satisfies Record<string, Text>

export type Word = keyof typeof vocabulary

/** What was seen: a word of ours, or the client's own. */
export type Seen = Word | { readonly says: string }

/** What is expected: a word of ours, or words of the client, loosely where the client may vary them. */
export type Pattern = Word | { readonly says: string; readonly like?: RegExp }

/** Whether what was seen is what is expected. */
export function fits(seen: Seen, pattern: Pattern): boolean {
  if (typeof seen === 'string' || typeof pattern === 'string') return seen === pattern
  return pattern.like ? pattern.like.test(seen.says) : pattern.says === seen.says
}

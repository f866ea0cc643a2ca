import type { Group } from './catalogue.ts'
import { type Text, t } from './words.ts'

/** The titles of the pages beside the start and the groups, by path. */
export const titles: Readonly<Record<string, Text>> = {
  '/calls': ['All calls', '全部调用'],
  '/compare': ['Compare with raw wx', '与原生 wx 对比'],
  '/routes': ['Routes', '路由'],
  '/account': ['Login', '登录'],
}

/** What the title bar shows. */
export function titleOf(path: string, group: Group | undefined): string {
  if (group) return t(group.title)
  return t(titles[path.replace(/(.)\/$/, '$1')] ?? ['wechat-ready', 'wechat-ready'])
}

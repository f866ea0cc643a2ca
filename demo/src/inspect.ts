import { type DeskTab, desk } from './frame.ts'
import { wechat } from './wechat.ts'
import { language } from './words.ts'

/** Shows the inspector: the desk's, or one over the page, whose code is loaded now. */
export async function inspect(tab: Exclude<DeskTab, 'compare'> | 'sandbox' = 'status'): Promise<void> {
  if (desk) return desk.show(tab === 'sandbox' ? 'status' : tab)
  const { openInspector } = await import('wechat-ready/inspector')
  openInspector(wechat, { language: language.value, tab })
}

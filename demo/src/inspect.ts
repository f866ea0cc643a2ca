import { wechat } from './wechat.ts'
import { language } from './words.ts'

/** Opens the inspector: loaded when somebody asks for it. */
export async function inspect(tab?: 'status' | 'sandbox'): Promise<void> {
  const { openInspector } = await import('wechat-ready/inspector')
  openInspector(wechat, { language: language.value, tab })
}

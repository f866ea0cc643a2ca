import type { Text } from '../knowledge/text.ts'
import { style } from './style.ts'

/**
 * Puts the styles into a shadow root. A constructed sheet is no inline style to a Content-Security-Policy; a browser
 * without them (iOS before 16.4) gets a `<style>`, which the policy may refuse.
 *
 * @returns what the browser lacks, if the panel has no looks
 */
export function addStyles(root: ShadowRoot, nonce: string | undefined): Text | undefined {
  if ('adoptedStyleSheets' in root && 'replaceSync' in CSSStyleSheet.prototype) {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(style)
    root.adoptedStyleSheets = [sheet]
    return undefined
  }
  const element = document.createElement('style')
  if (nonce) element.nonce = nonce
  element.textContent = style
  root.append(element)
  if (element.sheet) return undefined
  return [
    "The Content-Security-Policy of this page refuses the panel's styles in this old browser: allow a nonce in style-src and pass it, openInspector(wechat, { nonce }).",
    '本页的 Content-Security-Policy 不允许面板在该旧版浏览器中使用样式：请在 style-src 中加入 nonce，并传入 openInspector(wechat, { nonce })。',
  ]
}

import type { Answer } from '../testing/script.ts'
import type { Message } from '../testing/verification.ts'
import { element, icon, icons } from './dom.ts'
import { openSheet, type Sandbox } from './sheet.ts'
import { words } from './words.ts'

/**
 * `previewImage`: the pictures that the page passed, side by side. The call is answered when they are shown, not when
 * they are closed.
 */
export async function previewSheet({ root, fake }: Sandbox, { urls, current }: Message): Promise<Answer> {
  const all = (Array.isArray(urls) ? urls : [urls]).map(String)
  const first = Math.max(0, all.indexOf(String(current ?? '')))
  const source = (url: string) => (/^(wxLocalResource|weixin):/i.test(url) ? fake.pictures.of(url) : url)
  openSheet(root, words().preview, (end) => content(all.map(source), first, end), 'whole')
  return {}
}

function content(sources: string[], first: number, end: () => void): Node[] {
  const { close, picture, noPicture } = words()
  const counter = element('p', { class: 'counter', role: 'status' })
  const slides = sources.map((src, index) => {
    const slide = element('figure', { 'aria-label': `${picture} ${index + 1}` })
    const failed = () => slide.replaceChildren(element('figcaption', {}, noPicture, element('small', {}, src)))
    slide.append(element('img', { src, alt: `${picture} ${index + 1}`, onerror: failed }))
    return slide
  })
  const strip = element('div', { class: 'slides', tabindex: 0 }, ...slides)
  const shown = () => Math.round(strip.scrollLeft / Math.max(1, strip.clientWidth))
  const count = () => {
    counter.textContent = `${shown() + 1} / ${sources.length}`
  }
  const go = (step: number) => slides[shown() + step]?.scrollIntoView({ inline: 'start', block: 'nearest' })
  strip.addEventListener('scroll', count)
  strip.addEventListener('keydown', ({ key }) => {
    if (key === 'ArrowRight' || key === 'ArrowLeft') go(key === 'ArrowRight' ? 1 : -1)
  })
  strip.addEventListener('click', ({ target }) => {
    if (!(target instanceof HTMLImageElement)) end()
  })
  // The strip has a width only when the sheet is on the page.
  requestAnimationFrame(() => {
    strip.scrollLeft = first * strip.clientWidth
    count()
  })
  return [
    strip,
    counter,
    element(
      'button',
      { class: 'leave', 'aria-label': close, autofocus: true, onclick: () => end() },
      icon(icons.close),
    ),
  ]
}

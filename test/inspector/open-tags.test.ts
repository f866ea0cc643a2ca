import { afterEach, expect, test } from 'vitest'
import { checkOpenTags } from '../../src/inspector/open-tags.ts'

afterEach(() => {
  document.body.replaceChildren()
  document.head.replaceChildren()
})

const texts = (state: unknown = 'ready', isFramed = false) =>
  checkOpenTags(document, { state, isFramed }).map(({ level, text }) => `${level}: ${text[0]}`)

test('a page without open tags has no findings', () => {
  expect(texts()).toEqual([])
})

test('a tag that is refused, in a frame, without size and template has four findings', () => {
  document.body.innerHTML = '<wx-open-launch-weapp></wx-open-launch-weapp>'
  const found = texts({ error: new Error('refused') }, true).join('\n')
  for (const words of ['refused the open tags', 'in a frame', 'has no size', 'has no template']) {
    expect(found).toContain(words)
  }
  expect(texts('unknown')[0]).toContain('openTagList')
})

test('a tag with a size and a template has no bad finding', () => {
  document.body.innerHTML =
    '<wx-open-launch-app><script type="text/wxtag-template"><b>Open</b></script></wx-open-launch-app>'
  const tag = document.querySelector('wx-open-launch-app') as HTMLElement
  tag.getBoundingClientRect = () => ({ width: 200, height: 44 }) as DOMRect
  expect(texts().filter((text) => text.startsWith('bad'))).toEqual([])
})

test('a content security policy is named only if it blocks the frames of open tags', () => {
  document.body.innerHTML = '<wx-open-audio></wx-open-audio>'
  const policy = (content: string) => {
    document.head.innerHTML = `<meta http-equiv="Content-Security-Policy" content="${content}">`
    return texts().filter((text) => text.includes('Content-Security-Policy'))
  }
  expect(policy("default-src 'self'")).toEqual([expect.stringContaining('frame-src https://*.qq.com webcompt:')])
  expect(policy("default-src 'self'; frame-src https://*.qq.com webcompt:")).toEqual([])
})

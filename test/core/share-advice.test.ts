import { afterEach, beforeEach, expect, type MockInstance, test, vi } from 'vitest'
import { warnAboutShare } from '../../src/core/share-advice.ts'
import type { ShareContent } from '../../src/core/share-content.ts'
import { turn, virtualTime } from '../kit/time.ts'

let warn: MockInstance
beforeEach(() => {
  virtualTime()
  warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
})

afterEach(() => void vi.restoreAllMocks())

const warningsOf = (content: ShareContent | undefined) => {
  warnAboutShare({}, content, () => false)
  return warn.mock.calls.map(([text]) => String(text))
}

test.each<[string, ShareContent | undefined]>([
  ['nothing is set', undefined],
  ['the content has neither', { title: 'a' }],
  ['both are of this host', { link: '/goods', imgUrl: '/goods.png' }],
  ['the picture is an https one that has "data:" in it', { imgUrl: 'https://other.example.com/?data:1' }],
])('warns of no link and no picture when %s', (_, content) => {
  expect(warningsOf(content)).toEqual([])
})

test.each([
  ['link', { link: 'https://' }],
  ['picture', { imgUrl: 'https://' }],
])('names a %s that is not a URL', (_, content) => {
  expect(warningsOf(content)).toEqual(['[wechat-ready] It is not a URL, and is left out. (https://)'])
})

test('quotes the first 200 characters of a picture', () => {
  const imgUrl = `DATA:image/png;base64,${'A'.repeat(500)}`
  expect(warningsOf({ imgUrl })).toEqual([expect.stringMatching(new RegExp(`\\(${imgUrl.slice(0, 200)}\\)$`))])
})

test('warns of a content elsewhere after 500 ms, and only at the URL where it was missing', async () => {
  for (const path of ['/left', '/stayed']) {
    history.replaceState(null, '', path)
    warnAboutShare({}, undefined, () => true)
    await turn(499)
    expect(warn).not.toHaveBeenCalled()
    if (path === '/left') history.replaceState(null, '', '/other')
    await turn(1)
    expect(warn).toHaveBeenCalledTimes(path === '/left' ? 0 : 1)
  }
})

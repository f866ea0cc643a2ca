import { expect, it } from 'vitest'
import { brief, cut } from '../../demo/src/brief.ts'
import { moreFaults } from '../../demo/src/desk/choices.ts'
import { phoneScale } from '../../demo/src/desk/phone.ts'
import { changeModeOf, modeOfUrl } from '../../demo/src/modes.ts'

const origin = 'https://shop.example.com'

it('a route keeps its path and query in hash mode and back in history mode', () => {
  for (const route of ['/', '/image', '/routes?step=3', '/?q=%E4%B8%AD%2520a']) {
    const inHash = changeModeOf(origin + route, 'hash')
    expect(modeOfUrl(inHash)).toBe('hash')
    expect(inHash).toBe(`${origin}/#${route}`)
    expect(changeModeOf(inHash, 'history')).toBe(origin + route)
  }
  expect(changeModeOf(`${origin}/image`, 'history')).toBe(`${origin}/image`)
})

it("the phone is scaled to the window's height, between 0.7 and 1", () => {
  expect(phoneScale(1440, 900)).toBe(1)
  expect(phoneScale(1440, 720)).toBeCloseTo(0.8)
  expect(phoneScale(1440, 400)).toBe(0.7)
  expect(phoneScale(1024, 900)).toBeLessThan(phoneScale(1280, 900))
})

it('a media id and a scanned URL are cut to four characters at each end', () => {
  expect(brief('0002wechatReadyFakeMedia')).toBe('0002…edia')
  expect(brief('https://weixin.qq.com/r/1D2b3c4e5F6a7?x=1')).toBe('1D2b…F6a7')
  expect(brief('short')).toBe('short')
  expect(cut('abcdef', 4)).toBe('abc…')
})

it('every fault in the menu has a short name of at most 14 characters', () => {
  expect(moreFaults.length).toBeGreaterThan(10)
  for (const { name, short = ['', ''] } of moreFaults) {
    for (const text of short) {
      expect(text, name).not.toBe('')
      expect(text.length, `${name}: ${text}`).toBeLessThanOrEqual(14)
    }
  }
})

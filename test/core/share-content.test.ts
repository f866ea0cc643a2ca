import { beforeEach, describe, expect, test } from 'vitest'
import { complete, routeOf, withoutAdded } from '../../src/core/share-content.ts'
import { at } from '../kit/page.ts'

beforeEach(() => {
  history.replaceState(null, '', '/shop/list?x=1')
  document.title = 'The shop'
})

describe('the route of a URL', () => {
  test.each([
    ['/a', '/a'],
    ['/a?x=1', '/a?x=1'],
    ['/a#/', '/a'],
    ['/a#!/', '/a'],
    ['/a#', '/a'],
    ['/a#reviews', '/a'],
    ['/a#/detail/7', '/a#/detail/7'],
    ['/a#!/detail/7', '/a#!/detail/7'],
    ['/a#/detail/7?x=1', '/a#/detail/7?x=1'],
    ['/a#/detail/7#reviews', '/a#/detail/7'],
  ])('%s is %s', (href, route) => {
    expect(routeOf(at(href))).toBe(at(route))
  })
})

describe('a default link loses the parameters that WeChat and its login add', () => {
  test.each([
    ['/a?code=1&state=2', '/a'],
    ['/a?code=1&state=2&x=1', '/a?x=1'],
    ['/a?x=1&code=1&state=2', '/a?x=1'],
    ['/a?x=1&code=1&state=2&y=1', '/a?x=1&y=1'],
    ['/a?x=1&code=1&state=2#/b', '/a?x=1#/b'],
    ['/a#/b?code=1&state=2', '/a#/b'],
    ['/a?code=&state=', '/a'],
    ['/a?code=1', '/a?code=1'],
    ['/a?state=2', '/a?state=2'],
    ['/a?code=1&x=1&state=2', '/a?code=1&x=1&state=2'],
    ['/a?barcode=1&state=2', '/a?barcode=1&state=2'],
    ['/a?from=singlemessage', '/a'],
    ['/a?from=groupmessage&isappinstalled=0', '/a'],
    ['/a?x=1&from=timeline&isappinstalled=1&y=2', '/a?x=1&y=2'],
    ['/a?from=singlemessage&x=1&isappinstalled=0', '/a?x=1'],
    ['/a?code=1&state=2&from=singlemessage&isappinstalled=0#/b', '/a#/b'],
    ['/a?isappinstalled=0&code=1&state=2&x=1&from=timeline', '/a?x=1'],
    ['/a#/b?x=1&from=timeline', '/a#/b?x=1'],
    ['/a?from=shanghai', '/a?from=shanghai'],
    ['/a?from=timelines&isappinstalled=2', '/a?from=timelines&isappinstalled=2'],
    ['/a?wherefrom=timeline', '/a?wherefrom=timeline'],
    ['/a/from=timeline', '/a/from=timeline'],
  ])('%s is %s', { tags: 'share-link' }, (href, link) => {
    expect(withoutAdded(at(href))).toBe(at(link))
    history.replaceState(null, '', href)
    expect(complete().link).toBe(at(link))
    // A link that was given loses nothing.
    expect(complete({ link: href }).link).toBe(at(href))
  })
})

describe('link and imgUrl are absolute and percent-encoded', () => {
  test.each([
    ['/goods/7', at('/goods/7')],
    ['7', at('/shop/7')],
    ['?y=2', at('/shop/list?y=2')],
    ['//cdn.example.com/a.png', 'http://cdn.example.com/a.png'],
    ['https://cdn.example.com/商品.png', 'https://cdn.example.com/%E5%95%86%E5%93%81.png'],
    ['/a b?q=商品', at('/a%20b?q=%E5%95%86%E5%93%81')],
    ['/a?q=%E5%95%86', at('/a?q=%E5%95%86')],
  ])('%s', { tags: 'share-link' }, (given, url) => {
    expect(complete({ link: given, imgUrl: given })).toMatchObject({ link: url, imgUrl: url })
  })
})

test('an undefined field and an empty URL count as left out', () => {
  const none = { title: 'The shop', desc: '', link: at('/shop/list?x=1'), imgUrl: '' }
  expect(complete({ title: undefined, desc: undefined, link: undefined, imgUrl: undefined })).toEqual(none)
  expect(complete({ link: '', imgUrl: '' })).toEqual(none)
  expect(complete()).toEqual(none)
})

import { describe, expect, test } from 'vitest'
import { decide, type PlacedContent, shareUrl } from '../../src/core/share-stack.ts'

const at = (path: string) => `https://shop.example.com${path}`
const nothing = () => undefined

const content = (place: number, path?: string): PlacedContent => ({
  place,
  content: { title: `${place}` },
  ...(path !== undefined && { at: shareUrl(at(path)) }),
})

/** The place of the content that decides at a path. */
const decided = (contents: PlacedContent[], path: string) => decide(contents, at(path), nothing)?.place

test('the latest place that applies decides, in whatever order the contents were set', () => {
  expect(decided([content(1), content(3), content(2)], '/a')).toBe(3)
  expect(decided([content(3), content(2), content(1)], '/a')).toBe(3)
})

test('a content without a URL applies at every URL, one of share() at its own only', () => {
  const contents = [content(1), content(2, '/a')]
  expect(['/a', '/b', '/a?x=1', '/a#place'].map((path) => decided(contents, path))).toEqual([2, 1, 1, 2])
})

test('the default decides if nothing else applies, and is not evaluated before', { tags: 'share-option' }, () => {
  const byDefault = content(9)
  expect(decide([content(1, '/a')], at('/b'), () => byDefault)).toBe(byDefault)
  decide([content(1)], at('/b'), () => expect.unreachable())
})

describe('one URL for sharing', () => {
  test.each([
    ['/a', '/a?from=singlemessage&isappinstalled=0'],
    ['/a?x=1', '/a?code=1&state=2&x=1'],
    ['/a', '/a#reviews'],
    ['/a', '/a#/'],
    ['/a#/list', '/a#/list#reviews'],
    ['/a#/list', '/a?from=timeline#/list'],
  ])('%s and %s are', { tags: 'share-at-url' }, (one, other) => expect(shareUrl(at(one))).toBe(shareUrl(at(other))))

  test.each([
    ['/a', '/a?x=1'],
    ['/a?from=shanghai', '/a'],
    ['/a#/list', '/a'],
    ['/a#/list', '/a#!/list'],
    ['/a?code=1', '/a'],
  ])('%s and %s are not', (one, other) => expect(shareUrl(at(one))).not.toBe(shareUrl(at(other))))
})

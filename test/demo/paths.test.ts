import { expect, it } from 'vitest'
import { catalogue } from '../../demo/src/catalogue.ts'
import { groupIds, isFactsPage, isPage, otherPages } from '../../demo/src/paths.ts'

it('each group of APIs has a path, and each such path a group', () => {
  expect(catalogue.map(({ id }) => id)).toEqual(groupIds)
})

it('a path with or without a trailing slash is a page, other paths are not', () => {
  const pages = ['', 'image', 'image/', 'facts', 'facts/', ...otherPages].map((path) => `/${path}`)
  expect(pages.filter(isPage)).toEqual(pages)
  expect(['/images', '/image/1', '//', '/Image', '', '/facts/1', '/call'].filter(isPage)).toEqual([])
})

it('only /facts, with or without a trailing slash, is the page of facts', () => {
  expect(['/facts', '/facts/', '/', '/image', '/facts/1'].filter(isFactsPage)).toEqual(['/facts', '/facts/'])
})

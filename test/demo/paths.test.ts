import { expect, it } from 'vitest'
import { catalogue } from '../../demo/src/catalogue.ts'
import { groupIds, isFactsPage, isPage, otherPages } from '../../demo/src/paths.ts'

it('each group of APIs has a path, and each path its group', () => {
  expect(catalogue.map(({ id }) => id)).toEqual(groupIds)
})

it('a path is a page with and without the slash at its end, and nothing else is', () => {
  const pages = ['', 'image', 'image/', 'facts', 'facts/', ...otherPages].map((path) => `/${path}`)
  expect(pages.filter(isPage)).toEqual(pages)
  expect(['/images', '/image/1', '//', '/Image', '', '/facts/1', '/call'].filter(isPage)).toEqual([])
})

it('the page that asks the client is told from the others by its path', () => {
  expect(['/facts', '/facts/', '/', '/image', '/facts/1'].filter(isFactsPage)).toEqual(['/facts', '/facts/'])
})

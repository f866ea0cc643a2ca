import { expect, it } from 'vitest'
import { catalogue } from '../../demo/src/catalogue.ts'
import { groupIds, isPage } from '../../demo/src/paths.ts'

it('each group of APIs has a path, and each path its group', () => {
  expect(catalogue.map(({ id }) => id)).toEqual(groupIds)
})

it('a path is a page with and without the slash at its end, and nothing else is', () => {
  expect(['/', '/image', '/image/'].filter(isPage)).toHaveLength(3)
  expect(['/images', '/image/1', '//', '/Image', ''].filter(isPage)).toEqual([])
})

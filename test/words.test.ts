import { expect, test } from 'vitest'
import { titlesIn } from '../scripts/titles.mjs'
import { faultsOfTitle, wordsIn } from '../scripts/words.mjs'

test('a forbidden word is found with its line, in any case, and as a whole word only', () => {
  const text = 'Asks the user for their permission.\nNobody knows; he asks anew.\nThe header, history, this.'
  expect(wordsIn(text).map(({ line, word }) => [line, word])).toEqual([
    [2, 'Nobody'],
    [2, 'he'],
    [2, 'anew'],
  ])
})

test('a title is found in every way of writing it, and nowhere else', () => {
  const text = `
    describe('a page', () => {
      test.skipIf(isOld).each([1])(\`has \${count} cards\`, () => {})
      it('is ' + 'shared', () => {
        expect(/test('x')/.test('not a title')).toBe(true)
        describe.each\`a\`('deeper', () => {})
        it.todo('later')
      })
    })
    test.each(rows)(titleOf('a row'), () => {})
    describe.skip('apart', () => {})`
  expect(titlesIn(text).map(({ line, depth, title }) => [line, depth, title])).toEqual([
    [2, 0, 'a page'],
    [3, 1, `has \${count} cards`],
    [4, 1, 'is shared'],
    [6, 2, 'deeper'],
    [7, 2, 'later'],
    [11, 0, 'apart'],
  ])
})

test('a title of 90 characters is accepted, a longer one or one with a forbidden word is not', () => {
  expect(faultsOfTitle('a'.repeat(90))).toEqual([])
  expect(faultsOfTitle('a'.repeat(91))).toEqual(['91 characters, 90 at most'])
  expect(faultsOfTitle('the client is told anew')).toEqual(['"anew": again, or a new one'])
})

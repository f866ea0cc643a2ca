import { expect, test } from 'vitest'
import { wordsIn } from '../scripts/words.mjs'

test('a word that the style forbids is found with its line, in any case, and as a whole word only', () => {
  const text = 'Asks the user for their permission.\nNobody knows; he asks anew.\nThe header, history, this.'
  expect(wordsIn(text).map(({ line, word }) => [line, word])).toEqual([
    [2, 'Nobody'],
    [2, 'he'],
    [2, 'anew'],
  ])
})

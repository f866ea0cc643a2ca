import { describe, expect, test } from 'vitest'
import { detectEnvironment } from '../../src/core/environment.ts'
import { learn, nextUrl, parseRealAuthUrl, type Refusal } from '../../src/core/plan.ts'
import { at } from '../kit/page.ts'

/** A refusal, by the fewest words: `again` when it may be fetched afresh, and what the client names. */
const refused = (url: string, { again = false, named = [] as string[] } = {}): Refusal => ({ url, again, named })

describe('nextUrl: the URL that is signed next', () => {
  test.each<[string, readonly string[], readonly Refusal[], string | undefined]>([
    ['is the first candidate', ['a', 'b'], [], 'a'],
    ['is the second one when the first was refused', ['a', 'b'], [refused('a')], 'b'],
    ['is the same one when its signature was old', ['a', 'b'], [refused('a', { again: true })], 'a'],
    ['is another one when it was refused afresh too', ['a', 'b'], [refused('a', { again: true }), refused('a')], 'b'],
    ['is what the client names, before the other candidates', ['a', 'b'], [refused('a', { named: ['c'] })], 'c'],
    [
      'is the next that it names',
      ['a', 'b'],
      [refused('a', { named: ['c', 'd'] }), refused('c', { named: ['c', 'd'] })],
      'd',
    ],
    [
      'is not what it names later: it would never end',
      ['a', 'b'],
      [refused('a', { named: ['c'] }), refused('c', { named: ['d'] })],
      'b',
    ],
    ['is not what it names against an old signature', ['a', 'b'], [refused('a', { again: true, named: ['c'] })], 'a'],
    ['is none twice where the candidates are the same', ['a', 'a', 'b'], [refused('a')], 'b'],
    ['is none where it names what was refused', ['a'], [refused('a', { named: ['a'] })], undefined],
    ['is none where no candidate comes into question', [], [], undefined],
    ['is none when all were refused', ['a', 'b'], [refused('a'), refused('b')], undefined],
  ])('%s', (_, candidates, refusals, next) => {
    expect(nextUrl(candidates, refusals)).toBe(next)
  })

  test('ends after a few URLs, whatever the client names', () => {
    const refusals: Refusal[] = []
    for (let tries = 0; tries < 9; tries++) {
      const url = nextUrl(['a', 'b'], refusals)
      if (url) refusals.push(refused(url, { named: [`${url}!`, `${url}?`] }))
    }
    expect(refusals.map(({ url }) => url)).toEqual(['a', 'a!', 'a?', 'b'])
  })
})

describe('learn: what an accepted URL says about the client', () => {
  const environment = detectEnvironment('')
  test.each([
    ['the landing URL', 'l', 'c', 'l', undefined, 'landing'],
    ['the current URL', 'l', 'c', 'c', 'landing', 'current'],
    ['a third one', 'l', 'c', 'x', 'current', 'x'],
    ['no name where the page is at its landing URL and none was known', 'l', 'l', 'l', undefined, undefined],
    ['no other name there than the one that was known', 'l', 'l', 'l', 'landing', 'landing'],
    ['there that a third URL is forgotten', 'l', 'l', 'l', 'x', undefined],
  ] as const)('%s', (_, landing, current, accepted, before, after) => {
    expect(learn(accepted, { landing, current, environment }, before)).toBe(after)
  })
})

describe('realAuthUrl', () => {
  test.each([
    ['a string', at('/a?x=1'), [at('/a?x=1')]],
    ['with a fragment', at('/a#/b'), [at('/a')]],
    ['a Java list', `[${at('/a')}, ${at('/b?x=1,2')}]`, [at('/a'), at('/b?x=1,2')]],
    ['a Java list of one that has brackets itself', `[${at('/a?x[]=1')}]`, [at('/a?x[]=1')]],
    ['JSON', JSON.stringify([at('/a'), at('/b')]), [at('/a'), at('/b')]],
    ['JSON with escaped slashes', JSON.stringify([at('/a')]).replaceAll('/', '\\/'), [at('/a')]],
    ['an array', [at('/a'), at('/b')], [at('/a'), at('/b')]],
    ['of another origin', 'https://evil.example/a', []],
    ['of a host that begins like ours', 'http://localhost:3000.evil.example/', []],
    ['nothing', undefined, []],
    ['null', null, []],
    ['anything', { a: 1 }, []],
  ])('%s', (_, value, urls) => {
    expect(parseRealAuthUrl(value)).toEqual(urls)
  })
})

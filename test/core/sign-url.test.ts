import { beforeAll, describe, expect, test, vi } from 'vitest'
import { detectEnvironment, type WechatEnvironment } from '../../src/core/environment.ts'
import { learn, parseRealAuthUrl } from '../../src/core/plan.ts'
import type * as SignUrlModule from '../../src/core/sign-url.ts'
import { candidateUrls, type SignUrl, type SignUrlContext } from '../../src/core/sign-url.ts'
import { at } from '../kit/page.ts'

const landing = at('/entry?code=aaa:bbb&x=%3A')
const current = at('/list/')
const environment: WechatEnvironment = detectEnvironment()
const on = (platform: WechatEnvironment['platform']): SignUrlContext => ({
  landing,
  current,
  environment: { ...environment, platform },
})

describe('the landing URL', () => {
  const now = () => 0
  const entries = (...names: string[]) => ({ now, getEntriesByType: () => names.map((name) => ({ name })) })

  let here: typeof SignUrlModule.here
  beforeAll(async () => {
    history.replaceState(null, '', `${landing}#/detail`)
    vi.resetModules()
    here = (await import('../../src/core/sign-url.ts')).here
  })

  test.each([
    ['has no navigation timing', { now }],
    ['keeps no entry', entries()],
    ['names the entry "document"', entries('document')],
  ])('is the URL when the library was first evaluated, in a browser where %s', (_, performance) => {
    vi.stubGlobal('performance', performance)
    history.pushState(null, '', current)
    expect(here(environment)).toEqual({ landing, current, environment })
  })

  test('is the URL of the navigation entry, even if the page changed it before the library loaded', {
    tags: 'landing-url',
  }, () => {
    vi.stubGlobal('performance', entries(`${at('/first?x=%3A')}#/detail`))
    expect(here(environment)).toMatchObject({ landing: at('/first?x=%3A') })
  })
})

describe('the URLs to try', () => {
  test('start with the landing URL on iOS and with the current URL elsewhere, then the other one', {
    tags: 'url-order',
  }, () => {
    expect(candidateUrls('auto', on('ios'), undefined)[0]).toBe(landing)
    expect(new Set(candidateUrls('auto', on('ios'), undefined))).toEqual(new Set([landing, current]))
    for (const platform of ['android', 'harmony', 'windows', 'mac', 'devtools'] as const)
      expect(new Set(candidateUrls('auto', on(platform), undefined)), platform).toEqual(new Set([current, landing]))
    for (const platform of ['android', 'harmony', 'windows', 'mac', 'devtools'] as const)
      expect(candidateUrls('auto', on(platform), undefined)[0], platform).toBe(current)
  })

  test.each([
    ['landing', landing],
    ['current', current],
    [at('/third'), at('/third')],
  ])('start with what was accepted before: %s', { tags: 'url-each-once' }, (known, first) => {
    for (const platform of ['ios', 'android'] as const)
      expect(candidateUrls('auto', on(platform), known)[0]).toBe(first)
  })

  test.each<[string, SignUrl, string[]]>([
    ['landing', 'landing', [landing]],
    ['current', 'current', [current]],
    ['a function of one URL', ({ landing }) => `${landing}#/x`, [landing]],
    ['a function of two URLs', ({ current, landing }) => [current, landing], [current, landing]],
  ])('are exactly those of the option: %s', (_, signUrl, urls) => {
    for (const platform of ['ios', 'android'] as const)
      expect(candidateUrls(signUrl, on(platform), at('/third'))).toEqual(urls)
  })

  test.each<[string, () => unknown, object]>([
    ['nothing', () => undefined, {}],
    ['no URL', () => [], {}],
    ['an empty URL', () => '', {}],
    [
      'never',
      () => {
        throw new RangeError('mine')
      },
      { cause: new RangeError('mine') },
    ],
  ])('of a function that returns %s are an invalid argument', (_, signUrl, facts) => {
    expect(() => candidateUrls(signUrl as SignUrl, on('ios'), undefined)).toThrow(
      expect.objectContaining({ code: 'invalid-argument', message: expect.stringContaining('signUrl'), ...facts }),
    )
  })
})

describe('an accepted URL', () => {
  const same = { landing, current: landing, environment }
  const apart = { landing, current, environment }
  test.each<[string, string, SignUrlContext, string | undefined, string | undefined]>([
    ['nothing, where both are the same', landing, same, undefined, undefined],
    ['nothing new, where both are the same', landing, same, 'landing', 'landing'],
    ['nothing new, where both are the same', landing, same, 'current', 'current'],
    ['the landing URL counts', landing, apart, undefined, 'landing'],
    ['the current URL counts', current, apart, 'landing', 'current'],
    ['a third URL counts', at('/third'), apart, undefined, at('/third')],
    ['a third URL does not count any more', landing, same, at('/third'), undefined],
  ])('%s', (_, accepted, context, before, after) => {
    expect(learn(accepted, context, before)).toBe(after)
  })
})

describe('realAuthUrl', () => {
  test.each<[string, unknown, string[]]>([
    ['a string', at('/a?x=1'), [at('/a?x=1')]],
    ['a string with a fragment', at('/#/detail'), [at('/')]],
    ['the text of a Java list', `[${at('/a')}, ${at('/b?x=1,2')}]`, [at('/a'), at('/b?x=1,2')]],
    ['a JSON array', JSON.stringify([at('/a#/x'), at('/b')]), [at('/a'), at('/b')]],
    ['a JSON array with escaped slashes', `["http:\\/\\/localhost:3000\\/a"]`, [at('/a')]],
    ['a list of one', `[${at('/a')}]`, [at('/a')]],
    ['a list with spaces around it', ` [${at('/a')}] `, [at('/a')]],
    ['brackets within a URL', at('/a?x=[1]'), [at('/a?x=[1]')]],
    ['an array', [at('/a'), at('/b')], [at('/a'), at('/b')]],
    ['nothing', undefined, []],
    ['an empty list', '[]', []],
    ['no text', { url: at('/a') }, []],
  ])('is parsed as %s', (_, value, urls) => {
    expect(parseRealAuthUrl(value)).toEqual(urls)
  })

  test.each([
    'https://evil.example/',
    'https://localhost:3000/',
    'http://localhost:3000.evil.example/',
    'http://localhost:3000@evil.example/',
    'http://localhost:30001/',
    'http://localhost/',
    'javascript:alert(1)',
  ])('with another origin is ignored: %s', (url) => {
    expect(parseRealAuthUrl(url)).toEqual([])
    expect(parseRealAuthUrl(`[${url}, ${at('/a')}]`)).toEqual([at('/a')])
  })
})

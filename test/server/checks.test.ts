import { describe, expect, test } from 'vitest'
import {
  checkRules,
  functionRules,
  isDuration,
  isText,
  type SharedOptions,
  sharedRules,
} from '../../src/server/checks.ts'
import { memoryStore } from '../../src/server/store.ts'

const check = (options: object) => checkRules(sharedRules({ appId: 'wx1', ...options } as SharedOptions))

const { get, set, lease } = memoryStore()
const origins =
  '"apiUrls" must be an array of origins such as "https://api.weixin.qq.com", with the path of a proxy where there is one'

describe('an invalid option is named with its allowed values', () => {
  test.each<[string, object]>([
    ['"appId" must be the AppID of the account', { appId: '' }],
    [origins, { apiUrls: [] }],
    [origins, { apiUrls: 'https://a.example' }],
    [origins, { apiUrls: ['https://a.example', 'a.example'] }],
    [origins, { apiUrls: ['see https://a.example'] }],
    [origins, { apiUrls: ['https://a.example/?b'] }],
    [origins, { apiUrls: ['https://a.example/#b'] }],
    [origins, { apiUrls: ['https://['] }],
    ['"timeouts.request" must be a positive number of milliseconds', { timeouts: { request: 0 } }],
    ['"timeouts.store" must be a positive number of milliseconds', { timeouts: { store: -1 } }],
    ['"timeouts.lease" must be a positive number of milliseconds', { timeouts: { lease: Number.NaN } }],
    ['"store" must be a store such as memoryStore()', { store: null }],
    ['"store" must be a store such as memoryStore()', { store: { get, set } }],
    ['"store" must be a store such as memoryStore()', { store: { get, lease } }],
    ['"store" must be a store such as memoryStore()', { store: { set, lease } }],
  ])('%s: %j', (message, options) => {
    expect(() => check(options)).toThrow(new TypeError(message))
  })

  test('if it must be a function', () => {
    const rules = functionRules({ now: 1 }, ['now'])
    expect(() => checkRules(rules)).toThrow(new TypeError('"now" must be a function'))
    expect(() =>
      checkRules(functionRules<{ now?: unknown; fetch: unknown }>({ fetch }, ['now', 'fetch'])),
    ).not.toThrow()
  })
})

test.each<[object]>([
  [{}],
  [{ store: { get, set, lease } }],
  [{ apiUrls: ['https://a.example/proxy', 'http://localhost:8080'] }],
  [{ timeouts: { request: 1, store: 0.5 } }],
])('valid options are accepted: %j', (options) => {
  expect(() => check(options)).not.toThrow()
})

test('a text must not be empty, and a duration must be positive and finite', () => {
  expect([isText('a'), isText(''), isText(1)]).toEqual([true, false, false])
  expect([undefined, 1, 0, -1, '5', Number.POSITIVE_INFINITY].map(isDuration)).toEqual([
    ...[true, true, false],
    ...[false, false, false],
  ])
})

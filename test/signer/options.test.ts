import { describe, expect, test } from 'vitest'
import { checkOptions, type SignerOptions } from '../../src/signer/options.ts'

const options = { appId: 'wx1', appSecret: 'sesame', allowedOrigins: ['https://a.example'] }
const check = (more: object) => checkOptions({ ...options, ...more } as SignerOptions)
const provide = async () => ({ value: 'x', expiresIn: 7200 })

describe('a bad option is named, with what it must be', () => {
  test.each<[string, object]>([
    ['"appId" must be the AppID of the account', { appId: '' }],
    ['"appSecret" must be the AppSecret of the account', { appSecret: undefined }],
    ['"appSecret" must be the AppSecret of the account', { appSecret: '' }],
    ['"appSecret" must be the AppSecret of the account', { appSecret: '', accessToken: provide }],
    ['"accessToken" must be left out where there is an "appSecret"', { accessToken: provide }],
    ['"tokenApi" must be "stable_token" or "token"', { tokenApi: 'tokens' }],
    ['"ticketMaxAge" must be a positive number of milliseconds', { ticketMaxAge: 0 }],
    ['"cors" must be true, false or "credentials"', { cors: 'true' }],
    ['"head" must be true or false', { head: 'true' }],
    ['"accessToken" must be a function', { appSecret: undefined, accessToken: 'token' }],
    ...['ticket', 'fetch', 'now', 'authorize', 'onError'].map((name): [string, object] => [
      `"${name}" must be a function`,
      { [name]: 'x' },
    ]),
  ])('%s: %o', (message, more) => {
    expect(() => check(more)).toThrow(new TypeError(message))
  })
})

test.each<object>([
  {},
  { appSecret: undefined, accessToken: provide },
  { appSecret: undefined, ticket: provide },
  { ticket: provide, tokenApi: 'token', ticketMaxAge: 1, cors: 'credentials', head: false },
  { tokenApi: 'stable_token', cors: false, head: true, now: Date.now, fetch, authorize: () => true, onError() {} },
])('good options are accepted: %o', (more) => {
  expect(() => check(more)).not.toThrow()
})

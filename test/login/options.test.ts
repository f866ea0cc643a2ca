import { expect, test } from 'vitest'
import { checkOptions, type LoginOptions } from '../../src/login/options.ts'
import { options } from './setup.ts'

const check = (more: object) => checkOptions({ ...options, ...more } as LoginOptions)

const component = { appId: 'wxfedcba9876543210', accessToken: 'token' }
const rules = {
  appSecret: 'the AppSecret of the account',
  component: '{ appId, accessToken } of the platform',
  stateSecret: 'a long random text that is not the AppSecret',
  callbackUrl:
    'a URL such as "https://shop.example.com/login/callback", without # and without a parameter code, state, appid, auth_code, login_to',
  loginPath: 'a path such as "/login", without a query',
  params: 'an object of strings, without appid, redirect_uri, response_type, scope, state, component_appid',
  authorizeUrl: 'a URL without a query',
  onError: 'a function',
} as const

const bad: Record<keyof typeof rules, unknown[]> = {
  appSecret: [undefined, '', 7],
  component: [{ ...component, appId: '' }, { ...component, accessToken: '' }, { appId: component.appId }],
  stateSecret: ['', 7, options.appSecret],
  callbackUrl: [
    ...[7, '', '/callback', 'https://a.example', 'https://[', 'ftp://a.example/', 'see https://a.example/'],
    ...['https://a.example/#', 'https://a.example/b c', 'https://a.example/\n', 'https://A.example/'],
    ...['https://user@a.example/', 'https://:password@a.example/', 'https://a.example/登录', 'https://a.example/?b#c'],
    ...['code', 'state', 'appid', 'auth_code', 'login_to'].map((name) => `https://a.example/?b=1&${name}=2`),
  ],
  loginPath: [7, ['/login'], '', 'login', 'a/login', '/login?b', '/login#b', '/log in', '/登录'],
  params: [null, 'a=b', { appid: 'a' }, { redirect_uri: 'a' }, { a: 1 }, { a: 'b', state: 'c' }],
  authorizeUrl: [
    '',
    'a.example',
    'see https://a.example',
    'https://',
    'https:///b',
    'https://a.example/?b',
    'https://a.example#b',
  ],
  onError: ['console'],
}

const rows = Object.entries(bad).flatMap(([name, values]) => values.map((value): [string, unknown] => [name, value]))

test.each(rows)('%s must not be %j, and the error says what it must be', (name, value) => {
  const message = `"${name}" must be ${rules[name as keyof typeof rules]}`
  expect(() => check({ [name]: value })).toThrow(new TypeError(message))
})

test.each<[string, object]>([
  ['a component in place of the AppSecret', { appSecret: undefined, component }],
  ['a component whose token is fetched', { component: { ...component, accessToken: () => 'token' } }],
  ['a callback with a query', { callbackUrl: 'https://a.example/login?b=1&d=code' }],
  ['a callback on http', { callbackUrl: 'http://localhost:5173/login' }],
  ['a path of its own', { loginPath: '/a/b-c_d~' }],
  ['params, also one that is left out', { params: { forcePopup: 'true', connect_redirect: undefined } }],
  ['another page that asks the user', { authorizeUrl: 'http://127.0.0.1:8080/authorize' }],
  ['a host that asks the user', { authorizeUrl: 'https://a.example' }],
])('%s is accepted', (_, more) => {
  expect(() => check(more)).not.toThrow()
})

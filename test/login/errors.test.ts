import { expect, test } from 'vitest'
import { isLoginErrorCode, LoginError, stateInvalid } from '../../src/login/errors.ts'
import { pageTextOf } from '../../src/login/texts.ts'

test('a LoginError has only the known properties of the failure', () => {
  const bare = { name: 'LoginError', code: 'denied', status: 403, statusCode: 403 }
  expect({ ...new LoginError('denied', 'x') }).toEqual(bare)
  expect(Object.keys(new LoginError('denied', 'x')).sort()).toEqual(Object.keys(bare).sort())
  const facts = { errcode: 40029, rid: 'r', returnTo: '/', reason: 'late' } as const
  expect({ ...new LoginError('denied', 'x', facts) }).toEqual({ ...bare, ...facts })
})

test.each([
  ['missing', 'it is missing, was changed, or was signed with another stateSecret'],
  ['late', 'it is older than ten minutes'],
  ['future', 'its time is in the future: compare the clocks of the servers'],
  ['used', 'the login or its code was used before'],
] as const)('a refused state has its reason: %s', (reason, words) => {
  const error = stateInvalid(reason, 'https://a.example/')
  expect(error.message).toBe(`The state of this login is not accepted: ${words}. Start the login again`)
  expect(error).toMatchObject({ code: 'state-invalid', reason, returnTo: 'https://a.example/' })
})

test('isLoginErrorCode() accepts the codes of a LoginError only', () => {
  expect(['denied', 'login-loop', 'invalid-url', '', 7, undefined].map(isLoginErrorCode)).toEqual([
    ...[true, true, false],
    ...[false, false, false],
  ])
})

test('the error page says what the visitor can do', () => {
  expect(pageTextOf(new LoginError('denied', 'x')).title[0]).toBe('You chose not to log in')
  expect(pageTextOf(stateInvalid('cookie')).title[0]).toBe('Cookies are needed')
  expect(pageTextOf(stateInvalid('future')).text[0]).toMatch(/^The site could not complete the login\./)
  expect(pageTextOf(stateInvalid('late')).text[0]).toMatch(/^This login link is no longer valid\./)
})

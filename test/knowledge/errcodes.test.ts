import { expect, test } from 'vitest'
import { errcodeAdvice, knownErrcodes, loginErrcodeAdvice } from '../../src/knowledge/errcodes.ts'

const login = [40029, 40163, 41008, 42003, 40226, 48001, 50001, 50002]

test.each(knownErrcodes())('%i has advice in English and in Chinese, in sentences', (errcode) => {
  expect(errcodeAdvice(errcode)).toMatch(/^[A-Za-z].*\.$/)
  expect(errcodeAdvice(errcode, '', 'zh')).toMatch(/[\u4e00-\u9fff].*。$/)
  for (const language of ['en', 'zh'] as const) expect(errcodeAdvice(errcode, '', language)).not.toContain('{')
})

test.each(login)('%i has its own advice for the code exchange of a login', (errcode) => {
  expect(loginErrcodeAdvice(errcode)).toMatch(/^[A-Z].*\.$/)
  expect(loginErrcodeAdvice(errcode, 'zh')).toMatch(/[\u4e00-\u9fff].*。$/)
  expect(loginErrcodeAdvice(errcode)).not.toBe(errcodeAdvice(errcode))
})

test.each([40164, 61004, 89503, 89506, 89507])("%i names the IP address in WeChat's words", (errcode) => {
  const words = 'invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist rid: 5f0c1c1c-1'
  for (const language of ['en', 'zh'] as const)
    expect(errcodeAdvice(errcode, words, language)).toMatch(/ 203\.0\.113\.7[ :：]/)
  expect(errcodeAdvice(errcode)).toContain('this server')
})

test('an unknown errcode has no advice', () => {
  expect([errcodeAdvice(99999), loginErrcodeAdvice(99999)]).toEqual([undefined, undefined])
})

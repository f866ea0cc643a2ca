import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { authorizeCodes } from '../../src/knowledge/authorize-codes.ts'
import { codes } from '../../src/knowledge/codes.ts'
import { paymentRefusalOf, paymentRefusals } from '../../src/knowledge/payment.ts'
import { pageUrl, SITE } from '../../src/knowledge/site.ts'

const advice = [
  ...Object.entries(codes),
  ...Object.entries(authorizeCodes),
  ...paymentRefusals.map((one) => [one.name, one.advice] as const),
]

test.each(advice)('%s has a title, a meaning and steps, in English and in Chinese', (_, { title, meaning, steps }) => {
  expect(steps.length).toBeGreaterThan(0)
  for (const [english, chinese] of [title, meaning, ...steps]) {
    expect(english).toMatch(/[a-z]/)
    expect(chinese).toMatch(/[\u4e00-\u9fff]/)
  }
  for (const [english, chinese] of steps)
    expect([english, chinese]).toEqual([expect.stringMatching(/[.?]$/), expect.stringMatching(/[。？]$/)])
})

test.each(paymentRefusals)('$says is recognised as $name only', ({ name, says }) => {
  expect(paymentRefusalOf(says)?.name).toBe(name)
})

test.each(['chooseImage:fail', 'openLocation:参数错误', 'system:access_denied', '支付'])(
  '%s is not a refused payment',
  (words) => {
    expect(paymentRefusalOf(words)).toBeUndefined()
  },
)

test("the documentation's address is the package's homepage", () => {
  expect(JSON.parse(readFileSync('package.json', 'utf8')).homepage).toBe(SITE)
})

test('a page has an address in each language', () => {
  expect(pageUrl('errors', 'disposed', 'en')).toBe(`${SITE}/errors#disposed`)
  expect(pageUrl('errors', 'disposed', 'zh')).toBe(`${SITE}/zh/errors#disposed`)
})

import { describe, expect, it } from 'vitest'
import { type Fields, toCode, toParams } from '../../demo/src/fields.ts'

const fields: Fields = {
  count: { kind: 'number', value: 3, min: 1, max: 9 },
  sizeType: { kind: 'many', options: ['original', 'compressed'], value: ['compressed'] },
  needResult: { kind: 'choice', options: [0, 1] },
  localId: { kind: 'text' },
  urls: { kind: 'lines' },
  cardList: { kind: 'json' },
}

describe('a form', () => {
  it('gives its defaults before it is edited', () => {
    expect(toParams(fields, {})).toEqual({ count: 3, sizeType: ['compressed'] })
  })

  it('leaves out empty fields, and gives no object if all are empty', () => {
    expect(toParams(fields, { count: '', sizeType: [] })).toBeUndefined()
  })

  it('gives each parameter its documented type', () => {
    const values = { count: '9', needResult: '0', localId: 'a', urls: 'a\nb\n', cardList: '[{"cardId":"c"}]' }
    expect(toParams(fields, { ...values, sizeType: ['original'] })).toEqual({
      count: 9,
      needResult: 0,
      localId: 'a',
      urls: ['a', 'b'],
      cardList: [{ cardId: 'c' }],
      sizeType: ['original'],
    })
  })

  it('throws a SyntaxError for invalid JSON', () => {
    expect(() => toParams(fields, { cardList: '[' })).toThrow(SyntaxError)
  })
})

describe('a call as code', () => {
  const values = [
    { count: 3, sizeType: ['original'], sourceType: ['album', 'camera'], defaultsThatMakeItLong: true },
    "it's a \\ and a\nline",
    { 'menuItem:share': [{ a: null, b: undefined }, {}] },
    [],
    [['a'], 1.5, -1],
  ]

  it.each(values)('evaluates to the value: %j', (value) => {
    expect(new Function(`return ${toCode(value)}`)()).toEqual(value)
  })

  it('breaks long lines only', () => {
    expect(toCode({ count: 3 })).toBe('{ count: 3 }')
    expect(toCode(values[0])).toBe(
      [
        '{',
        '  count: 3,',
        "  sizeType: ['original'],",
        "  sourceType: ['album', 'camera'],",
        '  defaultsThatMakeItLong: true,',
        '}',
      ].join('\n'),
    )
  })
})

import { describe, expect, it } from 'vitest'
import { conclusion, isRight, type Report } from '../../demo/src/compare/report.ts'

const report = (facts: Partial<Report>): Report => ({
  way: 'raw',
  happenings: [],
  shown: { state: 'ready' },
  works: true,
  isOver: true,
  ...facts,
})
const failed = { state: 'failed', code: 'invalid-signature' } as const

describe('a page of the comparison', () => {
  it('is right if it shows Ready exactly when the client accepts calls', () => {
    expect(isRight(report({}))).toBe(true)
    expect(isRight(report({ works: false }))).toBe(false)
    expect(isRight(report({ shown: failed, works: false }))).toBe(true)
    expect(isRight(report({ shown: failed, works: true }))).toBe(false)
  })

  it('is wrong if it waits for something that fails, and undecided for the first two seconds', () => {
    expect(isRight(report({ shown: { state: 'waiting' }, works: false }))).toBe(false)
    expect(isRight(report({ shown: { state: 'waiting' }, works: undefined }))).toBeUndefined()
    expect(isRight(report({ isOver: false }))).toBeUndefined()
  })
})

describe('the conclusion', () => {
  const title = (...reports: Report[]) => conclusion(reports).title[0]
  it('waits for both pages, then names the wrong one', () => {
    const ours = report({ way: 'ours', shown: failed, works: false })
    expect(title(ours)).toContain('running')
    expect(title(report({ works: false }), ours)).toContain('one page is wrong')
    expect(title(report({}), report({ way: 'ours' }))).toContain('both pages are right')
  })

  it('says that a page without a callback has no time-out', () => {
    const ours = report({ way: 'ours', shown: failed, works: false })
    expect(conclusion([report({ shown: { state: 'waiting' }, works: false }), ours]).reason[0]).toContain('no time-out')
  })
})

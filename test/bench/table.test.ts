import { expect, test } from 'vitest'
import { isMet, markdownTable, missedLine, type Row, textTable } from './table.ts'

const size: Row = { what: 'size', unit: 'kB', ours: 4.96, peer: 'a peer', theirs: 9.92, bar: 'ours <= 5.0' }
const rate: Row = { what: 'rate', unit: '/s', ours: 1500, peer: 'a peer', theirs: 1000, bar: 'ratio >= 1.5' }

test('a bar is met at its exact limit, and missed beyond it, even if rounding hides that', () => {
  expect([isMet(size), isMet({ ...size, ours: 5 }), isMet({ ...size, ours: 5.004 })]).toEqual([true, true, false])
  expect([isMet(rate), isMet({ ...rate, ours: 1499 }), isMet({ ...rate, ours: 2000 })]).toEqual([true, false, true])
})

test('an invalid bar, or a ratio without a peer, is an error', () => {
  expect(() => isMet({ ...size, bar: 'ours < 5' })).toThrow('"size" has no such bar as "ours < 5"')
  expect(() => isMet({ ...rate, theirs: undefined })).toThrow('"rate" has nothing to be divided by')
})

test('a row has the number, the peer, the ratio, the bar and the result', () => {
  const spread: [number, number] = [1400.4, 1600]
  const missed: Row = { ...rate, ours: 1200, spread, note: 'by hand' }
  expect(textTable([size, missed, { what: 'size', unit: '', ours: 2, note: 'never' }])).toBe(
    [
      'what  ours                    beside                     ratio  bar          result',
      '----  ----------------------  -------------------------  -----  -----------  ------',
      'size  5.0 kB                  a peer: 9.9 kB             0.50   ≤ 5.0 kB     met',
      'rate  1,200 /s (1,400–1,600)  a peer: 1,000 /s, by hand  1.20   ratio ≥ 1.5  missed',
      'size  2                       never',
    ].join('\n'),
  )
})

test('a ratio by pairs replaces that of the medians, with its quartiles', () => {
  const row: Row = { ...rate, ours: 1600, pairs: { ratio: 1.4, quartiles: [1.204, 1.7] } }
  expect(isMet(row)).toBe(false)
  expect(textTable([row])).toContain('1.40 (1.20–1.70)  ratio ≥ 1.5  missed')
})

test('the pages quote the rows that have Chinese texts, each in its language', () => {
  const quoted: Row = { ...rate, note: 'by hand', zh: { what: '速率', peer: '同类', note: '手动' } }
  const others: Row = { ...quoted, peer: 'another', theirs: 3000, bar: undefined, zh: { what: '速率' } }
  const rows = [size, quoted, others]
  expect(markdownTable(rows, 'en').split('\n').slice(2)).toEqual([
    '| rate | 1,500 /s | a peer: 1,000 /s, by hand | 1.50 | ratio ≥ 1.5 | met |',
    '|  |  | another: 3,000 /s, by hand | 0.50 |  |  |',
  ])
  expect(markdownTable(rows, 'zh').split('\n').slice(2)).toEqual([
    '| 速率 | 1,500 /s | 同类：1,000 /s，手动 | 1.50 | 比值 ≥ 1.5 | 达到 |',
    '|  |  | another：3,000 /s，by hand | 0.50 |  |  |',
  ])
})

test('the pages mark every missed bar in its row, and say how many there are', { tags: 'missed-bars' }, () => {
  const words = { zh: { what: '速率', peer: '同类' } }
  const missed: Row[] = [
    { ...rate, ours: 1000, ...words },
    { ...size, ours: 6, zh: { what: '体积' } },
    { ...rate, ours: 1000 },
  ]
  const marked = markdownTable(missed, 'en')
    .split('\n')
    .filter((line) => line.endsWith('| missed |'))
  expect(marked.map((line) => line.split(' | ')[0])).toEqual(['| rate', '| size'])
  expect(missedLine([{ ...rate, ...words }, ...missed], 'en')).toBe('2 of 3 bars are missed.')
  expect(missedLine(missed, 'zh')).toBe('未达到的目标：2 项，共 2 项。')
  expect(missedLine([rate, size], 'en')).toBe('Every bar is met.')
})

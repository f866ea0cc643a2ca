import { describe, expect, it } from 'vitest'
import { catalogue, type Entry } from '../../demo/src/catalogue.ts'
import { toParams } from '../../demo/src/fields.ts'
import { apis, miniProgramApis } from '../../src/core/api.ts'
import type { AnyRow } from '../../src/core/table.ts'

const entries = catalogue.flatMap((group) => Object.entries(group.apis) as [string, Entry][])

const table: [string, AnyRow][] = [
  ...Object.entries<AnyRow>(apis),
  ...Object.entries<AnyRow>(miniProgramApis).map(([name, row]): [string, AnyRow] => [`miniProgram.${name}`, row]),
]

describe('the catalogue', () => {
  it('has every API of the table once, and share()', () => {
    expect(entries.map(([name]) => name).sort()).toEqual([...table.map(([name]) => name), 'share'].sort())
  })

  it.each(table.filter(([, row]) => row.reply))('names the fields of the result of %s', (name, { reply = {} }) => {
    const [, entry] = entries.find(([listed]) => listed === name) ?? []
    expect(entry?.gives).toEqual(Object.keys(reply))
  })

  it('has a valid default for every form', () => {
    expect(() => entries.map(([, { fields }]) => toParams(fields, {}))).not.toThrow()
  })
})

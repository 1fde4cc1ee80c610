import { readFileSync } from 'node:fs'
import { DRIVER_COLUMNS } from '../../../src/domain/driver-row.js'
import { ROW_SORTS, type Column, type Need } from '../../../src/domain/fed-column.js'
import { FACT, LEADING } from '../../../src/domain/fed-fact.js'
import { FED_DECISION_TYPES } from '../../../src/domain/fed-record.js'
import { LEGAL_BASES } from '../../../src/domain/legal-basis.js'
import { OPERATOR_COLUMNS } from '../../../src/domain/operator-row.js'
import { readDrivers, readOperators } from '../../../src/features/feeds/records/read-records.js'
import { readAll } from '../../support/record-files.js'

const documentText = readFileSync(new URL('../../../docs/feed-format.md', import.meta.url), 'utf8')

/** The table under a heading, its rows as cells. */
function tableUnder(heading: string): string[][] {
  const [, section = ''] = documentText.split(`\n## ${heading}\n`)
  const rows = section
    .split(/\n#/)[0]!
    .split('\n')
    .filter((line) => line.startsWith('|'))
  return rows.slice(2).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  )
}

const inWords = (need: Need): string => {
  const sorts = (what: 'must' | 'may') => ROW_SORTS.filter((sort) => need[sort] === what)
  const list = (what: 'must' | 'may') => {
    const all = sorts(what)
    return FED_DECISION_TYPES.every((type) => all.includes(type))
      ? [...(all.includes('licence') ? ['licence'] : []), 'every decision'].join(', ')
      : all.join(', ')
  }
  if (sorts('must').length === ROW_SORTS.length) return 'always'
  if (sorts('may').length === ROW_SORTS.length) return 'if known'
  const parts = [list('must'), sorts('may').length > 0 ? `if known: ${list('may')}` : '']
  return parts.filter(Boolean).join('; ')
}
const rowsOf = (columns: Readonly<Record<string, Column>>): string[][] =>
  Object.entries(columns).map(([name, { form, need, must }]) => [name, inWords(need), form, must])
const without = (columns: Readonly<Record<string, Column>>, ...others: object[]) =>
  Object.fromEntries(Object.entries(columns).filter(([name]) => !others.some((other) => Object.hasOwn(other, name))))

describe('docs/feed-format.md', () => {
  it.each([
    ['Columns of every row', { ...LEADING, ...FACT }],
    ['Columns of a driver', without(DRIVER_COLUMNS, LEADING, FACT)],
    ['Columns of an operator', without(OPERATOR_COLUMNS, LEADING, FACT)],
  ])('%s: says of each column what the registry holds it to', (heading, columns) => {
    expect(tableUnder(heading)).toEqual(rowsOf(columns))
  })
  it('lists every power that a decision of a file may name', () => {
    const powers = Object.entries(LEGAL_BASES).flatMap(([code, { citation, jurisdictions, kinds, types }]) => {
      const ofFiles = FED_DECISION_TYPES.filter((type) => (types as readonly string[]).includes(type))
      const licences = kinds.filter((kind) => /driver$|operator$/.test(kind))
      return ofFiles.length > 0 && licences.length > 0
        ? [[code, citation, jurisdictions.join(', '), licences.join(', '), ofFiles.join(', ')]]
        : []
    })
    expect(tableUnder('Powers')).toEqual(powers)
  })
  it('shows examples that the registry takes', async () => {
    const examples = [...documentText.matchAll(/```(csv|json) (drivers|operators)\n([\s\S]*?)```/g)]
    expect(examples.length).toBeGreaterThan(2)
    for (const [, form, whose, text] of examples) {
      const read = whose === 'drivers' ? readDrivers : readOperators
      const { rows, faults } = await readAll(read, form === 'csv' ? 'csv' : 'ndjson', text!)
      expect({ faults, isEmpty: rows.length === 0 }).toEqual({ faults: [], isEmpty: false })
    }
  })
  it('shows the faults that its faulty example has', async () => {
    const [, file] = /```csv faulty\n([\s\S]*?)```/.exec(documentText) ?? []
    const [, told] = /```text faults\n([\s\S]*?)```/.exec(documentText) ?? []
    const { faults } = await readAll(readDrivers, 'csv', file!)
    expect(faults.map(({ line, detail }) => `Line ${line}: ${detail}`)).toEqual(told!.trim().split('\n'))
  })
})

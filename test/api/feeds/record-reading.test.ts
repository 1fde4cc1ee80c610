import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { DRIVER_COLUMNS } from '../../../src/domain/driver-row.js'
import { OPERATOR_COLUMNS } from '../../../src/domain/operator-row.js'
import type { StagedRow } from '../../../src/features/feeds/feed-kind.js'
import { readDrivers, readOperators } from '../../../src/features/feeds/records/read-records.js'
import { driverMembers, operatorMembers } from '../../support/random-records.js'
import { chunksOf, naming, readAll } from '../../support/record-files.js'

const HEADER = 'row,authority,reference,kind,number,familyName,givenNames,dateOfBirth,startsOn,endsOn'
const FARAH = 'licence,Rotherham,P-1,private-hire-driver,PHD-1,Fictional,Farah,1979-03-12,2025-03-01,2028-02-29'
const LUKASZ = 'licence,Rotherham,P-2,private-hire-driver,PHD-2,Zmyślony,Łukasz,1985-11-02,2025-03-01,2028-02-29'
const csv = (file: string | Buffer, size?: number) => readAll(readDrivers, 'csv', file, size)
const ndjson = (file: string | Buffer, size?: number) => readAll(readDrivers, 'ndjson', file, size)
const contents = (rows: StagedRow[]) => rows.map(({ line, content }) => ({ line, content }))

type Members = Record<string, string | boolean | string[]>
const objectOf = (header: string, row: string): Members =>
  Object.fromEntries(header.split(',').map((name, index) => [name, row.split(',')[index] ?? '']))
const json = (...rows: object[]) => rows.map((row) => JSON.stringify(row)).join('\n')
const csvFile = (columns: object, rows: readonly Members[], options: object = {}) => {
  const cell = (value: Members[string]) => (Array.isArray(value) ? value.join(';') : String(value))
  const cells = rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cell(value)])))
  return stringify(cells, { header: true, columns: Object.keys(columns), ...options })
}

describe('a file of comma-separated values', () => {
  it('may have its columns in any order, a byte order mark, and lines that end as on Windows', async () => {
    const plain = await csv(`${HEADER}\n${FARAH}\n${LUKASZ}\n`)
    expect(plain).toMatchObject({
      faults: [],
      rows: [{ line: 2 }, { line: 3, content: { holder: { familyName: 'Zmyślony' } } }],
    })
    const turned = [HEADER, FARAH, LUKASZ].map((row) => row.split(',').reverse().join(','))
    for (const file of [
      `\uFEFF${HEADER}\r\n${FARAH}\r\n${LUKASZ}\r\n`,
      `${HEADER}\n${FARAH}\n${LUKASZ}`,
      turned.join('\n'),
    ])
      expect(contents((await csv(file)).rows)).toEqual(contents(plain.rows))
  })
  it('is read alike in chunks of any size', async () => {
    const file = `\uFEFF${HEADER}\r\n${FARAH}\r\n"licence"${LUKASZ.slice(7)}\r\n`
    for (const size of [1, 2, 3, 7, 100]) expect(contents((await csv(file, size)).rows)).toHaveLength(2)
  })
  it('counts lines as an editor does, also within quotation marks', async () => {
    const [before, after] = FARAH.split('Fictional')
    const file = `${HEADER}\r\n\r\n${before}"Fic\r\ntional"${after}\r\nlicence\r\n${LUKASZ}\r\n`
    const { rows, faults } = await csv(file)
    expect(rows.map(({ line }) => line)).toEqual([3, 6])
    expect(rows[0]?.content).toMatchObject({ holder: { familyName: 'Fic tional' } })
    expect(faults).toEqual([{ line: 5, vrm: null, title: 'Value error', detail: 'The row has 1 cells, the header 10' }])
  })
  it('keeps what looks like a formula as the text that it is', async () => {
    const { rows, faults } = await csv(
      `${HEADER}\n${FARAH.replace('Fictional', '"=HYPERLINK(""x"")"').replace('Farah', '@Farah')}\n`,
    )
    expect(faults).toEqual([])
    expect(rows[0]?.content).toMatchObject({ holder: { familyName: '=HYPERLINK("x")', givenNames: '@Farah' } })
  })
  it.each([
    ['an unknown column', `${HEADER},age\n${FARAH},1\n`, ['The name of column 11 is not one of: row, authority']],
    ['a column twice', `${HEADER},kind\n${FARAH},x\n`, ['Column kind: is there twice']],
    ['no header', `${FARAH}\n`, Array.from({ length: 10 }, (_, n) => `The name of column ${n + 1} is not one of`)],
    ['nothing', '', ['The file has no row']],
    ['a header alone', `${HEADER}\n`, ['The file has no row']],
    ['blank lines', '\n\n', ['The name of column 1 is not one of']],
    [
      'a quotation mark that stays open',
      `${HEADER}\n${FARAH}\n"licence,${FARAH}`,
      ['The row has a quotation mark that is never closed'],
    ],
    [
      'a quotation mark within a cell',
      `${HEADER}\n${FARAH}\nlic"ence,\n`,
      ['The row has a quotation mark within a cell'],
    ],
    ['a cell without an end', `${HEADER}\n"${'x'.repeat(50_000)}`, ['The row is longer than any row can be']],
    [
      'Latin 1',
      Buffer.from(`${HEADER}\n${FARAH.replace('Farah', 'Éloïse')}\n`, 'latin1'),
      ['Column givenNames: must be text in UTF-8'],
    ],
    ['lone CR', `${HEADER}\r${FARAH}\r`, Array.from({ length: 10 }, () => 'The name of column')],
  ])('with %s is told so', async (_, file, details) => {
    const { faults } = await csv(file)
    expect(faults.map(({ detail }) => detail)).toEqual(details.map((detail) => expect.stringContaining(detail)))
  })
  it('keeps the faults before the line after which nothing can be read', async () => {
    const { rows, faults } = await csv(`${HEADER}\n${FARAH}\nlicence\n"x"y\n${LUKASZ}\n`)
    expect(rows).toHaveLength(1)
    expect(faults.map(({ line }) => line)).toEqual([3, 4])
  })
  it('that breaks off fails as what it came from fails, and says so of no row', async () => {
    async function* broken() {
      yield* chunksOf(`${HEADER}\n${FARAH}\n`)
      throw new Error('cut')
    }
    const reading = async () => {
      for await (const { faults } of readDrivers(broken(), 'csv', naming)) expect(faults).toEqual([])
    }
    await expect(reading()).rejects.toThrow('cut')
  })
})

describe('a file of one JSON object a line', () => {
  const farah = objectOf(HEADER, FARAH)

  it('says the same as the row of a CSV file', async () => {
    const { rows } = await csv(`${HEADER}\n${FARAH}\n`)
    const { rows: same } = await ndjson(`\uFEFF${json({ ...farah, niNumber: null })}\r\n\r\n`)
    expect(same.map(({ content }) => content)).toEqual(rows.map(({ content }) => content))
  })
  it.each([
    ['an unknown member', json({ ...farah, age: 4 }), ["A member's name is not one of: row"]],
    ['a number where text is due', json({ ...farah, number: 1024 }), ['Column number: must be a JSON string or null']],
    ['yes-or-no as text', json({ ...farah, isImmediate: 'true' }), ['Column isImmediate: must be true, false or null']],
    ['a list as text', json({ ...farah, grounds: 'fee-unpaid' }), ['Column grounds: must be a JSON array of strings']],
    [
      'an item with a semicolon',
      json({ ...farah, grounds: ['a;b'] }),
      ['Column grounds: must be a JSON array of strings'],
    ],
    ['members that every object has, told once', '{"__proto__": {}, "constructor": 1}', ["A member's name"]],
    ['an array', '[]', ['The line is not one JSON object']],
    ['two objects', '{}{}', ['The line is not one JSON object']],
    ['half an object', json(farah).slice(0, 40), ['The line is not one JSON object']],
    ['a line too long', json({ ...farah, familyName: 'x'.repeat(17_000) }), ['The line is longer than 16384 bytes']],
    [
      'NUL',
      json({ ...farah, familyName: 'Fic\0tional' }),
      ['Column familyName: must be text in UTF-8 without control'],
    ],
    ['nothing', '\n', ['The file has no row']],
  ])('with %s is told so', async (_, file, details) => {
    const { rows, faults } = await ndjson(file)
    expect(rows).toEqual([])
    expect(faults.map(({ detail }) => detail)).toEqual(details.map((detail) => expect.stringContaining(detail)))
  })
})

describe('whatever is sent', () => {
  const RUNS = { seed: 20_260_302, numRuns: 200 }
  it.each([
    ['drivers', readDrivers, DRIVER_COLUMNS, driverMembers],
    ['operators', readOperators, OPERATOR_COLUMNS, operatorMembers],
  ] as const)('a well-formed row of a file of %s is the same row in both forms', async (_, read, columns, members) => {
    await fc.assert(
      fc.asyncProperty(fc.array(members, { minLength: 1, maxLength: 5 }), async (rows) => {
        const ofCsv = await readAll(read, 'csv', csvFile(columns, rows))
        const ofJson = await readAll(read, 'ndjson', json(...rows))
        expect([ofCsv.faults, ofJson.faults]).toEqual([[], []])
        expect(ofCsv.rows).toHaveLength(rows.length)
        expect(ofCsv.rows.map(({ content }) => content)).toEqual(ofJson.rows.map(({ content }) => content))
      }),
      RUNS,
    )
  })

  const DAMAGE = ['', '"', ',', '\n', '\r', '\0', ';', 'é', '\uFEFF', '\uFFFD', '{', '}', '\\', '=', 'x'.repeat(300)]
  const mutated = (file: string) =>
    fc
      .array(fc.tuple(fc.nat(file.length - 1), fc.constantFrom(...DAMAGE), fc.nat(12)), {
        minLength: 1,
        maxLength: 6,
      })
      .map((changes) =>
        changes.reduce((text, [at, put, gone]) => text.slice(0, at) + put + text.slice(at + gone), file),
      )
  const ROWS = Array.from({ length: 6 }, (_, n) => FARAH.replace('P-1', `P-${n}`).replace('PHD-1', `PHD-${n}`))
  it.each([
    ['csv', `${HEADER}\n${ROWS.join('\n')}\n`],
    ['ndjson', `${json(...ROWS.map((row) => objectOf(HEADER, row)))}\n`],
  ] as const)(
    'of 1,000 damaged files of %s none stops the reader, and each record is a row or has a fault',
    async (format, file) => {
      await fc.assert(
        fc.asyncProperty(mutated(file), fc.integer({ min: 20, max: 400 }), async (damaged, size) => {
          const { rows, faults } = await readAll(readDrivers, format, damaged, size)
          expect(rows.length + faults.length).toBeGreaterThan(0)
          const ofRows = rows.map(({ line }) => line)
          expect(new Set(ofRows).size).toBe(ofRows.length)
          expect(faults.filter(({ line }) => line !== null && ofRows.includes(line))).toEqual([])
          for (const { title, detail } of faults) expect(`${title} ${detail}`).not.toMatch(/Farah|Fictional|1979/)
          if (format === 'csv') return
          const filled = damaged.split('\n').filter((line) => line.trim() !== '' && line !== '\uFEFF').length
          expect(new Set([...ofRows, ...faults.map(({ line }) => line)]).size).toBe(Math.max(filled, 1))
        }),
        { seed: 20_260_302, numRuns: 1_000 },
      )
    },
  )
})

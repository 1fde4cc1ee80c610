import { operatorRow } from '../../src/domain/operator-row.js'
import { naming } from '../support/record-files.js'

const LICENCE = {
  row: 'licence',
  authority: 'Rotherham',
  reference: 'O-1',
  number: 'PHO-12',
  name: 'Fictional Cars Ltd',
  tradingNames: 'Fictional; Invented Cars',
  premisesLine1: '2 Invented Yard',
  town: 'Rotherham',
  postcode: 's60 1aa',
  startsOn: '2021-04-01',
  endsOn: '2026-03-31',
}
const faultsOf = (cells: Record<string, string>): string[] => {
  const read = operatorRow(cells, naming)
  return 'faults' in read ? read.faults.map(({ detail }) => detail) : []
}

describe('a row of a file of operators', () => {
  it('of a licence is a period of it, of the one kind that there is', () => {
    expect(operatorRow(LICENCE, naming)).toEqual({
      row: {
        authoritySlug: 'rotherham',
        holder: {
          reference: 'O-1',
          name: 'Fictional Cars Ltd',
          tradingNames: ['Fictional', 'Invented Cars'],
          premises: { line1: '2 Invented Yard', line2: null, town: 'Rotherham', postcode: 'S60 1AA' },
        },
        fact: {
          row: 'licence',
          kind: 'private-hire-operator',
          number: 'PHO-12',
          startsOn: '2021-04-01',
          endsOn: '2026-03-31',
          decidedOn: '2021-04-01',
        },
      },
    })
  })
  it.each<[string, Record<string, string>, string]>([
    ['no name', { ...LICENCE, name: ' ' }, 'Column name: must be filled in'],
    ['a name too long', { ...LICENCE, name: 'x'.repeat(151) }, 'Column name: must be text of at most 150 characters'],
    ['21 trading names', { ...LICENCE, tradingNames: Array.from({ length: 21 }, (_, n) => n).join(';') }, 'at most 20'],
    ['half the premises', { ...LICENCE, town: '' }, 'Column town: must be filled in with premisesLine1, postcode'],
    [
      "a driver's power",
      {
        ...LICENCE,
        row: 'decision',
        type: 'revoke',
        startsOn: '',
        endsOn: '',
        decidedOn: '2025-10-06',
        notifiedOn: '2025-10-07',
        legalBasis: 'lgmpa-1976-s61-1',
        grounds: 'not-fit-and-proper',
        decidedByCapacity: 'sub-committee',
        decidedByName: 'Licensing Sub-Committee B',
      },
      'Column legalBasis: gives no power',
    ],
  ])('with %s is told so', (_, cells, fault) => {
    expect(faultsOf(cells)).toEqual([expect.stringContaining(fault)])
  })
})

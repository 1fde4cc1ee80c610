import { isCivilDate, type CivilDate } from '../../domain/calendar.js'
import { retainedUntil } from '../../domain/duties.js'
import { DRIVING_LICENCE_ISSUERS } from '../../domain/words.js'
import { licenceOf, type ImportColumn } from './import-row.schema.js'

/** Cells as they stand in the file; absent: empty. */
export type RawCells = Partial<Record<ImportColumn, string>>

/** `column` null: the row as a whole. */
export interface CellFault {
  column: ImportColumn | null
  detail: string
}

/** What one cell says of another, and the law of the row. Each column has been judged alone; whatever is no date is passed over here. */
export function* faultsBetween(cells: RawCells, today: CivilDate): Generator<CellFault> {
  yield* faultsOfDates(cells, today)
  yield* faultsOfPerson(cells)
}

function* faultsOfDates(cells: RawCells, today: CivilDate): Generator<CellFault> {
  const day = (column: ImportColumn): CivilDate | undefined => {
    const text = cells[column]
    return text !== undefined && isCivilDate(text) ? text : undefined
  }
  const before = (column: ImportColumn, other: ImportColumn): boolean => {
    const [a, b] = [day(column), day(other)]
    return a !== undefined && b !== undefined && a < b
  }
  for (const column of ['date_of_birth', 'decided_on', 'first_made_on'] as const)
    if ((day(column) ?? today) > today) yield { column, detail: 'is in the future' }
  if (before('decided_on', 'date_of_birth')) yield { column: 'date_of_birth', detail: 'must be before decided_on' }
  if (before('first_made_on', 'decided_on')) yield { column: 'first_made_on', detail: 'must not be before decided_on' }
  if (before('takes_effect_on', 'decided_on'))
    yield { column: 'takes_effect_on', detail: 'must not be before decided_on' }
  if (before('suspension_ends_on', 'decided_on'))
    yield { column: 'suspension_ends_on', detail: 'must not be before decided_on' }
  if (cells.suspension_ends_on !== undefined && cells.decision_type !== 'suspend')
    yield { column: 'suspension_ends_on', detail: 'goes with decision_type suspend' }
  const madeOn = day('first_made_on')
  if (madeOn !== undefined && isOver(madeOn, today))
    yield {
      column: 'first_made_on',
      detail: 'the eleven years for which an entry is kept are over (2022 Act s.4(3)(b))',
    }
}

function* faultsOfPerson(cells: RawCells): Generator<CellFault> {
  const { address, town, postcode, ni_number, driving_licence_issuer: issuer, driving_licence_number: number } = cells
  if ((address ?? town ?? postcode ?? ni_number ?? number) === undefined)
    yield {
      column: null,
      detail:
        'needs an address, a National Insurance number or a driving licence number: many share a name and a birthday',
    }
  if (address === undefined && (town ?? postcode) !== undefined)
    yield { column: 'address', detail: 'goes with town and postcode' }
  if (town === undefined && (address ?? postcode) !== undefined)
    yield { column: 'town', detail: 'goes with address and postcode' }
  if (issuer === undefined && number !== undefined)
    yield { column: 'driving_licence_issuer', detail: 'goes with driving_licence_number' }
  if (number === undefined && issuer !== undefined)
    yield { column: 'driving_licence_number', detail: 'goes with driving_licence_issuer' }
  const known = DRIVING_LICENCE_ISSUERS.find((word) => word === issuer)
  if (known !== undefined && number !== undefined && licenceOf(known, number) === null)
    yield { column: 'driving_licence_number', detail: 'is not a number of that issuer' }
}

/** Whether an entry first made on that day must be gone today. */
export const isOver = (firstMadeOn: CivilDate, today: CivilDate): boolean => retainedUntil(firstMadeOn) < today

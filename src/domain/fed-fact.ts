import { AGAINST_THE_HOLDER, EARLIEST_DECISION } from './decision-rules.js'
import {
  ALWAYS,
  day,
  line,
  listOf,
  matching,
  needed,
  oneOf,
  pastDay,
  ROW_SORTS,
  yesOrNo,
  type Column,
  type RowContext,
} from './fed-column.js'
import { FED_DECISION_TYPES, type FedDecision, type FedPeriod } from './fed-record.js'
import type { ReadCells, ValuesOf } from './fed-row.js'
import { normaliseBadge } from './identity.js'
import { LEGAL_BASIS_CODES, legalBasis } from './legal-basis.js'
import { CAPACITIES, GROUNDS, RELEVANT_INFORMATION, type LicenceKind } from './words.js'

const ADVERSE = FED_DECISION_TYPES.filter((type) => AGAINST_THE_HOLDER.includes(type))
const FOR_THE_HOLDER = ['lift-suspension', 'surrender'] as const

/** The first columns of every file. */
export const LEADING = {
  row: oneOf(['licence', 'decision'], ALWAYS),
  authority: {
    form: 'text',
    need: ALWAYS,
    must: 'must be the name of a licensing authority, as in the national vehicle register, or its slug here',
    read: (text, { slugOf, isSlug }) => slugOf(text) ?? (isSlug(text) ? text : null),
  } satisfies Column<string>,
  reference: matching('1 to 40 letters, digits or . _ / : -', ALWAYS, (text) =>
    /^[A-Za-z0-9._/:-]{1,40}$/.test(text) ? text : null,
  ),
  number: matching(
    '1 to 20 letters, digits, - or /, beginning with a letter or digit',
    needed(ROW_SORTS.filter((sort) => sort !== 'refuse-application')),
    (text) => /^[A-Z0-9].*/.exec(normaliseBadge(text) ?? '')?.[0] ?? null,
  ),
} as const

/** The last columns of every file: the period, or the decision. What each type has is what `decide` asks of it (src/domain/decision-rules.ts). */
export const FACT = {
  startsOn: day(needed(['licence'])),
  endsOn: day(needed(['licence'])),
  decidedOn: pastDay(needed(FED_DECISION_TYPES, ['licence'])),
  type: oneOf(FED_DECISION_TYPES, needed(FED_DECISION_TYPES)),
  notifiedOn: pastDay(needed(ADVERSE, FOR_THE_HOLDER)),
  takesEffectOn: day(needed([], ['suspend', 'revoke', ...FOR_THE_HOLDER])),
  suspensionEndsOn: day(needed([], ['suspend'])),
  isImmediate: yesOrNo(needed([], ['suspend', 'revoke'])),
  // One power only is ever surrendered under. Of the rest nobody but the sender can say which was used, even where the law knows one: a power that
  // was not named was perhaps none.
  legalBasis: {
    ...oneOf(LEGAL_BASIS_CODES, needed([...ADVERSE, 'lift-suspension'], ['surrender'])),
    must: 'must be the code of a power, as in the table of powers',
  },
  grounds: listOf(oneOf(GROUNDS, needed(ADVERSE))),
  relevantInformation: listOf(oneOf(RELEVANT_INFORMATION, needed([], ADVERSE))),
  decidedByCapacity: oneOf(CAPACITIES, needed(FED_DECISION_TYPES)),
  decidedByName: line(200, needed(FED_DECISION_TYPES)),
  receivedOn: pastDay(needed([], ['refuse-application'])),
} as const

type Leading = ValuesOf<typeof LEADING>
type Fact = ValuesOf<typeof FACT>

/** What the cells of the licence or decision say of each other. */
export function checkFact(
  { values, isFilled, complain }: ReadCells<Leading & Fact>,
  kind: LicenceKind | null,
  { today, maySpeakFor }: RowContext,
): void {
  if (values.authority !== null && !maySpeakFor(values.authority))
    complain('authority', 'is not an authority that you may send for', 'Insufficient permissions')
  for (const [column, earlier] of ORDER) {
    const [day, earlierDay] = [values[column], values[earlier]]
    if (day !== null && earlierDay !== null && day < earlierDay) complain(column, `must not be before ${earlier}`)
  }
  const { row, startsOn, type } = values
  const couldBeDecidedOn = startsOn === null || (startsOn >= EARLIEST_DECISION && startsOn <= today)
  if (row === 'licence' && !isFilled('decidedOn') && !couldBeDecidedOn)
    complain('decidedOn', `must be filled in where startsOn is before ${EARLIEST_DECISION} or after today`)
  const power = legalBasis(values.legalBasis ?? '')
  if (power && kind !== null && type !== null && !(power.kinds.includes(kind) && power.types.includes(type)))
    complain('legalBasis', 'gives no power for a decision of this type on a licence of this kind')
}

/** Days that do not come before others. */
const ORDER = [
  ['endsOn', 'startsOn'],
  ['endsOn', 'decidedOn'],
  ['notifiedOn', 'decidedOn'],
  ['takesEffectOn', 'decidedOn'],
  ['suspensionEndsOn', 'decidedOn'],
  ['suspensionEndsOn', 'takesEffectOn'],
  ['decidedOn', 'receivedOn'],
] as const satisfies readonly (readonly [keyof Fact, keyof Fact])[]

/** Of values without a fault: what is null is empty because it may be. */
export function factOf(values: Leading & Fact, kind: LicenceKind): FedPeriod | FedDecision {
  const { number, startsOn, endsOn, type, receivedOn } = values
  const decidedOn = values.decidedOn ?? startsOn ?? ''
  if (type === null)
    return { row: 'licence', kind, number: number ?? '', startsOn: startsOn ?? '', endsOn: endsOn ?? '', decidedOn }
  return {
    row: 'decision',
    kind,
    number,
    type,
    decidedOn,
    notifiedOn: values.notifiedOn,
    takesEffectOn: values.takesEffectOn,
    suspensionEndsOn: values.suspensionEndsOn,
    isImmediate: values.isImmediate ?? false,
    legalBasis: values.legalBasis ?? 'holder-surrender',
    grounds: values.grounds ?? [],
    relevantInformation: values.relevantInformation ?? [],
    decidedBy: { capacity: values.decidedByCapacity ?? 'officer-delegated', name: values.decidedByName ?? '' },
    receivedOn: type === 'refuse-application' ? (receivedOn ?? decidedOn) : null,
  }
}

import { isDeepStrictEqual } from 'node:util'
import { londonDate, type CivilDate } from '../../../domain/calendar.js'
import type { FedOperator } from '../../../domain/fed-record.js'
import { normaliseName } from '../../../domain/identity.js'
import {
  findOperatorsById,
  insertOperators,
  MAX_PREMISES,
  updateOperator,
  type Operator,
  type OperatorChange,
} from '../../subjects/index.js'
import { isSamePlace, placeOf } from './drivers.action.js'
import type { Fields } from './holder.js'
import type { HolderSort, Redescribed } from './holder-sort.js'

/** A firm has no identifier that a record here holds: it is known by its licence. */
export const OPERATORS: HolderSort = {
  class: 'operator',
  identityOf: (holder) => normaliseName((holder as FedOperator).name),
  identifiersOf: () => [],
  findIdentified: () => Promise.resolve([]),
  async load(tx, _, ids) {
    const found = await findOperatorsById(tx, ids)
    return new Map(
      found.map(({ version, body }) => [
        body.id,
        {
          version,
          identity: normaliseName(body.name),
          redescribed: (holder, today) => redescribed(body, holder as FedOperator, today),
          restored: (fields, today) => restored(body, fields, today),
        },
      ]),
    )
  },
  insert: (tx, writing, holders) => {
    const today = londonDate(writing.now.getTime())
    return insertOperators(
      tx,
      writing,
      holders.map(({ id, authoritySlug, holder }) => {
        const { name, tradingNames, premises } = holder as FedOperator
        const places = premises ? [{ ...premises, startsOn: today, endsOn: null }] : []
        return { id, authoritySlug, name, tradingNames, premises: places, email: null, phone: null }
      }),
    )
  },
  async update(tx, writing, record, change) {
    const outcome = await updateOperator(tx, { ...writing, clock: { now: () => writing.now } }, record, change)
    if (!outcome.ok) throw new Error(`a record was not changed as shown: ${outcome.refusal.code}`)
  },
}

function redescribed(before: Operator, after: FedOperator, today: CivilDate): Redescribed | null {
  const fields: Record<string, { was: unknown; willBe: unknown }> = {}
  const change: OperatorChange = {}
  if (normaliseName(before.name) !== normaliseName(after.name)) {
    change.name = after.name
    fields.name = { was: before.name, willBe: after.name }
  }
  // All that the file leaves out, it may not know: names are added, as premises are.
  const tradingNames = [
    ...before.tradingNames,
    ...after.tradingNames.filter(
      (name) => !before.tradingNames.some((one) => normaliseName(one) === normaliseName(name)),
    ),
  ]
  if (tradingNames.length > before.tradingNames.length) {
    change.tradingNames = tradingNames
    fields.tradingNames = { was: before.tradingNames, willBe: tradingNames }
  }
  const { premises } = after
  const isUsed = ({ endsOn }: { endsOn: CivilDate | null }) => endsOn === null || endsOn >= today
  if (premises && !before.premises.some((place) => isUsed(place) && isSamePlace(place, premises))) {
    change.newPremises = { ...premises, startsOn: today, endsOn: null }
    fields.premises = { was: before.premises.filter(isUsed).map(placeOf), willBe: premises }
  }
  if (Object.keys(fields).length === 0) return null
  const isFull = change.newPremises !== undefined && before.premises.length >= MAX_PREMISES
  return isFull ? { change, fields, refusal: 'list-full' } : { change, fields }
}

/** Premises that the file brought are not used from today on. */
function restored(now: Operator, fields: Fields, today: CivilDate): OperatorChange | null {
  const { name, tradingNames, premises } = fields
  const brought = now.premises.find(
    (place) => place.endsOn === null && isDeepStrictEqual(placeOf(place), premises?.willBe),
  )
  const endsOn = brought && brought.startsOn > today ? brought.startsOn : today
  const change: OperatorChange = {
    ...(name?.willBe === now.name ? { name: String(name.was) } : {}),
    ...(tradingNames && isDeepStrictEqual(tradingNames.willBe, now.tradingNames)
      ? { tradingNames: tradingNames.was as string[] }
      : {}),
    ...(brought ? { endedPremises: { id: brought.id, endsOn } } : {}),
  }
  return Object.keys(change).length === 0 ? null : change
}

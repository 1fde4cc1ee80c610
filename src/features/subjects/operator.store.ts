import type { CivilDate } from '../../domain/calendar.js'
import type { Prisma } from '../../generated/prisma/client.js'
import { fromDate, fromDateOrNull, toDate, toDateOrNull } from '../../platform/civil-date.js'
import type { Tx } from '../../platform/db.js'
import type { NewAddress } from './address.schema.js'
import type { NewOperator, Operator, OperatorChange, OperatorListed } from './operator.schema.js'
import { inOrder, type RecordKey, type RecordPage, type RecordVersion, type Stored } from './record.store.js'

export async function findOperators(tx: Tx, page: RecordPage): Promise<OperatorListed[]> {
  return tx.operator.findMany({ ...inOrder(page), select: { id: true, name: true, tradingNames: true } })
}

export async function findOperator(tx: Tx, { authoritySlug, id }: RecordKey): Promise<Stored<Operator> | undefined> {
  const row = await tx.operator.findUnique({ where: { id, authoritySlug }, include: WHOLE })
  return row ? stored(row) : undefined
}

/** Those that there are, in no order. */
export async function findOperatorsById(tx: Tx, ids: readonly string[]): Promise<Stored<Operator>[]> {
  return (await tx.operator.findMany({ where: { id: { in: [...ids] } }, include: WHOLE })).map(stored)
}

const WHOLE = {
  premises: { orderBy: [{ startsOn: 'asc' }, { id: 'asc' }] },
} as const satisfies Prisma.OperatorInclude

function stored(row: Prisma.OperatorGetPayload<{ include: typeof WHOLE }>): Stored<Operator> {
  const body: Operator = {
    id: row.id,
    authority: row.authoritySlug,
    name: row.name,
    tradingNames: row.tradingNames,
    premises: row.premises.map(({ id: premisesId, line1, line2, town, postcode, startsOn, endsOn }) => {
      const place = { id: premisesId, line1, line2, town, postcode }
      return { ...place, startsOn: fromDate(startsOn), endsOn: fromDateOrNull(endsOn) }
    }),
    email: row.email,
    phone: row.phone,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }
  return { version: row.version, body }
}

export async function insertOperator(
  tx: Tx,
  key: RecordKey,
  at: Date,
  operator: Omit<NewOperator, 'premises'>,
): Promise<void> {
  await tx.operator.create({ data: { ...operator, ...key, createdAt: at, updatedAt: at } })
}

/** False: the record is no longer at that version, and nothing was changed. */
export async function changeOperator(
  tx: Tx,
  { authoritySlug, id, version }: RecordVersion,
  at: Date,
  facts: Pick<OperatorChange, 'name' | 'tradingNames' | 'email' | 'phone'>,
): Promise<boolean> {
  const { count } = await tx.operator.updateMany({
    where: { id, authoritySlug, version },
    data: { ...facts, version: { increment: 1 }, updatedAt: at },
  })
  return count === 1
}

export async function addPremises(
  tx: Tx,
  newId: () => string,
  operatorId: string,
  premises: NewAddress[],
): Promise<void> {
  await tx.operatorPremises.createMany({
    data: premises.map(({ startsOn, endsOn, ...place }) => {
      return { ...place, id: newId(), operatorId, startsOn: toDate(startsOn), endsOn: toDateOrNull(endsOn) }
    }),
  })
}

/** False: this operator has no such premises. */
export async function endPremises(tx: Tx, operatorId: string, id: string, endsOn: CivilDate): Promise<boolean> {
  const { count } = await tx.operatorPremises.updateMany({
    where: { id, operatorId },
    data: { endsOn: toDate(endsOn) },
  })
  return count === 1
}

import DataLoader from 'dataloader'
import type { PrincipalKind, Role } from '../../domain/words.js'
import type { Db, Tx } from '../../platform/db.js'

export interface Principal {
  id: string
  kind: PrincipalKind
  role: Role
  authoritySlug: string | null
  operatorId: string | null
  disabledAt: Date | null
}

/** What the registry knows now of a token's subject, client and key. */
export interface Standing {
  principals: (Principal | undefined)[]
  /** Null: in use. Undefined: there is no such key. */
  keyRetiredAt: Date | null | undefined
}

type Asked = { principal: string } | { kid: string }
type Found = (Principal & { of: 'principal' }) | { of: 'key'; id: string; disabledAt: Date | null }

/**
 * Reads principals and the key from the database for every request, so that a revocation counts from the next one on. Requests of one turn of the
 * event loop share a statement, which begins after all of them arrived.
 */
export function makeStandingReader(db: Pick<Db, 'pool'>): (ids: string[], kid: string) => Promise<Standing> {
  const loader = new DataLoader<Asked, Found | undefined>(
    async (asked) => {
      const ids = asked.flatMap((a) => ('principal' in a ? [a.principal] : []))
      const kids = asked.flatMap((a) => ('kid' in a ? [a.kid] : []))
      const { rows } = await db.pool.query<Found>({
        name: 'access-standing',
        text: STANDING,
        values: [[...new Set(ids)], [...new Set(kids)]],
      })
      const found = new Map(rows.map((row) => [`${row.of} ${row.id}`, row]))
      return asked.map((a) => found.get('principal' in a ? `principal ${a.principal}` : `key ${a.kid}`))
    },
    { cache: false, batchScheduleFn: (dispatch) => void setImmediate(dispatch) },
  )
  return async (ids, kid) => {
    const [key, ...principals] = await Promise.all([
      loader.load({ kid }),
      ...ids.map((principal) => loader.load({ principal })),
    ])
    return { keyRetiredAt: key?.disabledAt, principals: principals.map((p) => (p?.of === 'principal' ? p : undefined)) }
  }
}

const STANDING = `
  SELECT 'principal' AS of, id, kind, role, authority_slug AS "authoritySlug", operator_id AS "operatorId", disabled_at AS "disabledAt"
  FROM principal WHERE id = ANY($1::text[])
  UNION ALL
  SELECT 'key', kid, NULL, NULL, NULL, NULL, retired_at FROM signing_key WHERE kid = ANY($2::text[])`

export async function findPrincipal(db: { prisma: Pick<Tx, 'principal'> }, id: string): Promise<Principal | undefined> {
  return ((await db.prisma.principal.findUnique({ where: { id } })) as Principal | null) ?? undefined
}

/** A principal and, for an officer, an enabled back office of the authority: the oldest, if there are several. */
export async function findWithBackOffice(
  db: Pick<Db, 'pool'>,
  id: string,
): Promise<[subject: Principal | undefined, backOffice: Principal | undefined]> {
  const { rows } = await db.pool.query<Principal>({
    name: 'access-with-back-office',
    text: WITH_BACK_OFFICE,
    values: [id],
  })
  return [rows.find((row) => row.id === id), rows.find((row) => row.id !== id)]
}

const WITH_BACK_OFFICE = `
  SELECT id, kind, role, authority_slug AS "authoritySlug", operator_id AS "operatorId", disabled_at AS "disabledAt"
  FROM principal WHERE id = $1 OR id = (
    SELECT client.id FROM principal client JOIN principal person USING (authority_slug)
    WHERE person.id = $1 AND person.kind = 'person' AND client.role = 'back-office' AND client.disabled_at IS NULL
    ORDER BY client.created_at, client.id LIMIT 1)`

export async function addPrincipal(
  tx: Tx,
  principal: Omit<Principal, 'disabledAt'> & { displayName: string; createdAt: Date },
): Promise<void> {
  await tx.principal.create({ data: principal })
}

/** False if it was disabled before. */
export async function disablePrincipal(tx: Tx, id: string, disabledAt: Date): Promise<boolean> {
  const { count } = await tx.principal.updateMany({ where: { id, disabledAt: null }, data: { disabledAt } })
  return count === 1
}

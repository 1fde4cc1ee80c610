import type { Tx } from '../../platform/db.js'

export interface HeldText {
  requestId: string
  givenAt: Date
  fromSlug: string
  applicationId: string | null
  /** The licence on which the application was decided; null: it is not, or was refused a new one. */
  licenceId: string | null
}

/** Texts that may have to go: given before `yearAgo`, or for an application with a decision. In order of request; at most `take` after `after`. */
export async function findHeldTexts(
  tx: Tx,
  { yearAgo, after, take }: { yearAgo: Date; after: string; take: number },
): Promise<HeldText[]> {
  return tx.$queryRaw<HeldText[]>`
    SELECT t.request_id AS "requestId", t.answered_at AS "givenAt", r.from_slug AS "fromSlug", r.application_id AS "applicationId",
      (SELECT d.licence_id FROM decision d WHERE d.application_id = r.application_id AND d.licence_id IS NOT NULL LIMIT 1) AS "licenceId"
    FROM information_text t JOIN information_request r ON r.id = t.request_id
    WHERE t.request_id > ${after}::uuid
      AND (t.answered_at < ${yearAgo} OR EXISTS (SELECT FROM decision d WHERE d.application_id = r.application_id))
    ORDER BY t.request_id LIMIT ${take}`
}

/** @returns the requests whose text this transaction deleted: another may have been faster. */
export async function deleteTexts(tx: Tx, requestIds: string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ requestId: string }[]>`
    DELETE FROM information_text WHERE request_id = ANY (${requestIds}::uuid[]) RETURNING request_id AS "requestId"`
  return rows.map(({ requestId }) => requestId)
}

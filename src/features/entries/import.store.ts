import type { Tx } from '../../platform/db.js'

/** Which of the references an imported entry of the authority has that is not expired, and which the designated database gave it. */
export async function takenReferences(
  tx: Tx,
  authoritySlug: string,
  { own, designated }: { own: string[]; designated: string[] },
): Promise<{ own: Set<string>; designated: Set<string> }> {
  const entries = await tx.entry.findMany({
    where: { authoritySlug, origin: 'import', reference: { in: own } },
    select: { reference: true },
  })
  const mirrored = await tx.entryMirroring.findMany({
    where: { reference: { in: designated }, event: { entry: { authoritySlug } } },
    select: { reference: true },
  })
  return {
    own: new Set(entries.flatMap(({ reference }) => reference ?? [])),
    designated: new Set(mirrored.map(({ reference }) => reference)),
  }
}

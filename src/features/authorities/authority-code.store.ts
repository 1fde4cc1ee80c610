import type { Tx } from '../../platform/db.js'

/** GSS code of a licensing authority, by which the law tells nations and authorities apart. */
export async function findGssCode(tx: Tx, slug: string): Promise<string | undefined> {
  return (await tx.authority.findUnique({ where: { slug }, select: { gssCode: true } }))?.gssCode
}

import type { Tx } from '../../platform/db.js'

/**
 * Whoever makes or changes an entry takes the register for itself; whoever grants a licence shares it. So a grant sees every entry committed before it,
 * and an entry every licence granted before it. Taken for `update` first where both are needed: two who share and then want it alone deadlock.
 * @returns the version of the register: how many events it has.
 */
export async function lockRegister(tx: Tx, mode: 'share' | 'update'): Promise<number> {
  const [head] =
    mode === 'update'
      ? await tx.$queryRaw<{ version: bigint }[]>`SELECT version FROM entry_head WHERE id = 1 FOR UPDATE`
      : await tx.$queryRaw<{ version: bigint }[]>`SELECT version FROM entry_head WHERE id = 1 FOR SHARE`
  if (!head) throw new Error('the register of entries has no head')
  return Number(head.version)
}

/** The version of the register, which others may be changing. */
export async function readRegisterVersion(tx: Tx): Promise<number> {
  const [head] = await tx.$queryRaw<{ version: bigint }[]>`SELECT version FROM entry_head WHERE id = 1`
  return Number(head?.version)
}

import { refusalOfVersion } from '../../domain/standards-rules.js'
import { todayOf, type Acting } from '../../platform/acting.js'
import type { Tx } from '../../platform/db.js'
import { NOT_FOUND, type Outcome } from '../../platform/outcome.js'
import { propose, type Proposal } from '../proposals/index.js'
import type { ProposeStandards } from './standards.schema.js'
import { findVersions, MOVED } from './standards.store.js'

/** As it is kept until it is approved: with the version that the proposer had before him. */
export interface ProposedVersion extends ProposeStandards {
  basedOnSeq: number
}

export async function proposeStandards(
  tx: Tx,
  act: Acting,
  { slug, basedOnSeq }: { slug: string; basedOnSeq: number },
  version: ProposeStandards,
): Promise<Outcome<Proposal>> {
  if (slug !== act.caller.authoritySlug) return NOT_FOUND
  const versions = await findVersions(tx, slug)
  if (versions.at(-1)?.seq !== basedOnSeq) return { ok: false, refusal: MOVED }
  const payload: ProposedVersion = { basedOnSeq, ...version }
  return refusalOfVersion(versions, version, todayOf(act)) ?? propose(tx, act, { kind: 'standards', payload })
}

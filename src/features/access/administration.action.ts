import type { z } from 'zod'
import type { PrincipalKind } from '../../domain/words.js'
import { appendAudit, type AuditObject } from '../../platform/audit.js'
import { databaseError } from '../../platform/db-error.js'
import { inTransaction, type Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { Disabling, KeyRotation, NewClient, NewPerson, Rotation } from './administration.schema.js'
import { addCredential, endCredentials, type NewCredential } from './credential.store.js'
import { addPrincipal, disablePrincipal, findPrincipal } from './principal.store.js'
import { parsePublicKey } from './public-key.js'
import { makeSecret } from './secret.js'
import { LONGEST_LIFE_MS, rotateKeys } from './signing-key.store.js'

/** Until when a rotated credential goes on working, so that every machine of the client can be given the new one. */
const OVERLAP_MS = 24 * 3_600_000

/** @returns what to tell whoever asked: the only time that a secret is seen. */
export async function createClient(deps: Deps, client: z.output<typeof NewClient>): Promise<string> {
  const proof = await makeCredential(deps, client.publicKey)
  await administer(deps, 'create-client', { kind: 'principal', id: client.id }, async (tx, at) => {
    await addPrincipal(tx, { ...belonging(client), kind: 'client', createdAt: at })
    await addCredential(tx, client.id, proof.id, proof.credential, at)
  })
  return `${client.id} is a client now.\n${proof.told}`
}

export async function rotateClient(deps: Deps, { id, publicKey, isNow }: z.output<typeof Rotation>): Promise<string> {
  const proof = await makeCredential(deps, publicKey)
  await administer(deps, 'rotate-client', { kind: 'principal', id }, async (tx, at) => {
    await mustBe(tx, id, 'client')
    await endCredentials(tx, id, proof.credential.kind, new Date(at.getTime() + (isNow ? 0 : OVERLAP_MS)))
    await addCredential(tx, id, proof.id, proof.credential, at)
  })
  return `The old one of ${id} ${isNow ? 'ended' : 'ends in 24 hours'}.\n${proof.told}`
}

export async function addPerson(deps: Deps, person: z.output<typeof NewPerson>): Promise<string> {
  await administer(deps, 'add-principal', { kind: 'principal', id: person.id }, (tx, at) =>
    addPrincipal(tx, { ...belonging(person), kind: 'person', createdAt: at }),
  )
  return `${person.id} is a ${person.role} now.`
}

/** From the next request on, for a client also every token of an officer that was issued through it. */
export async function disable(deps: Deps, kind: PrincipalKind, { id }: z.output<typeof Disabling>): Promise<string> {
  const action = kind === 'client' ? 'disable-client' : 'disable-principal'
  await administer(deps, action, { kind: 'principal', id }, async (tx, at) => {
    await mustBe(tx, id, kind)
    if (!(await disablePrincipal(tx, id, at))) throw new Error(`${id} is disabled already`)
  })
  return `${id} may do nothing any more.`
}

/** `isCompromised`: every token so far is refused at once; otherwise each lives out its ten minutes. */
export async function rotateSigningKeys(deps: Deps, { isCompromised }: z.output<typeof KeyRotation>): Promise<string> {
  const retiredAt = new Date(deps.clock.now().getTime() - (isCompromised ? LONGEST_LIFE_MS : 0))
  const object = { kind: 'signing-key', id: '' }
  await administer(deps, 'rotate-keys', object, async (tx) => {
    object.id = await rotateKeys(tx, deps, retiredAt)
  })
  return `${object.id} signs from now on.`
}

/** An act of whoever runs the registry: one transaction, one audit row without a caller. */
async function administer(deps: Deps, action: string, object: AuditObject, act: (tx: Tx, at: Date) => Promise<void>) {
  const at = deps.clock.now()
  try {
    await inTransaction(deps.db, async (tx) => {
      await act(tx, at)
      await appendAudit(tx, { at, caller: null, action, requestId: 'cli', object })
    })
  } catch (error) {
    const known = VIOLATED[databaseError(error)?.constraint ?? '']
    throw known === undefined ? error : new Error(known, { cause: error })
  }
}

const VIOLATED: Record<string, string> = {
  principal_pkey: 'There is a client or person with this id already',
  principal_authority_slug_fkey: 'There is no such authority; see GET /v1/authorities',
  principal_operator_id_fkey: 'There is no such operator',
}

async function mustBe(tx: Tx, id: string, kind: PrincipalKind): Promise<void> {
  if ((await findPrincipal({ prisma: tx }, id))?.kind !== kind) throw new Error(`There is no ${kind} ${id}`)
}

function belonging(principal: z.output<typeof NewClient> | z.output<typeof NewPerson>) {
  return {
    id: principal.id,
    role: principal.role,
    displayName: principal.name,
    authoritySlug: 'authority' in principal ? principal.authority : null,
    operatorId: 'operator' in principal ? principal.operator : null,
  }
}

async function makeCredential(
  deps: Deps,
  publicKey: string | undefined,
): Promise<{ id: string; credential: NewCredential; told: string }> {
  const id = deps.newId()
  if (publicKey !== undefined) {
    const key = await parsePublicKey(publicKey)
    return { id, credential: { kind: 'public-key', ...key }, told: `Sign with kid ${key.keyId}` }
  }
  const { secret, secretHash } = await makeSecret(id)
  return { id, credential: { kind: 'secret', secretHash }, told: `Secret, shown this once: ${secret}` }
}

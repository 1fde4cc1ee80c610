import { z } from 'zod'
import { Id, Line, Slug } from '../../platform/http/fields.schema.js'
import { PrincipalId } from './principal.schema.js'

const Name = Line(200)
/** Text of a JWK or PEM file. */
const PublicKey = z.string().max(10_000).optional()

export const CLIENT_ROLES = ['back-office', 'feed-sender', 'operator-system', 'auditor'] as const
export const PERSON_ROLES = ['licensing-officer', 'senior-officer', 'auditor'] as const

export const NewClient = z.discriminatedUnion('role', [
  z.strictObject({
    id: PrincipalId,
    role: z.literal('back-office'),
    name: Name,
    authority: Slug,
    publicKey: PublicKey,
  }),
  z.strictObject({
    id: PrincipalId,
    role: z.literal('feed-sender'),
    name: Name,
    authority: Slug,
    publicKey: PublicKey,
  }),
  z.strictObject({
    id: PrincipalId,
    role: z.literal('operator-system'),
    name: Name,
    operator: Id,
    publicKey: PublicKey,
  }),
  z.strictObject({ id: PrincipalId, role: z.literal('auditor'), name: Name, publicKey: PublicKey }),
])
export const NewPerson = z.discriminatedUnion('role', [
  z.strictObject({ id: PrincipalId, role: z.literal('licensing-officer'), name: Name, authority: Slug }),
  z.strictObject({ id: PrincipalId, role: z.literal('senior-officer'), name: Name, authority: Slug }),
  z.strictObject({ id: PrincipalId, role: z.literal('auditor'), name: Name }),
])
export const Rotation = z.strictObject({ id: PrincipalId, publicKey: PublicKey, isNow: z.boolean() })
export const Disabling = z.strictObject({ id: PrincipalId })
export const KeyRotation = z.strictObject({ isCompromised: z.boolean() })
export const EvaluationToken = z.strictObject({ as: PrincipalId, lifeSeconds: z.int().min(1).max(900) })

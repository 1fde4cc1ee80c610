import { z } from 'zod'

/** `sub` or `client_id`: `rotherham.officer`, `rotherham.back-office`. As the constraint `principal_id_shape`. */
export const PrincipalId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{2,62}$/, 'must be 3 to 63 small letters, digits, dots or hyphens')

import { z } from 'zod'
import type { Keeper } from '../authorities/index.js'
import { RegisterName, RegisterNumber } from './public-register.schema.js'
import type { RegisterSearch } from './register.store.js'

const Field = z.string().trim().max(1000).optional()

/** What a browser sends of the form: an empty field is an empty text, and a page opened by itself has no field at all. */
export const RegisterForm = z.object({ authority: Field, number: Field, name: Field })
type RegisterForm = z.infer<typeof RegisterForm>

export interface FormFault {
  field: keyof RegisterForm
  text: string
}

/** What was asked for, or what is wrong with it; neither before the form was sent. */
export function readForm(
  { authority: slug, number, name }: RegisterForm,
  authorities: readonly Keeper[],
): { faults: FormFault[]; asked?: { authority: Keeper; search: RegisterSearch } } {
  if (slug === undefined && number === undefined && name === undefined) return { faults: [] }
  const authority = authorities.find((each) => each.slug === slug)
  const search = readSearch(number ?? '', name ?? '')
  const faults: FormFault[] = [
    ...(authority ? [] : [{ field: 'authority' as const, text: 'Choose a licensing authority' }]),
    ...('text' in search ? [search] : []),
  ]
  return authority && !('text' in search) ? { faults, asked: { authority, search } } : { faults }
}

function readSearch(number: string, name: string): RegisterSearch | FormFault {
  if (number === '' && name === '') return { field: 'number', text: 'Enter a licence number or a full name' }
  if (number !== '' && name !== '') return { field: 'number', text: 'Enter a licence number or a full name, not both' }
  if (name === '') {
    const parsed = RegisterNumber.safeParse(number)
    if (parsed.success) return { number: parsed.data }
    return { field: 'number', text: 'A licence number has 1 to 20 letters, digits, hyphens and strokes' }
  }
  const parsed = RegisterName.safeParse(name)
  if (parsed.success) return { name: parsed.data }
  return { field: 'name', text: 'A full name has no more than 200 characters' }
}

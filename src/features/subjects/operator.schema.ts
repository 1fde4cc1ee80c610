import { z } from 'zod'
import { CivilDate, Email, Id, Line, Phone, Slug } from '../../platform/http/fields.schema.js'
import { PageOf } from '../../platform/http/page.js'
import { Address, NewAddress } from './address.schema.js'
import { changesSomething } from './subject.schema.js'

export const MAX_PREMISES = 20

const Name = Line(150)
const TradingNames = z.array(Line(100)).max(20)

const YARD = {
  line1: '2 Invented Yard',
  line2: null,
  town: 'Rotherham',
  postcode: 'S60 1AA',
  startsOn: '2021-04-01',
  endsOn: null,
}

export const NewOperator = z
  .strictObject({
    name: Name.meta({ description: 'Legal name.' }),
    tradingNames: TradingNames.default([]),
    premises: z
      .array(NewAddress)
      .max(MAX_PREMISES)
      .default([])
      .meta({ description: 'Where bookings are taken; several at a time are usual.' }),
    email: Email.nullable().default(null),
    phone: Phone.nullable().default(null),
  })
  .meta({
    id: 'NewOperator',
    description: 'A company or a person in trade that takes private hire bookings.',
    example: {
      name: 'Fictional Cars Ltd',
      tradingNames: ['Fictional'],
      premises: [YARD],
      email: 'office@example.test',
      phone: '01709 000001',
    },
  })
export type NewOperator = z.output<typeof NewOperator>

export const OperatorChange = z
  .strictObject({
    name: Name.exactOptional(),
    tradingNames: TradingNames.exactOptional().meta({
      description: 'All of them: takes the place of the list before.',
    }),
    newPremises: NewAddress.exactOptional(),
    endedPremises: z
      .strictObject({ id: Id, endsOn: CivilDate.meta({ description: 'Last day of trading there.' }) })
      .exactOptional(),
    email: Email.nullable().exactOptional(),
    phone: Phone.nullable().exactOptional(),
  })
  .refine(changesSomething, 'must change something')
  .meta({
    id: 'OperatorChange',
    description: 'What is absent stays; null clears a contact. Premises are added and ended, never taken away.',
    example: { tradingNames: ['Fictional', 'Invented Cars'], phone: '01709 000003' },
  })
export type OperatorChange = z.output<typeof OperatorChange>

const LISTED = { id: '01987654-3210-7abc-8def-0123456789ad', name: 'Fictional Cars Ltd', tradingNames: ['Fictional'] }

export const OperatorListed = z
  .object({ id: Id, name: z.string(), tradingNames: z.array(z.string()) })
  .meta({ id: 'OperatorListed', description: 'An operator in a list.', example: LISTED })
export type OperatorListed = z.output<typeof OperatorListed>

export const OperatorPage = PageOf(OperatorListed, 'OperatorPage')

export const Operator = OperatorListed.extend({
  authority: Slug.meta({ description: 'Whose record it is.' }),
  premises: z.array(Address.extend({ id: Id })).meta({ description: 'In order of their first days.' }),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
}).meta({
  id: 'Operator',
  description: 'The whole record of an operator, for the officers of its authority.',
  example: {
    ...LISTED,
    authority: 'rotherham',
    premises: [{ id: '01987654-3210-7abc-8def-0123456789ae', ...YARD }],
    email: 'office@example.test',
    phone: '01709 000001',
    createdAt: '2026-03-02T09:00:00.000Z',
    updatedAt: '2026-03-02T09:00:00.000Z',
  },
})
export type Operator = z.output<typeof Operator>

import type { DRIVER_COLUMNS } from '../../../domain/driver-row.js'
import type { OPERATOR_COLUMNS } from '../../../domain/operator-row.js'

type Examples<Columns> = Partial<Record<keyof Columns, string | boolean | string[]>>[]

const AUTHORITY = { authority: 'Rotherham' }
const BY_SUB_COMMITTEE = { decidedByCapacity: 'sub-committee', decidedByName: 'Licensing Sub-Committee B' }
const BY_OFFICER = { decidedByCapacity: 'officer-delegated', decidedByName: 'Head of Licensing' }

const FARAH = {
  ...AUTHORITY,
  reference: 'P-1001',
  kind: 'private-hire-driver',
  familyName: 'Fictional',
  givenNames: 'Farah',
  dateOfBirth: '1979-03-12',
  niNumber: 'AB123456C',
  drivingLicenceIssuer: 'gb',
  drivingLicenceNumber: 'FICTI703129F99AB',
  addressLine1: '1 Invented Street',
  town: 'Rotherham',
  postcode: 'S60 2TH',
}
const LUKASZ = {
  ...AUTHORITY,
  reference: 'P-1002',
  familyName: 'Zmyślony',
  givenNames: 'Łukasz',
  dateOfBirth: '1985-11-02',
}
const ELOISE = {
  ...AUTHORITY,
  reference: 'P-1003',
  familyName: "O'Imaginary",
  givenNames: 'Éloïse Anne',
  dateOfBirth: '1990-07-30',
  addressLine1: 'Flat 4, Made-up Court',
  addressLine2: '12 Nowhere Lane',
  town: 'Rotherham',
  postcode: 'S65 1AA',
}
const HACKNEY = 'hackney-carriage-driver'
const PRIVATE_HIRE = 'private-hire-driver'

/** A grant and its renewal, a suspension and its lift; a refusal; a dual badge, one of its licences revoked. */
export const DRIVERS: Examples<typeof DRIVER_COLUMNS> = [
  {
    row: 'licence',
    ...FARAH,
    number: 'PHD-1024',
    startsOn: '2022-03-01',
    endsOn: '2025-02-28',
    decidedOn: '2022-02-21',
  },
  {
    row: 'licence',
    ...FARAH,
    number: 'PHD-1024',
    startsOn: '2025-03-01',
    endsOn: '2028-02-29',
    decidedOn: '2025-02-17',
  },
  {
    row: 'decision',
    ...FARAH,
    number: 'PHD-1024',
    type: 'suspend',
    decidedOn: '2025-06-02',
    notifiedOn: '2025-06-02',
    isImmediate: true,
    legalBasis: 'lgmpa-1976-s61-1',
    grounds: ['not-fit-and-proper', 'driving-standards'],
    relevantInformation: ['road-safety-risk'],
    ...BY_OFFICER,
  },
  {
    row: 'decision',
    ...FARAH,
    number: 'PHD-1024',
    type: 'lift-suspension',
    decidedOn: '2025-06-20',
    notifiedOn: '2025-06-20',
    legalBasis: 'lgmpa-1976-s61-1',
    ...BY_SUB_COMMITTEE,
  },
  {
    row: 'decision',
    ...LUKASZ,
    kind: PRIVATE_HIRE,
    type: 'refuse-application',
    receivedOn: '2025-02-03',
    decidedOn: '2025-04-14',
    notifiedOn: '2025-04-15',
    legalBasis: 'lgmpa-1976-s51',
    grounds: ['not-fit-and-proper'],
    relevantInformation: ['physical-or-psychological-harm', 'threatening-abusive-insulting'],
    ...BY_SUB_COMMITTEE,
  },
  { row: 'licence', ...ELOISE, kind: HACKNEY, number: 'D77', startsOn: '2024-01-10', endsOn: '2027-01-09' },
  { row: 'licence', ...ELOISE, kind: PRIVATE_HIRE, number: 'D77', startsOn: '2024-01-10', endsOn: '2027-01-09' },
  {
    row: 'decision',
    ...ELOISE,
    kind: HACKNEY,
    number: 'D77',
    type: 'revoke',
    decidedOn: '2025-09-01',
    notifiedOn: '2025-09-02',
    legalBasis: 'lgmpa-1976-s61-1',
    grounds: ['failure-to-comply-with-act'],
    ...BY_SUB_COMMITTEE,
  },
]

const CARS = {
  ...AUTHORITY,
  reference: 'O-1',
  name: 'Fictional Cars Ltd',
  tradingNames: ['Fictional', 'Invented Cars'],
  premisesLine1: '2 Invented Yard',
  town: 'Rotherham',
  postcode: 'S60 1AA',
}
const TRAVEL = { ...AUTHORITY, reference: 'O-2', name: 'Imaginary Travel & Co' }
const BOOKINGS = { ...AUTHORITY, reference: 'O-3', name: 'Made-up Bookings Ltd' }

/** The same, of operators. */
export const OPERATORS: Examples<typeof OPERATOR_COLUMNS> = [
  { row: 'licence', ...CARS, number: 'PHO-12', startsOn: '2016-04-01', endsOn: '2021-03-31' },
  { row: 'licence', ...CARS, number: 'PHO-12', startsOn: '2021-04-01', endsOn: '2026-03-31', decidedOn: '2021-03-15' },
  {
    row: 'decision',
    ...CARS,
    number: 'PHO-12',
    type: 'suspend',
    decidedOn: '2025-05-06',
    notifiedOn: '2025-05-07',
    suspensionEndsOn: '2025-08-31',
    legalBasis: 'lgmpa-1976-s62',
    grounds: ['condition-breached'],
    ...BY_SUB_COMMITTEE,
  },
  {
    row: 'decision',
    ...CARS,
    number: 'PHO-12',
    type: 'lift-suspension',
    decidedOn: '2025-07-01',
    legalBasis: 'lgmpa-1976-s62',
    ...BY_OFFICER,
  },
  {
    row: 'decision',
    ...TRAVEL,
    type: 'refuse-application',
    decidedOn: '2025-04-14',
    notifiedOn: '2025-04-15',
    legalBasis: 'lgmpa-1976-s55',
    grounds: ['not-fit-and-proper'],
    ...BY_SUB_COMMITTEE,
  },
  { row: 'licence', ...BOOKINGS, number: 'PHO-31', startsOn: '2023-06-01', endsOn: '2028-05-31' },
  {
    row: 'decision',
    ...BOOKINGS,
    number: 'PHO-31',
    type: 'revoke',
    decidedOn: '2025-10-06',
    notifiedOn: '2025-10-07',
    legalBasis: 'lgmpa-1976-s62',
    grounds: ['not-fit-and-proper', 'documents-missing-or-false'],
    ...BY_SUB_COMMITTEE,
  },
]

/** In the order of the national register's columns, which its files do not name. */
export const VEHICLES = [
  ['FK21ABC', '2025-06-01', '2026-05-31', 'PHV', 'Rotherham', 'PHV-301', 'false'],
  ['FK22DEF', '2025-09-15', '2026-09-14', 'taxi', 'Rotherham', 'HCV-12', 'true'],
  ['FK23GHJ', '2025-11-03', '2026-11-02', 'PHV', 'Rotherham', 'PHV-302', ''],
] as const

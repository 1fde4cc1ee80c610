/** What is wrong with a row, in the words of the national vehicle register: uploaders look for them. */
export interface NtrFault {
  title: string
  detail: string
}

const missing = (what: string): NtrFault => ({ title: 'Mandatory field missing', detail: `Missing ${what}` })
const wrong = (detail: string): NtrFault => ({ title: 'Value error', detail })
const invalidDate = (which: 'start' | 'end') =>
  wrong(`Invalid ${which} date format. Date format must be either ISO (YYYY-MM-DD) or DD/MM/YYYY`)

/** The register's own sentences, slips included, in the order in which a row's faults are told. */
export const NTR = {
  vrmMissing: missing('VRM value'),
  vrmTooLong: wrong('Too long VRM. VRM should should have from 1-7 characters'),
  vrmInvalid: wrong('Invalid format of VRM'),
  startMissing: missing('start date'),
  endMissing: missing('end date'),
  startInvalid: invalidDate('start'),
  endInvalid: invalidDate('end'),
  endBeforeStart: wrong('Start date must be before end date'),
  startTooEarly: wrong('Start date cannot be more than 20 years in the past'),
  endTooLate: wrong('End date cannot be more than 20 years in the future'),
  typeMissing: missing('taxi/PHV value'),
  typeTooLong: wrong('Taxi/PHV value must be less than 100 characters'),
  authorityMissing: missing('licensing authority name'),
  authorityInvalid: wrong('Invalid licensing authority name'),
  plateMissing: missing('license plate number'),
  plateInvalid: wrong('Invalid format of license plate number'),
  wheelchairInvalid: wrong('Invalid wheelchair accessible value. Can only be True or False'),
  fieldCount: wrong("Record doesn't match the data rule specifications"),
  lineTooLong: wrong('Line is too long'),
  characters: wrong('Invalid character or empty row detected'),
  header: wrong('Header information should not be included'),
  authorityLocked: {
    title: 'Licensing Authority Unavailability',
    detail: 'Licence Authority is locked because it is being updated now by another Uploader',
  },
  duplicate: wrong('There are multiple vehicles with the same VRN'),
} as const satisfies Record<string, NtrFault>

/** @param name of a known authority, as the file has it. */
export const notAuthorisedFor = (name: string): NtrFault => ({
  title: 'Insufficient Permissions',
  detail: `You are not authorised to submit data for ${name}`,
})

/** Ours: the register keeps any word and takes it for no taxi. Here the word is the licence's kind, and is not guessed. */
export const TYPE_UNKNOWN = wrong('Invalid taxi/PHV value. Can only be taxi, HCV or PHV')

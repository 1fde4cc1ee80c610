import { loadCameras } from './cameras.js'
import { addBookingSystem } from './cast.store.js'
import type { DemoAuthority } from './cast.store.js'
import type { Scribe } from './scribe.js'
import { loadCriteria } from './standards.js'
import type { Db } from '../platform/db.js'
import type { LicenceKind } from '../domain/words.js'

/** Operators with booking systems, the triple lock whole and broken, a dual badge, and the driver whom Rotherham refused, Sheffield licensed and Doncaster has an application from. All fictional. */
export async function loadNeighbours(scribe: Scribe, db: Db, now: Date): Promise<void> {
  const { ago } = scribe
  const term = { startsOn: ago(100), endsOn: ago(-200) }
  const driver = (authority: DemoAuthority, familyName: string, givenNames: string, dateOfBirth: string) =>
    scribe.recordDriver(authority, { familyName, givenNames, dateOfBirth })
  const licence = (authority: DemoAuthority, kind: LicenceKind, number: string, holderId: string) =>
    scribe.grant(authority, { kind, number, holderId, ...term })

  // Rotherham: an operator and a vehicle that, with badge RD-101, make the triple lock whole.
  const rotherValley = await scribe.recordOperator('rotherham', {
    name: 'Rother Valley Fictional Cars Ltd',
    tradingNames: ['Rother Valley Cars'],
    premises: [{ line1: '1 Invented Yard', town: 'Rotherham', postcode: 'S60 1AA', startsOn: '2020-01-01' }],
  })
  await licence('rotherham', 'private-hire-operator', 'RO-301', rotherValley)
  await addBookingSystem(db, 'rother-valley-cars.booking', rotherValley, now)
  const saloon = { make: 'Imaginary Motors', model: 'Saloon', colour: 'White' }
  const sound = await scribe.recordVehicle('rotherham', { ...saloon, vrm: 'YK21 FCT', isWheelchairAccessible: false })
  await licence('rotherham', 'private-hire-vehicle', 'RV-201', sound)
  const faulty = await scribe.recordVehicle('rotherham', { ...saloon, vrm: 'YK22 FCT', isWheelchairAccessible: true })
  await licence('rotherham', 'hackney-carriage-vehicle', 'RV-202', faulty)
  await loadCameras(scribe, { sound, faulty })

  // A dual badge: one driver, one number, two licences.
  const dual = await driver('rotherham', 'Dualbadge', 'Dara', '1975-05-05')
  await licence('rotherham', 'private-hire-driver', 'RD-120', dual)
  await licence('rotherham', 'hackney-carriage-driver', 'RD-120', dual)
  await loadCriteria(scribe, dual, sound)

  // Wolverhampton: a vehicle that breaks the lock when a Rotherham badge drives it.
  await licence(
    'wolverhampton',
    'private-hire-vehicle',
    'WV-201',
    await scribe.recordVehicle('wolverhampton', { ...saloon, vrm: 'BX23 FCT' }),
  )
  await licence(
    'wolverhampton',
    'private-hire-driver',
    'WD-101',
    await driver('wolverhampton', 'Widely', 'Wren', '1988-08-08'),
  )

  // Refused in Rotherham, licensed in Sheffield under another spelling: each is told by an alert.
  const refused = await scribe.recordDriver('rotherham', {
    familyName: 'Specimen',
    givenNames: 'Mohammed Tariq',
    dateOfBirth: '1979-04-03',
    addresses: [{ line1: '12 Invented Street', town: 'Rotherham', postcode: 'S60 9ZZ', startsOn: '2015-06-01' }],
    niNumber: 'AB654321',
    drivingLicence: { issuer: 'gb', number: 'SPECI704039MT9AB' },
  })
  const refusal = {
    decidedOn: ago(150),
    notifiedOn: ago(148),
    legalBasis: 'lgmpa-1976-s51',
    grounds: ['not-fit-and-proper'],
    relevantInformation: ['sexual-offence'],
    reasons: 'Fictional: pattern of complaints by unaccompanied passengers.',
  }
  await scribe.refuse('rotherham', { kind: 'private-hire-driver', holderId: refused, receivedOn: ago(200) }, refusal)
  const licensed = await scribe.recordDriver('sheffield', {
    familyName: 'Specimin',
    givenNames: 'Muhammad',
    dateOfBirth: '1979-04-03',
    niNumber: 'AB654321',
  })
  await licence('sheffield', 'private-hire-driver', 'SD-101', licensed)

  // And now he applies to Doncaster, the day and month of his birth swapped.
  const applicant = await scribe.recordDriver('doncaster', {
    familyName: 'Speciman',
    givenNames: 'Mohamad Tarik',
    dateOfBirth: '1979-03-04',
    addresses: [{ line1: '3 Imaginary Court', town: 'Doncaster', postcode: 'DN1 9ZZ', startsOn: ago(90) }],
    drivingLicence: { issuer: 'gb', number: 'SPECI704039MT9AB' },
  })
  const application = { kind: 'private-hire-driver', holderId: applicant, receivedOn: ago(10) } as const
  await scribe.apply('doncaster', { ...application, reference: 'DON-2026-17' })

  // Barnsley's feed has stopped: every answer about its drivers is unknown. Doncaster and TfL are fresh.
  await licence(
    'barnsley',
    'private-hire-driver',
    'BD-101',
    await driver('barnsley', 'Stalefeed', 'Blair', '1990-09-09'),
  )
  await licence(
    'doncaster',
    'hackney-carriage-driver',
    'DD-101',
    await driver('doncaster', 'Donnelly-Fictional', 'Drew', '1983-03-03'),
  )
  await licence('tfl', 'private-hire-driver', 'TD-101', await driver('tfl', 'Thameside', 'Tobi', '1992-02-02'))
}

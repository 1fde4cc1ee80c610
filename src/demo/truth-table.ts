import type { CivilDate } from '../domain/calendar.js'
import type { GrantedLicence, Scribe } from './scribe.js'

const AGAINST = {
  legalBasis: 'lgmpa-1976-s61-1',
  grounds: ['not-fit-and-proper'],
  relevantInformation: ['physical-or-psychological-harm'],
  reasons: 'Fictional: complaint upheld after interview.',
}
const at = (day: CivilDate) => ({ decidedOn: day, notifiedOn: day })

/** One Rotherham driver for each row of the table "may this driver drive now?": the badge number leads to the row. Every person is fictional. */
export async function loadTruthTable(scribe: Scribe): Promise<void> {
  const { ago } = scribe
  const fromNow = (days: number) => ago(-days)
  let count = 0

  async function badge(
    number: string,
    familyName: string,
    term?: { startsOn: CivilDate; endsOn: CivilDate },
  ): Promise<GrantedLicence> {
    count += 1
    const holderId = await scribe.recordDriver('rotherham', {
      familyName,
      givenNames: 'Frances',
      dateOfBirth: `1980-01-${String(count).padStart(2, '0')}`,
      addresses: [{ line1: `${count} Fiction Street`, town: 'Rotherham', postcode: 'S60 2TH', startsOn: '2015-01-01' }],
      niNumber: `AA0000${String(count).padStart(2, '0')}A`,
    })
    const { startsOn, endsOn } = term ?? { startsOn: ago(200), endsOn: fromNow(500) }
    return scribe.grant('rotherham', { kind: 'private-hire-driver', holderId, number, startsOn, endsOn })
  }

  await badge('RD-101', 'Interm')
  await badge('RD-102', 'Notyet', { startsOn: fromNow(20), endsOn: fromNow(700) })

  const expired = await badge('RD-103', 'Expired', { startsOn: ago(1000), endsOn: ago(3) })
  await scribe.applyToRenew(expired, ago(30))

  const notice = await badge('RD-104', 'Noticerunning')
  await scribe.decide(notice, { type: 'revoke', ...AGAINST, ...at(ago(5)) })

  const bitten = await badge('RD-105', 'Tookeffect')
  await scribe.decide(bitten, { type: 'revoke', ...AGAINST, ...at(ago(60)) })

  const appealing = await badge('RD-106', 'Appealing')
  await scribe.appeal(
    'rotherham',
    await scribe.decide(appealing, { type: 'revoke', ...AGAINST, ...at(ago(60)) }),
    ago(50),
  )

  const dismissed = await badge('RD-107', 'Dismissed')
  const lost = await scribe.appeal(
    'rotherham',
    await scribe.decide(dismissed, { type: 'revoke', ...AGAINST, ...at(ago(90)) }),
    ago(80),
  )
  await scribe.dismissAppeal('rotherham', lost, ago(20))

  const immediate = await badge('RD-108', 'Immediate')
  const reasons = 'Fictional: violence against a passenger; public safety requires immediate effect.'
  const atOnce = await scribe.decide(immediate, {
    type: 'revoke',
    ...AGAINST,
    reasons,
    isImmediate: true,
    ...at(ago(10)),
  })
  await scribe.appeal('rotherham', atOnce, ago(8))

  const allowed = await badge('RD-109', 'Allowed')
  const won = await scribe.appeal(
    'rotherham',
    await scribe.decide(allowed, { type: 'revoke', ...AGAINST, ...at(ago(90)) }),
    ago(80),
  )
  await scribe.allowAppeal('rotherham', won, ago(15))

  const ended = await badge('RD-110', 'Ended')
  await scribe.decide(ended, { type: 'suspend', ...AGAINST, suspensionEndsOn: ago(10), ...at(ago(60)) })

  const lifted = await badge('RD-111', 'Lifted')
  const suspension = await scribe.decide(lifted, {
    type: 'suspend',
    ...AGAINST,
    reasons,
    isImmediate: true,
    ...at(ago(40)),
  })
  await scribe.decideTogether(lifted, {
    type: 'lift-suspension',
    liftsDecisionId: suspension,
    decidedOn: ago(12),
    legalBasis: 'lgmpa-1976-s61-1',
  })

  const refused = await badge('RD-112', 'Refusedrenewal', { startsOn: ago(700), endsOn: fromNow(14) })
  await scribe.refuseToRenew(refused, await scribe.applyToRenew(refused, ago(30)), { ...AGAINST, ...at(ago(6)) })

  const unsettled = await badge('RD-113', 'Unsettled', { startsOn: ago(900), endsOn: ago(4) })
  const application = await scribe.applyToRenew(unsettled, ago(40))
  const refusal = await scribe.refuseToRenew(unsettled, application, { ...AGAINST, ...at(ago(15)) })
  await scribe.appeal('rotherham', refusal, ago(10))

  await badge('RD-114', 'Elsewhere')
  await scribe.suspendElsewhere('sheffield', {
    issuingAuthority: 'rotherham',
    kind: 'private-hire-driver',
    number: 'RD-114',
    ...at(ago(1)),
    suspensionEndsOn: fromNow(5),
    legalBasis: 'edcea-2026-temporary-suspension',
    grounds: ['driving-standards'],
    relevantInformation: ['road-safety-risk'],
    reasons: 'Fictional: stopped while driving dangerously with passengers.',
  })
}

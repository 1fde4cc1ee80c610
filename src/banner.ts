import type { Config } from './platform/config.js'

/** What is printed once the registry listens: where everything is, and what to try. */
export function banner(config: Pick<Config, 'hasDemonstration'>, address: string): string {
  const where = [`API            ${address}/v1`, `documentation  ${address}/docs`, `health         ${address}/livez`]
  return [
    '',
    'The taxi licensing registry listens.',
    ...where.map((line) => `  ${line}`),
    ...(config.hasDemonstration ? demonstration(address) : []),
    '',
  ].join('\n')
}

const bearer = (principal: string) => `-H "authorization: Bearer $(npm run -s registry -- token --as ${principal})"`
const JSON_BODY = `-H 'content-type: application/json'`

const demonstration = (address: string): string[] => [
  '',
  'Fictional people, embedded database: for evaluation, development and pilots. It survives a killed process, not a power cut.',
  'Three commands to try in another terminal, in this folder:',
  '',
  '  # an officer of Rotherham looks up a badge: revoked, and held off by an appeal',
  `  curl -s '${address}/v1/licences?number=RD-106' ${bearer('rotherham.officer')}`,
  '',
  '  # a booking system asks: is this driver, in this vehicle, licensed by Rotherham now?',
  `  curl -s ${address}/v1/booking-checks ${JSON_BODY} ${bearer('rother-valley-cars.booking')} \\`,
  `    -d '{"authority":"rotherham","badgeNumber":"RD-101","vehicle":{"vrm":"YK21 FCT"},"operatorLicenceNumber":"RO-301"}'`,
  '',
  '  # a neighbouring authority stops a Rotherham driver for today (then ask again for RD-112)',
  `  curl -s ${address}/v1/temporary-suspensions ${JSON_BODY} -H "idempotency-key: $RANDOM$RANDOM" ${bearer('sheffield.officer')} \\`,
  `    -d '{"issuingAuthority":"rotherham","kind":"private-hire-driver","number":"RD-112","decidedOn":"'$(TZ=Europe/London date +%F)'",` +
    `"notifiedOn":"'$(TZ=Europe/London date +%F)'","suspensionEndsOn":"'$(TZ=Europe/London date +%F)'","legalBasis":"edcea-2026-temporary-suspension",` +
    `"grounds":["driving-standards"],"reasons":"Fictional: dangerous driving.","decidedBy":{"capacity":"officer-delegated","name":"Enforcement Officer"}}'`,
]

import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger'

const DESCRIPTION = `Records of who may drive, provide and operate taxis and private hire vehicles: what licensing authorities decided, and what holds now.

* **Officers** record applications, decisions and appeals of their own authority.
* They **search the entries** of all authorities before they license, ask for the information behind one, and are told who was refused elsewhere.
* **Booking systems** ask whether a driver, a vehicle and an operator are licensed: \`POST /v1/booking-checks\`.
* **Scrutiny** reads and verifies the audit trail.

Every answer carries \`x-request-id\`. Every answer that is not a success is a problem (RFC 9457) whose \`type\` is a link to what it means.
Every write needs an \`Idempotency-Key\`: send the same request with the same key again, and it is done once and answered alike.
Dates (\`...On\`) are days in London; instants (\`...At\`) are RFC 3339 in UTC. Unknown fields are refused. Lists are paged by \`cursor\`.
What belongs to another authority is answered exactly like what does not exist.`

/** Written by hand: what no route can say. */
export const ABOUT: NonNullable<FastifyDynamicSwaggerOptions['openapi']> = {
  openapi: '3.1.0',
  info: {
    title: 'Taxi licensing registry',
    version: '1',
    description: DESCRIPTION,
  },
  servers: [{ url: '/', description: 'This registry' }],
  security: [{ clientCredentials: [] }, { accessToken: [] }],
  tags: [
    { name: 'access', description: 'Tokens, keys and metadata of the authorization server.' },
    { name: 'authorities', description: 'The licensing authorities of the United Kingdom, past and present.' },
    { name: 'standards', description: 'What each authority asks of vehicles, drivers and itself, in public versions.' },
    {
      name: 'subjects',
      description: 'Drivers, vehicles and operators of your authority: who or what a licence is for.',
    },
    { name: 'licences', description: 'Licences, their standing at any instant, and the decisions on them.' },
    { name: 'applications', description: 'Applications for a licence or its renewal, and how they are determined.' },
    {
      name: 'decisions',
      description:
        'Suspensions, revocations and all else that is decided on a licence. Never changed, only corrected by a later decision.',
    },
    { name: 'appeals', description: 'Appeals against decisions, step by step.' },
    {
      name: 'proposals',
      description:
        'What one officer proposes and another must approve: whatever gives a licence back, every correction, and entries imported or removed by hand.',
    },
    {
      name: 'entries',
      description:
        'Statutory entries of refusals, suspensions and revocations (2022 Act s.2), and the designated database.',
    },
    {
      name: 'entry searches',
      description: 'Searching the entries of all authorities before a licence is granted or renewed (s.3(1)).',
    },
    {
      name: 'information requests',
      description: 'The information behind an entry, from one authority to another (s.3(2) to (4)).',
    },
    {
      name: 'cameras',
      description:
        'Cameras in vehicles: what is recorded of them, and whether the rule of the authority is met. No footage.',
    },
    {
      name: 'driver criteria',
      description: 'What standards ask of drivers beside the licence: checks, training, qualification, camera.',
    },
    { name: 'concerns', description: 'Concerns about a driver whom another authority licensed (ss.5, 6).' },
    {
      name: 'feeds',
      description:
        'Files of an authority whose licences are kept in another system: checked, shown, approved, applied, and undone where they were wrong.',
    },
    {
      name: 'national vehicle register',
      description:
        'The interface of the register to which every licensing authority sends its vehicles: for systems that were made for it.',
    },
    { name: 'public register', description: 'What anybody may look up of a licence, and nothing else.' },
    { name: 'statistics', description: 'Licensing in figures, for everybody.' },
    { name: 'alerts', description: 'Refused here, licensed there.' },
    { name: 'duties', description: 'What the Act wants done by when, and what was.' },
    { name: 'booking checks', description: 'May this driver, with this vehicle, take this booking?' },
    { name: 'audit', description: 'Who did what, and when: a chain of hashes that anyone can recompute.' },
    { name: 'service', description: 'Health, measurements and this document.' },
  ],
  components: {
    securitySchemes: {
      clientCredentials: {
        type: 'oauth2',
        description:
          'A system gets its own token; a back office gets one for its officer (grant type urn:ietf:params:oauth:grant-type:jwt-bearer).',
        flows: { clientCredentials: { tokenUrl: '/oauth/token', scopes: {} } },
      },
      accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'at+jwt', description: 'A token you already have.' },
    },
  },
}

import { defineCommand } from 'citty'
import { londonDate } from '../../domain/calendar.js'
import { appendAudit } from '../../platform/audit.js'
import { inTransaction } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { joinAuthority } from './join.store.js'
import { seedAuthorities } from './seed.store.js'

/** `registry authority join`: from then on the authority keeps its licences here, and checks answer for it. */
export function authorityCommand(open: () => Promise<Deps & { close(): Promise<void> }>) {
  const join = defineCommand({
    meta: { name: 'join', description: 'Let an authority keep its licences here' },
    args: {
      slug: { type: 'positional', description: 'The authority, e.g. rotherham' },
      'freshness-hours': {
        type: 'string',
        default: '168',
        description: 'Fed data older than this is answered as unknown',
      },
      email: { type: 'string', description: 'Where others may ask about a licence (a team, never a person)' },
      phone: { type: 'string', description: 'As above' },
      'search-validity-days': {
        type: 'string',
        description:
          'How many days before a grant or renewal its search of the entries may lie (28 unless said, 90 at most)',
      },
    },
    async run({ args }) {
      const hours = Number(args['freshness-hours'])
      if (!Number.isInteger(hours) || hours < 1 || hours > 8784)
        throw new Error('--freshness-hours must be a whole number from 1 to 8784')
      const validity = args['search-validity-days']
      const validityDays = validity === undefined ? null : Number(validity)
      if (validityDays !== null && (!Number.isInteger(validityDays) || validityDays < 1 || validityDays > 90))
        throw new Error('--search-validity-days must be a whole number from 1 to 90')
      const deps = await open()
      try {
        await seedAuthorities(deps.db)
        const now = deps.clock.now()
        const isKnown = await inTransaction(deps.db, async (tx) => {
          if (
            !(await joinAuthority(tx, {
              slug: args.slug,
              freshnessLimitHours: hours,
              email: args.email ?? null,
              phone: args.phone ?? null,
              joinedOn: londonDate(now.getTime()),
              searchValidityDays: validityDays,
            }))
          )
            return false
          const object = { kind: 'authority', id: args.slug }
          await appendAudit(tx, {
            at: now,
            caller: null,
            action: 'join-authority',
            requestId: 'cli',
            object,
          })
          return true
        })
        if (!isKnown) throw new Error(`${args.slug} is not a current licensing authority; see GET /v1/authorities`)
        console.log(`${args.slug} keeps its licences here now.`)
      } finally {
        await deps.close()
      }
    },
  })
  return defineCommand({
    meta: { name: 'authority', description: 'Authorities that keep their licences here' },
    subCommands: { join },
  })
}

import { defineCommand } from 'citty'
import { londonDate } from '../../domain/calendar.js'
import { appendAudit } from '../../platform/audit.js'
import { inTransaction } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { UNSTATED } from '../../domain/standards.js'
import { joinAuthority } from './join.action.js'
import { seedAuthorities } from './seed.store.js'

/** `registry authority join`: from then on the authority keeps its licences here, and checks answer for it. */
export function authorityCommand(open: () => Promise<Deps & { close(): Promise<void> }>) {
  const join = defineCommand({
    meta: { name: 'join', description: 'Let an authority keep its licences here' },
    args: {
      slug: { type: 'positional', description: 'The authority, e.g. rotherham' },
      'freshness-hours': {
        type: 'string',
        default: String(UNSTATED.freshnessLimitHours),
        description: 'Fed data older than this is answered as unknown',
      },
      email: { type: 'string', description: 'Where others may ask about a licence (a team, never a person)' },
      phone: { type: 'string', description: 'As above' },
      'search-validity-days': {
        type: 'string',
        default: String(UNSTATED.searchValidityDays),
        description: 'How many days before a grant or renewal its search of the entries may lie (90 at most)',
      },
    },
    async run({ args }) {
      const hours = Number(args['freshness-hours'])
      if (!Number.isInteger(hours) || hours < 1 || hours > 8784)
        throw new Error('--freshness-hours must be a whole number from 1 to 8784')
      const validityDays = Number(args['search-validity-days'])
      if (!Number.isInteger(validityDays) || validityDays < 1 || validityDays > 90)
        throw new Error('--search-validity-days must be a whole number from 1 to 90')
      const deps = await open()
      try {
        await seedAuthorities(deps.db)
        const now = deps.clock.now()
        const joined = await inTransaction(deps.db, async (tx) => {
          const joined = await joinAuthority(tx, {
            slug: args.slug,
            freshnessLimitHours: hours,
            email: args.email ?? null,
            phone: args.phone ?? null,
            joinedOn: londonDate(now.getTime()),
            searchValidityDays: validityDays,
            now,
          })
          if (joined === 'unknown') return joined
          const object = { kind: 'authority', id: args.slug }
          await appendAudit(tx, {
            at: now,
            caller: null,
            action: 'join-authority',
            requestId: 'cli',
            object,
          })
          return joined
        })
        if (joined === 'unknown')
          throw new Error(`${args.slug} is not a current licensing authority; see GET /v1/authorities`)
        console.log(
          joined === 'joined'
            ? `${args.slug} keeps its licences here now.`
            : `${args.slug} keeps its licences here as before. Its standards stay: two of its senior officers change them.`,
        )
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

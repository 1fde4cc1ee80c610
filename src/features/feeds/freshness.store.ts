import type { CivilDate } from '../../domain/calendar.js'
import type { Source } from '../../domain/freshness.js'
import { UNSTATED } from '../../domain/standards.js'
import type { LicenceClass } from '../../domain/words.js'
import type { Tx } from '../../platform/db.js'

export interface FedSource extends Source {
  authoritySlug: string
  class: LicenceClass
}

/** What is fed, in order of authority and class, with the limit of the standards in force on the day. A few hundred at most. */
export async function findFedSources(tx: Tx, today: CivilDate): Promise<FedSource[]> {
  return tx.$queryRaw`
    SELECT s.authority_slug AS "authoritySlug", s.class, s.mode, (extract(epoch FROM s.updated_at) * 1000)::float8 AS "updatedAt", coalesce((
      SELECT freshness_limit_hours FROM authority_standards
      WHERE authority_slug = s.authority_slug AND effective_from <= ${today}::date ORDER BY seq DESC LIMIT 1), ${UNSTATED.freshnessLimitHours})::int AS "limitHours"
    FROM data_source s WHERE s.mode = 'feed' ORDER BY s.authority_slug COLLATE "C", s.class COLLATE "C"`
}

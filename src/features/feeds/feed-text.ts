import type { Feed } from './feed.schema.js'

const count = (n: number) => n.toLocaleString('en-GB')
const COMMAND = 'npm run registry -- feed'

/** A feed for whoever reads a terminal: what it does or did, and what is to be done next. */
export function feedText(feed: Feed): string {
  const { id, class: cls, authority, state } = feed
  return [
    `Feed ${id}, ${cls} licences of ${authority}: ${state}.`,
    ...counted(feed),
    ...conflicts(feed),
    ...next(feed),
  ].join('\n')
}

function counted({ counts }: Feed): string[] {
  if (counts === null) return []
  const { added, changed, missing, unchanged, conflicts } = counts.total
  return [
    `  + ${count(added)} added`,
    `  ~ ${count(changed)} changed`,
    `  - ${count(missing)} missing`,
    `  = ${count(unchanged)} unchanged`,
    `  ! ${count(conflicts)} in conflict`,
  ]
}

const differences = ({ id }: Feed, sign: string) => `GET /v1/feeds/${id}/differences?sign=${sign}`

function conflicts(feed: Feed): string[] {
  if (!feed.counts?.total.conflicts) return []
  return [`What was decided here stands; the rows in conflict are not applied: ${differences(feed, 'conflict')}`]
}

function next(feed: Feed): string[] {
  const { id, state, personsNeeded, counts, undo, refusal } = feed
  switch (state) {
    case 'previewed':
      if (personsNeeded === 0) return [underWay(feed)]
      return [
        'Nothing has changed yet. In force, not in the file, and ended if you agree:',
        `  ${differences(feed, 'missing')}`,
        whoIsNeeded(feed),
        `  ${COMMAND} approve ${id} --missing ${counts?.total.missing ?? 0}`,
      ]
    case 'applied':
      if (undo?.blockedBy)
        return ['Not undone, because of what came after it:', ...undo.blockedBy.map((by) => `  ${by.kind} ${by.id}`)]
      if (undo?.approvedAt) return [underWay(feed)]
      return undo ? [`Asked to be undone. Another officer must agree: ${COMMAND} undo ${id} --confirm`] : []
    case 'refused':
      return [`Nothing has changed (${refusal}).`]
    case 'undone':
      return ['What stood before it stands again.']
    case 'received':
    case 'validated':
    case 'approved':
      return [underWay(feed)]
  }
}

const underWay = ({ id }: Feed) => `The registry is at work on it: ${COMMAND} watch ${id}`

/** Who sent it counts as one of two persons, never as the one: src/domain/feed.ts. */
function whoIsNeeded({ personsNeeded, approvals, sentBy }: Feed): string {
  const agreed = new Set(approvals.map(({ personId }) => personId))
  if (personsNeeded === 2 && sentBy.personId !== null) agreed.add(sentBy.personId)
  const left = personsNeeded - agreed.size
  const who = left === 1 ? 'One officer must agree' : `${left} officers must agree`
  const but = personsNeeded === 1 ? sentBy.personId : [...agreed].join(', ')
  return but ? `${who}, other than ${but}:` : `${who}:`
}

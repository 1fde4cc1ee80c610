/** Who put something on record, and when. `proposedBy`: the first of two persons, where two are needed; the second one records. */
export interface Recording {
  recordedAt: Date
  recordedBy: { clientId: string; personId: string }
  proposedBy: string | null
}

/** The columns that say so, of every table that may need two persons. */
export const recordingColumns = ({ recordedAt, recordedBy, proposedBy }: Recording) => ({
  recordedAt,
  recordedByClientId: recordedBy.clientId,
  recordedByPersonId: recordedBy.personId,
  proposedByPersonId: proposedBy,
  approvedByPersonId: proposedBy === null ? null : recordedBy.personId,
})

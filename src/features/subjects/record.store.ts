/** A record of one authority. Every read and write of a subject names both: another authority's record is as good as absent. */
export interface RecordKey {
  authoritySlug: string
  id: string
}

/** A record as its caller read it. A change states the version in its WHERE: of two officers who write at once, one is told to read again. */
export interface RecordVersion extends RecordKey {
  version: number
}

export interface Stored<Body> {
  version: number
  body: Body
}

export interface RecordPage {
  authoritySlug: string
  /** Key of the last record of the page before. */
  after: string | undefined
  take: number
}

/** Records of one authority in order of creation: keys are UUIDs of version 7. */
export const inOrder = ({ authoritySlug, after, take }: RecordPage) => ({
  where: { authoritySlug, ...(after === undefined ? {} : { id: { gt: after } }) },
  orderBy: { id: 'asc' as const },
  take,
})

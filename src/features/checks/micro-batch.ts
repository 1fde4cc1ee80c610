import DataLoader from 'dataloader'

export interface BatchLimits {
  /** Most keys of one batch. */
  size: number
  /** Most batches at work at once. */
  lanes: number
  /** Most keys waiting or at work; one more is turned away. */
  waiting: number
}

export class TooManyWaiting extends Error {}

/**
 * Does together what is asked for together: while the lanes are busy the next batch collects, so the busier it gets the less each one costs, and
 * nobody waits for company when it is quiet. The work on a key begins after the key was given: what it reads is never older than the question.
 * `work` must end by itself: a lane that never came free would stop the rest.
 */
export function microBatch<K, V>(
  work: (keys: readonly K[]) => Promise<V[]>,
  limits: BatchLimits,
): (key: K) => Promise<V> {
  const ready: (() => void)[] = []
  let busy = 0
  let waiting = 0
  const next = () => {
    if (busy === limits.lanes) return
    const dispatch = ready.shift()
    if (!dispatch) return
    busy++
    dispatch()
  }
  const loader = new DataLoader<K, V>(
    async (keys) => {
      try {
        return await work(keys)
      } finally {
        busy--
        next()
      }
    },
    {
      cache: false,
      maxBatchSize: limits.size,
      batchScheduleFn: (dispatch) => {
        ready.push(dispatch)
        // After everything that came off the network in this turn of the event loop.
        setImmediate(next)
      },
    },
  )
  return async (key) => {
    if (waiting >= limits.waiting) throw new TooManyWaiting()
    waiting++
    try {
      return await loader.load(key)
    } finally {
      waiting--
    }
  }
}

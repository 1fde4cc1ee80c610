/**
 * Lets `most` pieces of work run at once. Another waits for its turn, `waitMs` at the longest and behind no more than `queue` others.
 * @returns undefined if its turn did not come: nothing was done.
 */
export function makeGate({ most, queue, waitMs }: { most: number; queue: number; waitMs: number }) {
  const waiting: ((isMyTurn: boolean) => void)[] = []
  let running = 0

  const turn = () =>
    new Promise<boolean>((resolve) => {
      const enter = (isMyTurn: boolean) => {
        clearTimeout(timer)
        resolve(isMyTurn)
      }
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(enter), 1)
        resolve(false)
      }, waitMs)
      waiting.push(enter)
    })

  return async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    if (running < most) running++
    else if (waiting.length >= queue || !(await turn())) return undefined
    try {
      return await work()
    } finally {
      // Whoever waits takes over this place.
      const next = waiting.shift()
      if (next) next(true)
      else running--
    }
  }
}

import { microBatch, TooManyWaiting } from '../../../src/features/checks/micro-batch.js'

const turn = () => new Promise((resolve) => setImmediate(resolve))

/** Work that ends when told to. */
function batches(limits: { size: number; lanes: number; waiting: number }) {
  const begun: { keys: readonly number[]; end: (error?: Error) => void }[] = []
  const ask = microBatch<number, number>(
    (keys) =>
      new Promise((resolve, reject) =>
        begun.push({ keys, end: (error) => (error ? reject(error) : resolve(keys.map((key) => key * 10))) }),
      ),
    limits,
  )
  return { begun, ask, keys: () => begun.map(({ keys }) => keys) }
}

it('does together what is asked together; what comes while it works waits for the next batch, whose work begins later', async () => {
  const { begun, ask, keys } = batches({ size: 10, lanes: 1, waiting: 100 })
  const first = [ask(1), ask(2)]
  await turn()
  const second = [ask(3), ask(4)]
  await turn()
  expect(keys()).toEqual([[1, 2]])
  begun[0]!.end()
  expect(await Promise.all(first)).toEqual([10, 20])
  await turn()
  expect(keys()).toEqual([
    [1, 2],
    [3, 4],
  ])
  begun[1]!.end()
  expect(await Promise.all(second)).toEqual([30, 40])
})

it('bounds a batch and the number of lanes', async () => {
  const { begun, ask, keys } = batches({ size: 2, lanes: 2, waiting: 100 })
  const all = [1, 2, 3, 4, 5].map(ask)
  await turn()
  expect(keys()).toEqual([
    [1, 2],
    [3, 4],
  ])
  begun.forEach(({ end }) => end())
  await Promise.all(all.slice(0, 4))
  await turn()
  expect(keys()).toEqual([[1, 2], [3, 4], [5]])
  begun[2]!.end()
  expect(await all[4]).toBe(50)
})

it('fails the whole of a batch with its work, and frees the lane', async () => {
  const { begun, ask } = batches({ size: 10, lanes: 1, waiting: 100 })
  const failed = Promise.allSettled([ask(1), ask(2)])
  await turn()
  begun[0]!.end(new Error('gone'))
  expect((await failed).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  const next = ask(3)
  await turn()
  begun[1]!.end()
  expect(await next).toBe(30)
})

it('turns away what is too much, and takes more when there is room again', async () => {
  const { begun, ask } = batches({ size: 10, lanes: 1, waiting: 2 })
  const taken = [ask(1), ask(2)]
  await expect(ask(3)).rejects.toBeInstanceOf(TooManyWaiting)
  await turn()
  begun[0]!.end()
  await Promise.all(taken)
  const next = ask(4)
  await turn()
  begun[1]!.end()
  expect(await next).toBe(40)
})

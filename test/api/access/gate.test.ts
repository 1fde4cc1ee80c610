import { makeGate } from '../../../src/features/access/gate.js'

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))

test('no more than four are at work at once, and each has its turn', async () => {
  const gate = makeGate({ most: 4, queue: 64, waitMs: 5_000 })
  let now = 0
  let most = 0
  const done = await Promise.all(
    Array.from({ length: 30 }, (_, i) =>
      gate(async () => {
        most = Math.max(most, ++now)
        await pause(2)
        now--
        return i
      }),
    ),
  )
  expect(most).toBe(4)
  expect(done).toEqual(Array.from({ length: 30 }, (_, i) => i))
})

test('who waits too long, or finds the queue full, is turned away; a failure frees its place', async () => {
  const gate = makeGate({ most: 1, queue: 1, waitMs: 20 })
  const long = gate(() => pause(60))
  const [late, full] = await Promise.all([gate(() => pause(0).then(() => 'in')), gate(() => pause(0).then(() => 'in'))])
  expect([late, full]).toEqual([undefined, undefined])
  await long
  await expect(gate(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed')
  expect(await gate(() => Promise.resolve('in'))).toBe('in')
})

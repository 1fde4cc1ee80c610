import { forAMinute } from '../../../src/platform/for-a-minute.js'

describe('what is kept for a minute', () => {
  const at = { ms: 0 }
  const clock = { now: () => new Date(at.ms) }

  it('is made once for a key, for those who ask while it is being made too, and anew after a minute', async () => {
    const keep = forAMinute<number>(clock)
    let made = 0
    const make = async () => (made += 1)
    expect(await Promise.all([keep('a', make), keep('a', make), keep('b', make)])).toEqual([1, 1, 2])
    at.ms = 59_999
    expect(await keep('a', make)).toBe(1)
    at.ms = 60_000
    expect(await keep('a', make)).toBe(3)
  })

  it('is not kept longer by a clock that is set back', async () => {
    const keep = forAMinute<string>(clock)
    at.ms = 600_000
    expect(await keep('a', async () => 'early')).toBe('early')
    at.ms = 0
    expect(await keep('a', async () => 'late')).toBe('late')
  })

  it('is waited for however long it takes, and kept for a minute from then on', async () => {
    const keep = forAMinute<string>(clock)
    at.ms = 0
    let finish: (answer: string) => void = () => {}
    const first = keep('a', () => new Promise<string>((resolve) => (finish = resolve)))
    at.ms = 90_000
    const second = keep('a', async () => 'second')
    finish('first')
    expect(await Promise.all([first, second])).toEqual(['first', 'first'])
    at.ms = 149_999
    expect(await keep('a', async () => 'third')).toBe('first')
    at.ms = 150_000
    expect(await keep('a', async () => 'third')).toBe('third')
  })

  it('leaves what was made anew in its place when it failed late', async () => {
    const keep = forAMinute<string>(clock)
    let fail: (error: Error) => void = () => {}
    const first = keep('a', () => new Promise<string>((_, reject) => (fail = reject)))
    fail(new Error('away'))
    await expect(first).rejects.toThrow('away')
    const second = keep('a', async () => 'second')
    await new Promise(setImmediate)
    expect([await second, await keep('a', async () => 'third')]).toEqual(['second', 'second'])
  })

  it('is not a failure: the next who asks tries again', async () => {
    const keep = forAMinute<string>(clock)
    await expect(keep('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away')
    expect(await keep('a', async () => 'there')).toBe('there')
  })
})

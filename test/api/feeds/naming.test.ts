import { namingFor } from '../../../src/features/feeds/naming.js'
import { startRegistry, type Registry } from '../../support/registry.js'

let registry: Registry
beforeAll(async () => {
  registry = await startRegistry({ at: '2023-03-31T09:00:00Z' })
})
afterAll(() => registry.close())

it('an authority speaks for itself, and from its first day for those whose only successor it is', async () => {
  const maySpeak = async () => {
    const naming = await namingFor(registry.deps, { authoritySlug: 'cumberland' })
    return ['Cumberland', 'Allerdale', 'Carlisle', 'Barrow-in-Furness', 'Rotherham'].map((name) =>
      naming.maySpeakFor(naming.slugOf(name) ?? ''),
    )
  }
  expect(await maySpeak()).toEqual([true, false, false, false, false])
  registry.clock.set('2023-03-31T23:30:00Z')
  expect(await maySpeak()).toEqual([true, true, true, false, false])
})

it('a name means an authority only as the register writes it', async () => {
  const naming = await namingFor(registry.deps, { authoritySlug: 'rotherham' })
  expect(
    ['Rotherham', 'rotherham', 'ROTHERHAM', 'Rotherham ', 'Rotherham MBC', '', '__proto__'].map((name) =>
      naming.slugOf(name),
    ),
  ).toEqual(['rotherham', ...Array<undefined>(6).fill(undefined)])
})

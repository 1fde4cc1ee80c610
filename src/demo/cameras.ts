import type { Scribe } from './scribe.js'

const PASSED = {
  picture: 'pass',
  indicator: 'pass',
  'driver-button': 'pass',
  'passenger-button': 'pass',
  'audio-trigger': 'pass',
  encryption: 'pass',
  clock: 'pass',
  signage: 'pass',
}

/** Rotherham's vehicles: RV-201 and six others have a camera that meets the rule; RV-202's has a fault that nobody repaired; five have none or an old inspection. */
export async function loadCameras(scribe: Scribe, fitted: { sound: string; faulty: string }): Promise<void> {
  const { ago } = scribe
  const fit = async (vehicleId: string, serial: string, on: string) => {
    await scribe.camera(vehicleId, {
      type: 'installation',
      on,
      make: 'Invented Vision',
      model: 'IV-3',
      serial,
      installer: 'Fictional Fitters Ltd',
      camerasIn: 2,
      camerasOut: 0,
      isAudioCapable: true,
      hasSignage: true,
      dataController: 'Rotherham Metropolitan Borough Council',
    })
  }
  const inspect = (vehicleId: string, on: string) =>
    scribe.camera(vehicleId, { type: 'inspection', on, by: 'Fictional Testing Station', results: PASSED })
  await fit(fitted.sound, 'IV3-0201', ago(100))
  await inspect(fitted.sound, ago(95))
  await fit(fitted.faulty, 'IV3-0202', ago(100))
  await inspect(fitted.faulty, ago(95))
  await scribe.camera(fitted.faulty, { type: 'fault', on: ago(20), description: 'No picture from the rear camera.' })

  for (let n = 0; n < 10; n += 1) {
    const vehicleId = await scribe.recordVehicle('rotherham', {
      make: 'Imaginary Motors',
      model: 'Estate',
      colour: 'Silver',
      vrm: `YN${24 + n} FCT`,
    })
    const term = { startsOn: ago(100), endsOn: ago(-200) }
    await scribe.grant('rotherham', {
      kind: 'private-hire-vehicle',
      number: `RV-${210 + n}`,
      holderId: vehicleId,
      ...term,
    })
    if (n >= 8) continue
    await fit(vehicleId, `IV3-${210 + n}`, ago(n < 6 ? 90 : 500))
    await inspect(vehicleId, ago(n < 6 ? 80 + n : 480))
  }
}

/**
 * Request bodies for fictional drivers, vehicles and operators: nobody and nothing here exists. Each call makes another one, with identifiers of its
 * own, so that two never collide; `overrides` replaces whole fields.
 */
let count = 0

/** 0, 1, 2 … in `length` letters that every identifier may hold: AAA, AAB, … */
function letters(n: number, length: number): string {
  return Array.from({ length }, (_, place) => 'ABCEGHJKLM'[Math.floor(n / 10 ** (length - 1 - place)) % 10]).join('')
}
const digits = (n: number, length: number) => String(n % 10 ** length).padStart(length, '0')

export interface DriverBody {
  familyName: string
  givenNames: string
  dateOfBirth: string
  otherNames?: { type: string; familyName: string; givenNames: string; endsOn?: string | null }[]
  addresses?: AddressBody[]
  niNumber?: string | null
  drivingLicence?: { issuer: string; number: string } | null
  email?: string | null
  phone?: string | null
}

export interface AddressBody {
  line1: string
  line2?: string | null
  town: string
  postcode: string
  startsOn: string
  endsOn?: string | null
}

export function aDriver(overrides: Partial<DriverBody> = {}): DriverBody {
  const n = ++count
  return {
    familyName: `Fictional-${letters(n, 3)}`,
    givenNames: 'Farah',
    dateOfBirth: '1979-03-12',
    otherNames: [],
    addresses: [
      {
        line1: '1 Invented Street',
        line2: null,
        town: 'Rotherham',
        postcode: 'S60 2TH',
        startsOn: '2019-05-01',
        endsOn: null,
      },
    ],
    niNumber: `AB${digits(n, 6)}C`,
    drivingLicence: { issuer: 'gb', number: `FICTI703129${letters(n, 5)}` },
    email: `driver-${n}@example.test`,
    phone: '01709 000000',
    ...overrides,
  }
}

export interface VehicleBody {
  vrm: string
  make: string
  model: string
  colour: string
  isWheelchairAccessible?: boolean | null
}

export function aVehicle(overrides: Partial<VehicleBody> = {}): VehicleBody {
  const n = ++count
  return {
    vrm: `FK${digits(Math.floor(n / 1000) + 20, 2)} ${letters(n, 3)}`,
    make: 'Imaginary Motors',
    model: 'Saloon',
    colour: 'White',
    isWheelchairAccessible: false,
    ...overrides,
  }
}

export interface OperatorBody {
  name: string
  tradingNames?: string[]
  premises?: AddressBody[]
  email?: string | null
  phone?: string | null
}

export function anOperator(overrides: Partial<OperatorBody> = {}): OperatorBody {
  const n = ++count
  return {
    name: `Fictional Cars ${n} Ltd`,
    tradingNames: [`Fictional ${n}`],
    premises: [
      {
        line1: '2 Invented Yard',
        line2: null,
        town: 'Rotherham',
        postcode: 'S60 1AA',
        startsOn: '2021-04-01',
        endsOn: null,
      },
    ],
    email: `operator-${n}@example.test`,
    phone: '01709 000001',
    ...overrides,
  }
}

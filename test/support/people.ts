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

const FAMILIES = ['Abernathy', 'Brzezicki', 'Culpepper', 'Dzhumagaliev', 'Ekwueme', 'Featherstonehaugh', 'Goldwasser']
const GIVEN = ['Tarquin', 'Ines', 'Bartholomew', 'Oyelaran', 'Sukhvinder']

/** A driver like nobody else: other drivers here are namesakes, born on one day at one address. */
export function aStranger(overrides: Partial<DriverBody> = {}): DriverBody {
  const n = ++count
  return aDriver({
    familyName: `${FAMILIES[n % 7]}-${['Xenon', 'Yttrium', 'Zinc', 'Wolfram', 'Vanadium', 'Krypton'][n % 6]}`,
    givenNames: GIVEN[n % 5]!,
    dateOfBirth: `19${60 + (n % 37)}-0${1 + (n % 9)}-${11 + (n % 17)}`,
    addresses: [
      {
        line1: `${n} Made Up Road`,
        town: `Town-${letters(n, 3)}`,
        postcode: `LS${1 + (n % 20)} ${n % 10}AB`,
        startsOn: '2016-01-01',
      },
    ],
    niNumber: `CE${digits(n * 7919 + 100_003, 6)}A`,
    drivingLicence: { issuer: 'ni', number: digits(n * 7_654_321 + 10_000_007, 8) },
    ...overrides,
  })
}

/** Somebody, and six others of a name so like, born on the same day, that each is a possible match and none a sure one. */
export function manyAlike(): [DriverBody, ...DriverBody[]] {
  const [asked, ...others] = ['Alee', 'Ali', 'Alia', 'Aly', 'Alie', 'Alli', 'Alih'].map((givenNames, index) =>
    aDriver({
      familyName: 'Khan',
      givenNames,
      dateOfBirth: '1990-01-01',
      addresses: [
        {
          line1: `${count * 7} Unlike Row`,
          town: `Town${letters(count, 3)}`,
          postcode: `${['LS', 'HU', 'YO', 'DN', 'HX', 'WF', 'BD'][index]}${1 + (count % 9)} 1AA`,
          startsOn: '2020-01-01',
        },
      ],
      niNumber: `CE${digits(count * 104_729 + 7, 6)}A`,
      drivingLicence: { issuer: 'ni', number: digits(count * 7_654_321 + 10_000_007, 8) },
    }),
  )
  return [asked!, ...others]
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

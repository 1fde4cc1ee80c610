// People who are on nobody's list: the names, streets and towns of the given rows, each drawn for itself, with a date of birth and a number of their own.
// The same rows and the same count give the same people. A common name is as common among them as among the rows.

/** @returns a generator of rows in the layout of the files (bench/people.mjs). */
export function* strangers(rows, count, seed = 1) {
  const random = mulberry32(seed)
  const below = (limit) => Math.floor(random() * limit)
  const any = () => rows[below(rows.length)]
  const years = rows.map((row) => Number(row.date_of_birth.slice(0, 4))).filter((year) => year >= 1900 && year < 2100)
  const numbers = rows.map((row) => row.soc_sec_id).filter(Boolean)
  for (let index = 0; index < count; index++) {
    const { suburb, postcode, state } = any()
    const year = years.length > 0 ? years[below(years.length)] : 1940 + below(65)
    const born = new Date(Date.UTC(year, 0, 1 + below(365)))
    yield {
      rec_id: `stranger-${index}`,
      given_name: any().given_name,
      surname: any().surname,
      street_number: String(1 + below(250)),
      address_1: any().address_1,
      address_2: '',
      suburb,
      postcode,
      state,
      date_of_birth: born.toISOString().slice(0, 10).replaceAll('-', ''),
      soc_sec_id: numbers.length > 0 ? digitsLike(numbers[below(numbers.length)], below) : '',
    }
  }
}

const digitsLike = (number, below) => number.replace(/\d/g, () => String(below(10)))

function mulberry32(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

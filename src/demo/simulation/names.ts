import { addDays, type CivilDate } from '../../domain/calendar.js'
import { oneOf, type Below } from './random.js'

/** Families that nobody belongs to, put together from parts: 27,000 of them, so that namesakes are as rare as among real drivers. */
const FIRST = (
  'Abber Alder Bram Brindle Cald Carrow Dun Dravel Elm Ever Farrow Fen Garr Glen Hask Hollow Ingle Ivel Jarrow Kest Kilm Lang Marl Mell Nether ' +
  'Norr Oak Orrin Pell Quar Rav Sedge Tarn Thorn Ulver Vell Whar Wyn Yar Zell'
).split(' ') as [string, ...string[]]
const MIDDLE =
  'a am an ar ber den der e el em en er fer gan ger i il in ken ler lin man mer mor o on or ren ver wen'.split(' ') as [
    string,
    ...string[],
  ]
const LAST = (
  'bank beck borough bridge by cliffe combe cote croft dale field ford gate ham hurst ley low mere more ness ridge shaw stead thwaite ton vale wick ' +
  'with wold worth'
).split(' ') as [string, ...string[]]
const GIVEN = (
  'Aaron Abdul Adele Agnes Ahmed Aisha Alan Amina Andrei Anna Arjun Asif Barbara Benedict Bilal Carys Cecil Chidi Clara Dariusz Delia Dilip Edith ' +
  'Elena Emeka Esther Farah Felix Fiona George Gita Grace Hamza Harriet Hugo Ibrahim Imran Iris Ivan Jamila Jasper Joan Kamal Karen Kofi Laila Leon ' +
  'Lorna Mahmood Maria Miles Nadia Nasir Nigel Olga Omar Osman Padraig Petra Priya Rafiq Rhona Rohan Salma Samuel Sunita Tariq Tessa Tomasz Una ' +
  'Usman Vera Viktor Wanda Xanthe Yasmin Yusuf Zainab Zoltan'
).split(' ') as [string, ...string[]]

/** Somebody fictional, of 26 to 65 in 2026. */
export function personNamed(below: Below): { familyName: string; givenNames: string; dateOfBirth: CivilDate } {
  return {
    familyName: oneOf(FIRST, below) + oneOf(MIDDLE, below) + oneOf(LAST, below),
    givenNames: oneOf(GIVEN, below),
    dateOfBirth: addDays('1961-01-01', below(39 * 365)),
  }
}

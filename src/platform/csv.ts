import { stringify } from 'csv-stringify/sync'

/**
 * Rows under these columns, as a file for spreadsheets: a cell that would be run as a formula is escaped, lines end as on Windows.
 * @param isFirst with the names of the columns, after a byte order mark: without it Excel takes UTF-8 for its own code page.
 */
export const csvOf = (
  columns: readonly string[],
  rows: readonly object[],
  { isFirst = true }: { isFirst?: boolean } = {},
): string =>
  stringify([...rows], {
    columns: [...columns],
    header: isFirst,
    bom: isFirst,
    record_delimiter: 'windows',
    escape_formulas: true,
  })

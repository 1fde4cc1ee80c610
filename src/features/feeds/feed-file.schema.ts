import { z } from 'zod'

// Only for the documentation: a file is read as it arrives, by rules of its own, and refused line by line.
const file = (id: string, description: string, example: string) =>
  z.unknown().meta({ id, type: 'string', format: 'binary', description, example })

export const NtrFile = file(
  'NtrFile',
  "The national vehicle register's file: UTF-8, no header, seven fields a line: registration mark, first day, last day, taxi or PHV, name of the authority, plate number, whether a wheelchair fits.",
  'ZC62OMB,2026-01-15,2027-01-14,PHV,Rotherham,PHV-1041,true\n',
)

/** Kept loose, as the register has it: members that nobody knows are passed over. */
export const NtrVehicles = z.unknown().meta({
  id: 'NtrVehicles',
  description: 'The same in JSON, up to 16 MiB: a list `vehicleDetails`. `taxiOrPHV` may be called `description`.',
  type: 'object',
  required: ['vehicleDetails'],
  properties: {
    vehicleDetails: { type: 'array', items: { type: 'object', additionalProperties: { type: 'string' } } },
  },
  example: {
    vehicleDetails: [
      {
        vrm: 'ZC62OMB',
        start: '2026-01-15',
        end: '2027-01-14',
        taxiOrPHV: 'PHV',
        licensingAuthorityName: 'Rotherham',
        licensePlateNumber: 'PHV-1041',
        wheelchairAccessibleVehicle: 'true',
      },
    ],
  },
})

export const CsvFile = file(
  'RecordsCsv',
  'UTF-8, first row the names of the columns, in any order: see the template.',
  '',
)
export const NdjsonFile = file(
  'RecordsNdjson',
  'One JSON object a line, its members called as the columns of the CSV.',
  '',
)

export const FeedForm = z.unknown().meta({
  id: 'FeedForm',
  description: 'A form with the file and its name, for those who cannot send it as the body.',
  type: 'object',
  required: ['file'],
  properties: { file: { type: 'string', format: 'binary' } },
  additionalProperties: false,
  example: { file: 'vehicles.csv' },
})

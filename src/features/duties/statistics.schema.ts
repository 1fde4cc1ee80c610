import { z } from 'zod'
import { Month, Slug } from '../../platform/http/fields.schema.js'

export const MOST_MONTHS = 36

export const StatisticsQuery = z.strictObject({
  from: Month.optional().meta({ description: 'First month; left out: the twelfth, counted back from the last.' }),
  to: Month.optional().meta({
    description: `Last month, at most ${MOST_MONTHS} in all; left out: this month, in London.`,
  }),
  authority: Slug.optional().meta({ description: 'For scrutiny. An officer’s own, or nothing is answered.' }),
})

const figure = (description: string) => z.int().meta({ description })

const FIGURES = {
  searches: figure('Searches of the entries.'),
  searchesThatFound: figure('Of these, with an exact or strong candidate.'),
  grantsWithoutSearch: figure(
    'Grants and renewals of drivers’ licences recorded without a search of the entries, by an English authority: of old files, decided before it joined.',
  ),
  entriesMade: figure('Entries made with a decision.'),
  entriesImported: figure('Entries of earlier decisions, imported.'),
  entriesRemoved: figure('Entries removed; the end of the eleven years is not counted.'),
  requestsSent: figure('Requests to another authority for the information behind an entry.'),
  requestsReceived: figure('Such requests from another authority.'),
  requestsProvided: figure('Answered by this authority with the information.'),
  requestsRefused: figure('Refused by this authority.'),
  answersLate: figure('Answered or refused by this authority after the 20 working days.'),
  concernsReported: figure('Concerns reported to another authority.'),
  concernsReceived: figure('Concerns reported by another authority.'),
  concernsAnswered: figure('Concerns answered by this authority.'),
  concernsLate: figure('Concerns reported or answered by this authority after the 10 or 20 working days.'),
  alertsRaised: figure('Alerts about an entry or a licence of this authority.'),
  alertsAcknowledged: figure('Alerts on which this authority recorded its first view.'),
  dutiesMissed: figure('Duties whose last day was in this month and which were not done by then, if since or not.'),
}
export type Figure = keyof typeof FIGURES
export const FIGURE_NAMES = Object.keys(FIGURES) as Figure[]

const EXAMPLE = {
  authority: 'rotherham',
  month: '2026-03',
  searches: 41,
  searchesThatFound: 2,
  grantsWithoutSearch: 0,
  entriesMade: 3,
  entriesImported: 0,
  entriesRemoved: 1,
  requestsSent: 2,
  requestsReceived: 4,
  requestsProvided: 3,
  requestsRefused: 0,
  answersLate: 1,
  concernsReported: 1,
  concernsReceived: 0,
  concernsAnswered: 0,
  concernsLate: 0,
  alertsRaised: 2,
  alertsAcknowledged: 1,
  dutiesMissed: 1,
}

const MonthOfAuthority = z
  .object({ authority: Slug, month: Month, ...FIGURES })
  .meta({ id: 'MonthOfAuthority', description: 'What an authority did in a month. Counts only.', example: EXAMPLE })
export type MonthOfAuthority = z.infer<typeof MonthOfAuthority>

export const RefusalStatistics = z
  .object({
    from: Month,
    to: Month,
    items: z.array(MonthOfAuthority).meta({
      description:
        'By authority and month. One that has joined the registry has a row for each month since; of others, months in which nothing was done have none.',
    }),
  })
  .meta({
    id: 'RefusalStatistics',
    description: 'Entries, searches, requests, concerns, alerts and duties in numbers.',
    example: { from: '2026-03', to: '2026-03', items: [EXAMPLE] },
  })

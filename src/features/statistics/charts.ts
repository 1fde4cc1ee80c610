import { CLASS_OF_KIND } from '../../domain/words.js'
import { BAR, INK, type Chart } from './draw-chart.js'
import { OWN_DECISIONS, type LicensingStatistics, type OwnDecision } from './licensing-statistics.schema.js'
import { CRITERION_TEXTS, DECISION_TEXTS, FEW, kindText, monthText, NO_SHARE, NOT_KNOWN, percent } from './texts.js'

export const CHARTS = ['licences.svg', 'shares.svg', 'decisions.svg'] as const
export type ChartName = (typeof CHARTS)[number]

/** Beside each other on a desk, below each other on a telephone; drawn apart, since text that shrinks cannot be read. */
export const SIZES = ['narrow', 'wide'] as const
export type ChartSize = (typeof SIZES)[number]
const WIDTH = { narrow: 340, wide: 700 }

/** What a chart shows: the same bars in one colour, told apart by their place alone. */
export function chartOf(name: ChartName, statistics: LicensingStatistics, size: ChartSize): Chart {
  if (name === 'decisions.svg') return decisions(statistics, size)
  const title = TITLES[name]
  return name === 'licences.svg'
    ? bars(
        title,
        size,
        statistics.licences.map(({ kind, inForce }) => [
          kindText(kind),
          inForce,
          inForce?.toLocaleString('en-GB') ?? (statistics.notAnswered.includes(CLASS_OF_KIND[kind]) ? NOT_KNOWN : FEW),
        ]),
      )
    : bars(title, size, sharesOf(statistics), 100)
}

const TITLES = { 'licences.svg': 'Licences in force', 'shares.svg': 'Shares in percent' }

type Bar = [name: string, value: number | null, shown: string]

const sharesOf = ({ vehicles, drivers }: LicensingStatistics): Bar[] =>
  [
    { isAsked: vehicles.isAsked, share: vehicles.share, text: 'Vehicle camera' },
    ...drivers.criteria.map((each) => ({ ...each, text: CRITERION_TEXTS[each.criterion] })),
    { ...drivers.all, text: 'All asked of drivers' },
  ]
    .filter(({ isAsked }) => isAsked)
    .map(({ text, share }) => [text, share && share * 100, share === null ? NO_SHARE : percent(share)])

/** Than arial: where there is none, the reader's typeface takes a quarter more than what was measured here. */
const WIDER = 1.25

function bars(title: string, size: ChartSize, rows: readonly Bar[], max?: number): Chart {
  const names = size === 'wide' ? 200 : 110
  return {
    title,
    width: WIDTH[size],
    height: rows.length * (size === 'wide' ? 40 : 52) + 30,
    option: {
      grid: { left: names * WIDER + 10, right: 75, top: 5, bottom: 25 },
      xAxis: {
        type: 'value',
        axisLabel: { color: INK },
        ...(max ? { max, interval: max / 4 } : { minInterval: 1, splitNumber: 3 }),
      },
      yAxis: {
        type: 'category',
        inverse: true,
        data: rows.map(([name]) => name),
        axisTick: { show: false },
        axisLabel: { color: INK, fontSize: 14, width: names, overflow: 'break' },
      },
      series: {
        type: 'bar',
        barWidth: 18,
        itemStyle: { color: BAR },
        label: { show: true, position: 'right', color: INK, fontSize: 14 },
        data: rows.map(([, value, shown]) => ({
          value: value ?? 0,
          label: { formatter: shown },
        })),
      },
    },
  }
}

/** A small chart for each type of which there were any, each in its own scale: beside grants nothing else could be seen. */
function decisions(statistics: LicensingStatistics, size: ChartSize): Chart {
  const types = typesDecided(statistics)
  const columns = size === 'wide' ? 2 : 1
  const width = WIDTH[size] / columns
  const place = (index: number) => ({
    left: (index % columns) * width,
    top: Math.floor(index / columns) * PANEL_HEIGHT,
  })
  const months = statistics.decisions.map(({ month }) => monthText(month, 'short'))
  const every = Math.ceil(months.length / 4)
  return {
    title: 'Decisions by type and month',
    width: WIDTH[size],
    height: Math.ceil(types.length / columns) * PANEL_HEIGHT,
    option: {
      title: types.map((type, index) => ({
        text: DECISION_TEXTS[type],
        ...place(index),
        padding: 0,
        textStyle: { fontSize: 14, color: INK },
      })),
      grid: types.map((_, index) => {
        const { left, top } = place(index)
        return { left: left + 52, top: top + 30, width: width - 67, height: PANEL_HEIGHT - 70 }
      }),
      xAxis: types.map((_, gridIndex) => ({
        type: 'category',
        gridIndex,
        data: months,
        axisTick: { show: false },
        axisLabel: { color: INK, fontSize: 12, interval: (index: number) => index % every === 0 },
      })),
      yAxis: types.map((_, gridIndex) => ({
        type: 'value',
        gridIndex,
        minInterval: 1,
        splitNumber: 2,
        axisLabel: { color: INK, fontSize: 12 },
      })),
      series: types.map((type, index) => ({
        type: 'bar',
        xAxisIndex: index,
        yAxisIndex: index,
        itemStyle: { color: BAR },
        label: { show: true, position: 'insideBottom', color: INK, fontSize: 14, distance: 0 },
        data: statistics.decisions.map(({ counts }) => {
          const count = counts.find((each) => each.type === type)?.count ?? null
          return { value: count ?? 0, label: { formatter: count === null ? '×' : '' } }
        }),
      })),
    },
  }
}

const PANEL_HEIGHT = 160

/** Of which there was at least one in these months. */
export const typesDecided = ({ decisions: months }: LicensingStatistics): OwnDecision[] =>
  OWN_DECISIONS.filter((asked) =>
    months.some(({ counts }) => counts.some(({ type, count }) => type === asked && count !== 0)),
  )

import { createRequire } from 'node:module'
import type { EChartsOption, init } from 'echarts'

const require = createRequire(import.meta.url)
/** 0.7 MB and a fifth of a second: read when the first chart is asked for, not at the start. In one file; by its modules it takes four times as long. */
const echarts = () => require('echarts/dist/echarts.common.min') as { init: typeof init }

export interface Chart {
  title: string
  width: number
  height: number
  option: EChartsOption
}

/** An SVG that needs no script, no style sheet and no other file. Nothing in it moves. */
export function draw({ title, width, height, option }: Chart): string {
  const chart = echarts().init(null, null, { renderer: 'svg', ssr: true, width, height })
  try {
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: 'arial, sans-serif', color: INK, fontSize: 14 },
      backgroundColor: '#ffffff',
      ...option,
    })
    const drawn = plain(chart.renderToSVGString())
    return drawn.replace('<svg ', '<svg role="img" ').replace('>', `><title>${escaped(title)}</title>`)
  } finally {
    chart.dispose()
  }
}

/** Text and bars on white: 19 and 5 to 1. */
export const INK = '#0b0c0c'
export const BAR = '#1d70b8'

/** The policy of the pages allows no styles inline; those here say what attributes say as well, or what happens under a pointer, which is nothing. */
const plain = (svg: string): string =>
  svg
    .replaceAll(/<style[^>]*>[\s\S]*?<\/style>/g, '')
    .replaceAll(/ (?:class|ecmeta_\w+)="[^"]*"/g, '')
    .replaceAll(/ style="([^"]*)"/g, (_, style: string) =>
      style.replaceAll(/([\w-]+):([^;]*);?/g, (_rule, name: string, value: string) => ` ${name}="${value}"`),
    )

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

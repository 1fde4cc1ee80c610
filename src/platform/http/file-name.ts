import { CONTROL, inOneForm, isWellFormed } from '../../domain/text.js'

const LONGEST = 200

/** Of a file that is the body itself (RFC 6266); null: it has no name that could be kept. */
export function fileNameOf(disposition: string | undefined): string | null {
  if (disposition === undefined) return null
  const extended = /;\s*filename\*=utf-8''([\w!#$&+.^`|~%-]+)/i.exec(disposition)?.[1]
  if (extended !== undefined)
    try {
      return nameOf(decodeURIComponent(extended))
    } catch {
      return null
    }
  const [, quoted, token] = /;\s*filename=(?:"((?:[^"\\]|\\.)*)"|([^\s;"]+))/i.exec(disposition) ?? []
  return nameOf(quoted?.replace(/\\(.)/g, '$1') ?? token ?? '')
}

/** Without folders; null: no text that could be kept. */
export function nameOf(path: string): string | null {
  const name = inOneForm(path.split(/[/\\]/).at(-1) ?? '').slice(0, LONGEST)
  return name === '' || CONTROL.test(name) || !isWellFormed(name) ? null : name
}

import type { Deps } from '../../platform/deps.js'
import { driftCommand } from '../../platform/drift-command.js'
import { sweep } from './drift.action.js'

/**
 * `registry cctv verify|rebuild`: derives whether each vehicle meets the rule on cameras again, and compares it with the stored time line. They differ
 * after a change of the law's code, which the number of the standards does not tell; or if a line is missing, behind the standards, or was changed by hand.
 * `rebuild` writes a batch a transaction, with an audit row for each licence.
 */
export const cctvCommand = (open: () => Promise<Deps & { close(): Promise<void> }>) =>
  driftCommand(
    open,
    {
      name: 'cctv',
      description: 'Stored time lines of cameras',
      verify: 'Compare every stored time line of cameras with its facts and standards',
      rebuild: 'Write the time lines of cameras that differ anew',
      differ: 'differ from their facts and standards',
      agree: 'are what their facts and standards say',
    },
    sweep,
  )

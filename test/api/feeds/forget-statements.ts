import type { Db } from '../../../src/platform/db.js'
import { asOwner } from '../../support/as-owner.js'

const TRIGGERS = ['stated_licence_once', 'stated_licence_no_truncate']
const turn = (how: string) => TRIGGERS.map((name) => `ALTER TABLE stated_licence ${how} TRIGGER ${name};`).join('')

/** Begins anew, as if no file had ever come, in less time than another registry takes. What the program may not do, the owner of the tables must force. */
export const forgetStatements = (db: Db): Promise<void> =>
  asOwner(
    db,
    `${turn('DISABLE')} TRUNCATE stated_licence; ${turn('ENABLE ALWAYS')} UPDATE feed_authority SET is_open = false WHERE is_open`,
  )

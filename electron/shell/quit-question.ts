/** Before Plantroom quits it asks what shall become of the values that were written from here and still stand. */
import { dialog } from 'electron'
import type { Translate } from '../../shared/format-message.ts'
import type { EngineSupervisor } from '../supervision/engine-supervisor.ts'
import { standingLines } from '../supervision/standing-words.ts'

const RELINQUISH = 0
const CANCEL = 2
const STAY = 1

/** True when the program may quit. Asks nothing while nothing stands. */
export const askBeforeQuit = async (supervisor: EngineSupervisor, t: Translate): Promise<boolean> => {
  const standing = supervisor.standing()
  if (standing.count === 0) return true
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    title: 'Plantroom',
    message: t('quit.message', { count: standing.count }),
    detail: [...standingLines(standing, t), '', t('quit.advice', {})].join('\n'),
    buttons: [t('quit.relinquish', {}), t('quit.leave', {}), t('quit.cancel', {})],
    defaultId: RELINQUISH,
    cancelId: CANCEL,
    noLink: true,
  })
  if (response !== RELINQUISH) return response !== CANCEL
  const left = await supervisor.relinquish()
  if (left.count === 0) return true
  const { response: then } = await dialog.showMessageBox({
    type: 'warning',
    title: 'Plantroom',
    message: t('quit.remaining', { count: left.count }),
    detail: [...standingLines(left, t), '', t('quit.remainingAdvice', {})].join('\n'),
    buttons: [t('quit.quitAnyway', {}), t('quit.stay', {})],
    defaultId: STAY,
    cancelId: STAY,
    noLink: true,
  })
  return then !== STAY
}

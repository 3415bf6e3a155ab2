/** An engine that cannot start is said in a dialog: why, and the choice to try again or to quit. */
import { dialog } from 'electron'
import { formatFailure, type Translate } from '../../shared/format-message.ts'
import type { EngineSupervisor } from '../supervision/engine-supervisor.ts'

const TRY_AGAIN = 0

export const tellEngineTrouble = (supervisor: EngineSupervisor, t: Translate, quit: () => void): void => {
  let asking = false
  const ask = async (text: string): Promise<void> => {
    asking = true
    const { response } = await dialog.showMessageBox({
      type: 'error',
      title: 'Plantroom',
      message: t('trouble.message', {}),
      detail: text,
      buttons: [t('trouble.tryAgain', {}), t('trouble.quit', {})],
      defaultId: TRY_AGAIN,
      noLink: true,
    })
    asking = false
    if (response === TRY_AGAIN) supervisor.retry()
    else quit()
  }
  supervisor.onState((state) => {
    if (state.state === 'failed' && !asking) void ask(formatFailure(t, state.failure))
  })
}

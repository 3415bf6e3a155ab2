/** Whether the open site's store is sound: read through once, long after the start. */
import { message } from '../../../shared/message.ts'
import type { CheckingReaders } from '../store/store-readers.ts'
import type { SiteContext } from './site-context.ts'

type Parts = Pick<SiteContext, 'clock' | 'notices' | 'log'>

/** Reading a large store through takes seconds of a worker. */
const CHECK_STORE_AFTER_MS = 5 * 60_000

/** Damage becomes a notice. Gives what calls the check off. */
export const checkStoreLater = (context: Parts, readers: CheckingReaders): (() => void) => context.clock.after(CHECK_STORE_AFTER_MS, () => void checkStore(context, readers))

const checkStore = async ({ notices, log }: Parts, readers: CheckingReaders): Promise<void> => {
  try {
    const [damage] = await readers.integrity()
    if (damage !== undefined) notices.add(message('store.damaged', { reason: damage }))
  } catch (error) {
    log.warn('the store could not be checked', error)
  }
}

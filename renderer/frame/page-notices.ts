/** Shows notifications of the browser; one that is told again as it grows takes the place of the one before, in silence unless it became urgent. */
import { navigateNow } from '../hash-location.ts'

export interface PageNotice {
  readonly title: string
  readonly body: string
  readonly urgent: boolean
  /** Where a click leads. */
  readonly to: string
  /** What is said under the same name later takes its place. */
  readonly name: string
  /** Names of others whose place it takes too: of incidents that it took over. */
  readonly formerly?: readonly string[]
}

/** Notices remembered, so that a later one knows whether it became urgent. */
const MOST_HELD = 50

export const createPageNotices = (): ((notice: PageNotice) => void) => {
  const standing = new Map<string, { readonly notification: Notification; readonly urgent: boolean }>()
  return ({ title, body, urgent, to, name, formerly = [] }) => {
    const replaced = formerly.flatMap((each) => standing.get(each) ?? [])
    for (const { notification } of replaced) notification.close()
    for (const each of formerly) standing.delete(each)
    const before = standing.get(name) ?? replaced.find((each) => each.urgent) ?? replaced[0]
    // Under the tag of the one before, browsers replace it without a sound.
    const becameUrgent = before !== undefined && urgent && !before.urgent
    if (becameUrgent) before.notification.close()
    const notification = new Notification(title, { body, tag: urgent ? `${name} urgent` : name, silent: before !== undefined && !becameUrgent })
    notification.addEventListener('click', () => {
      window.focus()
      navigateNow(to)
      notification.close()
    })
    standing.delete(name)
    standing.set(name, { notification, urgent: urgent || before?.urgent === true })
    const [oldest] = standing.keys()
    if (standing.size > MOST_HELD && oldest !== undefined) standing.delete(oldest)
  }
}

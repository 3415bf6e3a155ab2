/** Shows desktop notifications; a click opens what they speak of. */
import { Notification } from 'electron'
import type { NavigationTarget } from '../../shared/host-link.ts'
import type { NotificationWords } from './notification-words.ts'

export interface Notifier {
  show(words: readonly NotificationWords[]): void
}

/** Notifications held at most, so that a click on an old one still works. */
const MOST_HELD = 50

export const createNotifier = (goTo: (target: NavigationTarget) => void): Notifier => {
  // One that nobody holds is collected, and its click lost.
  const held: Notification[] = []

  /** What is on the screen of things that are told again as they grow. */
  const standing = new Map<string, { readonly notification: Notification; readonly urgent: boolean }>()

  const keep = (name: string, notification: Notification, urgent: boolean): void => {
    standing.set(name, { notification, urgent })
    const [oldest] = standing.keys()
    if (standing.size > MOST_HELD && oldest !== undefined) standing.delete(oldest)
  }
  /** What it takes the place of, taken off the screen. */
  const takePlaces = (names: readonly string[]): readonly { readonly urgent: boolean }[] =>
    names.flatMap((name) => {
      const before = standing.get(name)
      before?.notification.close()
      standing.delete(name)
      return before ?? []
    })
  const showOne = ({ title, body, urgent, target, replaces, formerly = [] }: NotificationWords): void => {
    const before = replaces === null ? [] : takePlaces([replaces, ...formerly])
    const silent = before.length > 0 && (!urgent || before.some((each) => each.urgent))
    const notification = new Notification({ title, body, urgency: urgent ? 'critical' : 'normal', ...(silent ? { silent } : {}) })
    if (replaces !== null) keep(replaces, notification, urgent)
    notification.on('click', () => goTo(target))
    held.push(notification)
    if (held.length > MOST_HELD) held.shift()
    notification.show()
  }
  return {
    show: (words) => {
      if (Notification.isSupported()) words.forEach(showOne)
    },
  }
}

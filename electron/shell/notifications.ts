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

  const showOne = ({ title, body, urgent, target }: NotificationWords): void => {
    const notification = new Notification({ title, body, urgency: urgent ? 'critical' : 'normal' })
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

/** The words of the hosts: what tray, notifications, menus and the command line say, in the user's language. */
import { createInstance } from 'i18next'
import { ENGLISH } from '../../shared/locales/english.ts'
import type { Translate } from '../../shared/format-message.ts'

/** A translation function with the namespaces `shell` (the default one), `engine` (all that the engine says) and `failures`. */
export const openWords = async (language = 'en'): Promise<Translate> => {
  const i18n = createInstance()
  await i18n.init({
    lng: language,
    fallbackLng: 'en',
    defaultNS: 'shell',
    ns: ['shell', 'engine', 'failures'],
    interpolation: { escapeValue: false },
    resources: { en: ENGLISH },
  })
  return i18n.t
}

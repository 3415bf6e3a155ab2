/** The words of the hosts: what tray, notifications, menus and the command line say, in the user's language. */
import { createInstance } from 'i18next'
import monitor from '../../shared/locales/en/monitor.json' with { type: 'json' }
import shell from '../../shared/locales/en/shell.json' with { type: 'json' }
import type { Translate } from '../../shared/format-message.ts'

/** A translation function with the namespaces `shell` (the default one), `engine` and `failures`. */
export const openWords = async (language = 'en'): Promise<Translate> => {
  const i18n = createInstance()
  await i18n.init({
    lng: language,
    fallbackLng: 'en',
    defaultNS: 'shell',
    ns: ['shell', 'engine', 'failures'],
    interpolation: { escapeValue: false },
    resources: { en: { shell, engine: monitor } },
  })
  return i18n.t
}

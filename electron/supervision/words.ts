/** The words of the hosts: what tray, notifications, menus and the command line say, in the user's language. */
import { createInstance } from 'i18next'
import demoFaults from '../../shared/locales/en/demo-faults.json' with { type: 'json' }
import engine from '../../shared/locales/en/engine.json' with { type: 'json' }
import failures from '../../shared/locales/en/failures.json' with { type: 'json' }
import monitor from '../../shared/locales/en/monitor.json' with { type: 'json' }
import shell from '../../shared/locales/en/shell.json' with { type: 'json' }
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
    resources: { en: { shell, engine: { ...engine, ...monitor, ...demoFaults }, failures } },
  })
  return i18n.t
}

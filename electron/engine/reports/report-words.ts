/** The words of reports, in the site's language. A report is read without the program, so its sentences are made here. */
import { createInstance } from 'i18next'
import type { Translate } from '../../../shared/format-message.ts'
import { ENGLISH } from '../../../shared/locales/english.ts'

/** A translation function with the namespaces `report` (the default one), `engine` and `failures`. */
export const openReportWords = async (language: string): Promise<Translate> => {
  const i18n = createInstance()
  await i18n.init({
    lng: language,
    fallbackLng: 'en',
    defaultNS: 'report',
    ns: ['report', 'engine', 'failures'],
    interpolation: { escapeValue: false },
    resources: { en: ENGLISH },
  })
  return i18n.t
}

/**
 * The words on the screen. `locales/<language>/<file>.json` stands under its file name: key `a` of `alerts.json` is `alerts.a`.
 * Of `shared/locales`, files that begin with `failures` are the namespace `failures`; all others together are the namespace `engine`.
 */
import { createInstance } from 'i18next'
import { initReactI18next } from 'react-i18next'

type Words = { readonly [key: string]: string | Words }

const ownFiles = import.meta.glob<Words>('./locales/*/*.json', { eager: true, import: 'default' })
const sharedFiles = import.meta.glob<Words>('../shared/locales/*/*.json', { eager: true, import: 'default' })

const nameOf = (path: string): { language: string; file: string } => {
  const [, language = 'en', file = ''] = /([a-z-]+)\/([a-z-]+)\.json$/i.exec(path) ?? []
  return { language, file }
}

type Bundle = Record<string, string | Words>

const resources: Record<string, { ui: Bundle; engine: Bundle; failures: Bundle }> = {}
const bundleOf = (language: string) => (resources[language] ??= { ui: {}, engine: {}, failures: {} })

for (const [path, words] of Object.entries(ownFiles)) {
  const { language, file } = nameOf(path)
  bundleOf(language).ui[file] = words
}
for (const [path, words] of Object.entries(sharedFiles)) {
  const { language, file } = nameOf(path)
  // Words of printed reports, which the engine makes.
  if (file === 'report') continue
  Object.assign(bundleOf(language)[file.startsWith('failures') ? 'failures' : 'engine'], words)
}

export const i18n = createInstance()

await i18n.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: 'en',
  defaultNS: 'ui',
  ns: ['ui', 'engine', 'failures'],
  resources,
  interpolation: { escapeValue: false },
  returnNull: false,
  returnEmptyString: true,
  saveMissing: true,
  // A name of a word on the screen is a fault of the program: tests in a browser fail by it.
  missingKeyHandler: (_languages, _namespace, key, shown) => {
    if (shown === key) console.error(`There is no word for "${key}"`)
  },
})

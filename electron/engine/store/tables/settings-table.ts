/** Table `settings`: one row per setting that differs from its default, the value as JSON. */
import { DEFAULT_SETTINGS, settingsSchema, type Settings } from '../../../../shared/domain/settings.ts'
import type { Connection } from '../connection.ts'

interface SettingRow {
  readonly name: string
  readonly value: string
}

export interface SettingsTable {
  /** Settings as stored, defaults for the rest; and the names of stored ones that are unknown or invalid now. */
  read(): { readonly settings: Settings; readonly refused: readonly string[] }
  /** Throws a RangeError on values the schema refuses: the caller validates what comes from outside. */
  change(patch: Partial<Settings>): void
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The valid value of one setting, or undefined. The schemas speak Standard Schema, so their library is not needed here. */
const validValue = (name: string, value: unknown): unknown => {
  if (!Object.hasOwn(settingsSchema.entries, name)) return undefined
  const checked = settingsSchema.entries[name as keyof Settings]['~standard'].validate(value)
  return checked instanceof Promise || checked.issues !== undefined ? undefined : checked.value
}

export const createSettingsTable = (db: Connection): SettingsTable => {
  const all = db.prepare<[], SettingRow>('SELECT name, value FROM settings ORDER BY name')
  const upsert = db.prepare<[string, string]>('INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value')
  return {
    read: () => {
      const valid: Record<string, unknown> = {}
      const refused: string[] = []
      for (const row of all.all()) {
        const value = validValue(row.name, parseJson(row.value))
        if (value === undefined) refused.push(row.name)
        else valid[row.name] = value
      }
      return { settings: { ...DEFAULT_SETTINGS, ...valid }, refused }
    },
    change: (patch) => {
      for (const [name, given] of Object.entries(patch)) {
        if (given === undefined) continue
        const value = validValue(name, given)
        if (value === undefined) throw new RangeError(`setting ${name} refuses ${JSON.stringify(given)}`)
        upsert.run(name, JSON.stringify(value))
      }
    },
  }
}

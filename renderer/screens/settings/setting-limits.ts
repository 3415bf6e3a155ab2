/** The limits of number settings, read from their one declaration in `shared/domain/settings.ts`. */
import { settingsSchema, type Settings } from '../../../shared/domain/settings.ts'

type KeysOf<T> = { readonly [K in keyof Settings]: Settings[K] extends T ? K : never }[keyof Settings]
export type NumberSettingName = KeysOf<number>

export interface Limits {
  readonly least: number
  readonly most: number
}

const requirement = (name: NumberSettingName, type: 'min_value' | 'max_value'): number => {
  for (const part of settingsSchema.entries[name].pipe) if (part.type === type) return part.requirement
  throw new Error(`setting ${name} declares no ${type}`)
}

/** In the setting's own unit. */
export const limitsOf = (name: NumberSettingName): Limits => ({ least: requirement(name, 'min_value'), most: requirement(name, 'max_value') })

/** A failure as a sentence: from `failures.json` by its code, else the engine's own English sentence. */
import type { TFunction } from 'i18next'
import type { Failure } from '../../shared/result.ts'

/** Codes whose own message says more than a general sentence would stay with it. */
export const failureText = (t: TFunction, { code, message, detail }: Failure): string => t(`failures.${code}`, { ...detail, defaultValue: message })

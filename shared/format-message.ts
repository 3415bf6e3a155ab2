/** Puts the engine's messages and failures into words with whatever translation function the reader's side has. */
import { sayQuantity } from './format-quantity.ts'
import { isQuantity, type Message, type MessageParameter } from './message.ts'
import type { Failure } from './result.ts'

/** The part of i18next's `t` that is needed: a key with options gives words. */
export type Translate = (key: string, options: Record<string, unknown>) => string

/** Plain numbers are identities or counts (instance 1001, port 47808): not grouped. Others have one decimal, small ones three. */
const formatNumber = (value: number): string => {
  const factor = Math.abs(value) < 1 ? 1_000 : 10
  return String(Math.round(value * factor) / factor)
}

const formatParameter = (name: string, value: MessageParameter, locale: string): string | number => {
  if (typeof value === 'string') return value
  if (isQuantity(value)) return sayQuantity(value, locale)
  // i18next chooses the plural form by `count`, which must stay a number.
  return name === 'count' ? value : formatNumber(value)
}

/**
 * The sentence of a message.
 * @param t looks up `message.key` in namespace `engine` (`shared/locales/<language>/engine.json`). It must not escape for HTML
 *   (`interpolation: { escapeValue: false }`): the result is text, never markup.
 */
export const formatMessage = (t: Translate, { key, params }: Message, locale = 'en'): string => {
  const words = Object.entries(params ?? {}).map(([name, value]) => [name, formatParameter(name, value, locale)])
  return t(key, { ...Object.fromEntries(words), ns: 'engine' })
}

/** The sentence of a failure: from namespace `failures`, or its own English words where that has none. */
export const formatFailure = (t: Translate, { code, message, detail }: Failure): string => t(code, { ...detail, ns: 'failures', defaultValue: message })

/** Numbers as files write them: decimal point or comma, thousands apart or not. */

const WITH_POINT = /^[+-]?(?:\d{1,3}(?:[,' \u00a0\u202f]\d{3})+|\d+)?(?:\.\d*)?(?:[eE][+-]?\d+)?$/
const WITH_COMMA = /^[+-]?(?:\d{1,3}(?:[.' \u00a0\u202f]\d{3})+|\d+)?(?:,\d*)?(?:[eE][+-]?\d+)?$/

/** The number a text says; null where it is none. */
export const parseNumber = (text: string, decimal: '.' | ','): number | null => {
  if (!/\d/.test(text) || !(decimal === '.' ? WITH_POINT : WITH_COMMA).test(text)) return null
  const plain = text.replaceAll(/[' \u00a0\u202f]/g, '')
  const value = Number(decimal === '.' ? plain.replaceAll(',', '') : plain.replaceAll('.', '').replace(',', '.'))
  return Number.isFinite(value) ? value : null
}

/** Which sign the numbers of a column have; a comma where it is the only one that reads all of them. */
export const decimalOf = (texts: readonly string[]): '.' | ',' => {
  const readable = (decimal: '.' | ','): number => texts.filter((text) => parseNumber(text, decimal) !== null).length
  const [point, comma] = [readable('.'), readable(',')]
  if (point !== comma) return comma > point ? ',' : '.'
  // `1,234` reads both ways: three digits behind each comma are thousands, unless it begins with 0.
  return texts.some((text) => /^[+-]?(0,\d|\d+,(\d{1,2}|\d{4,})$)/.test(text)) ? ',' : '.'
}

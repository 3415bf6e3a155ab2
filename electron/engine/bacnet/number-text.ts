/** Numbers as short texts. Pure. */

/** Digits that tell every REAL of 32 bits from its neighbours. */
const MOST_DIGITS = 9

/** The shortest decimal that is the same 32-bit REAL: `21.1`, not `21.100000381469727`. Other numbers as they are. */
export const numberText = (value: number): string => {
  if (Number.isSafeInteger(value) || !Number.isFinite(value) || Math.fround(value) !== value) return `${value}`
  for (let digits = 1; digits < MOST_DIGITS; digits++) {
    const short = Number(value.toPrecision(digits))
    if (Math.fround(short) === value) return `${short}`
  }
  return `${Number(value.toPrecision(MOST_DIGITS))}`
}

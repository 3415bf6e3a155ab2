/** A register that is full begins anew at zero. */

/** Lengths of registers in the field: decimal displays of 3 to 9 digits, 16- and 32-bit words, whole and in tenths to thousandths. */
const REGISTERS: readonly number[] = [
  ...[3, 4, 5, 6, 7, 8, 9].map((digits) => 10 ** digits),
  ...[2 ** 16, 2 ** 24, 2 ** 31, 2 ** 32].flatMap((words) => [words, words / 10, words / 100, words / 1_000]),
].sort((a, b) => a - b)

/**
 * The rise of a counter that fell from `before` to `after` because it was full; null where that is not believable: then what was left of the register
 * and what shows now would be more than `most`. `rolloverAt` null: the lengths that registers have are tried, the shortest first.
 */
export const rolloverOf = (before: number, after: number, rolloverAt: number | null, most: number): { readonly limit: number; readonly rise: number } | null => {
  if (!Number.isFinite(most)) return null
  for (const limit of rolloverAt === null ? REGISTERS : [rolloverAt]) {
    if (limit < before) continue
    const rise = limit - before + after
    if (rise <= most && after < limit / 2) return { limit, rise }
  }
  return null
}

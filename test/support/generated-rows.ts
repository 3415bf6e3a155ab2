/** Rows for the multivariate methods, the same that `bench/models/peer.py` makes: whole numbers and products only, so that both sides agree to the last bit. */

export const GENERATED_FEATURES = 6

/** @returns rows of six numbers one after another; every fiftieth has one number that stands out */
export const generatedRows = (count: number): Float64Array => {
  let state = 1
  const uniform = (): number => {
    state = (state * 16_807) % 2_147_483_647
    return state / 2_147_483_647
  }
  const bell = (): number => uniform() + uniform() + uniform() + uniform() - 2
  const cells = new Float64Array(count * GENERATED_FEATURES)
  for (let i = 0; i < count; i++) {
    const hour = (i % 24) / 24
    const a = bell()
    const b = 0.6 * a + 0.8 * bell()
    const c = bell()
    const row = [a, b, c * c, bell() * hour, hour, bell()]
    if (i % 50 === 49) row[i % GENERATED_FEATURES] = (row[i % GENERATED_FEATURES] as number) + 2.5
    cells.set(row, i * GENERATED_FEATURES)
  }
  return cells
}

/** Spearman's rank correlation; ties share their mean rank. */
export const rankCorrelation = (a: readonly number[], b: readonly number[]): number => {
  const [left, right] = [ranks(a), ranks(b)]
  const middle = (a.length - 1) / 2
  let product = 0
  let leftSquares = 0
  let rightSquares = 0
  for (let i = 0; i < a.length; i++) {
    const x = (left[i] as number) - middle
    const y = (right[i] as number) - middle
    product += x * y
    leftSquares += x * x
    rightSquares += y * y
  }
  return product / Math.sqrt(leftSquares * rightSquares)
}

const ranks = (values: readonly number[]): number[] => {
  const order = values.map((_, i) => i).sort((a, b) => (values[a] as number) - (values[b] as number))
  const found = Array<number>(values.length).fill(0)
  for (let from = 0; from < order.length; ) {
    let to = from + 1
    while (to < order.length && values[order[to] as number] === values[order[from] as number]) to++
    for (let i = from; i < to; i++) found[order[i] as number] = (from + to - 1) / 2
    from = to
  }
  return found
}

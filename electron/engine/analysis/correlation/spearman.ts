/** Spearman's rank correlation: Pearson's of the ranks, so that it asks whether two series rise and fall together, not whether they do so in a line. */
import { maskedSeries, pearson, type Correlation } from './pearson.ts'

/** Ranks from 1 of the known values, NaN elsewhere; equal values share the mean of their ranks (Kendall 1945). Time like sorting. */
export const ranksOf = (values: Float64Array): Float64Array => {
  const ranks = new Float64Array(values.length).fill(Number.NaN)
  const ascending = Uint32Array.from(values.keys()).filter((i) => !Number.isNaN(values[i])).sort((a, b) => (values[a] as number) - (values[b] as number))
  for (let from = 0, to = 0; from < ascending.length; from = to) {
    const value = values[ascending[from] as number]
    while (to < ascending.length && values[ascending[to] as number] === value) to += 1
    for (let i = from; i < to; i++) ranks[ascending[i] as number] = (from + 1 + to) / 2
  }
  return ranks
}

/** Over the moments that both know, ranked among these: `scipy.stats.spearmanr`. For many pairs `ranksOf` once and `pearson` is nearly the same. */
export const spearman = (x: Float64Array, y: Float64Array): Correlation => pearson(maskedSeries(ranksOf(among(x, y))), maskedSeries(ranksOf(among(y, x))))

const among = (values: Float64Array, other: Float64Array): Float64Array => values.map((value, i) => (Number.isNaN(other[i]) ? Number.NaN : value))

/** Sums over ranges of temperature, so that any change point is tried in constant time. */

/** Of energy y over temperature x: both are centred, so that sums of squares keep their digits. */
export interface SegmentSums {
  /** Ascending, distinct, centred. */
  readonly x: Float64Array
  readonly meanX: number
  readonly meanY: number
  /** Running sums up to (not with) each distinct x: n, x, xx, y, xy. */
  readonly sums: readonly Float64Array[]
  readonly squaresY: number
  readonly periods: number
}

export interface Sums {
  readonly n: number
  readonly x: number
  readonly xx: number
  readonly y: number
  readonly xy: number
}

export const segmentSumsOf = (temperature: Float64Array, energy: Float64Array): SegmentSums => {
  const periods = temperature.length
  const meanX = mean(temperature)
  const meanY = mean(energy)
  const order = Uint32Array.from(temperature, (_, i) => i).sort((a, b) => (temperature[a] as number) - (temperature[b] as number))
  const distinct: number[] = []
  const rows: number[][] = [[], [], [], [], []]
  let running = [0, 0, 0, 0, 0]
  let squaresY = 0
  for (const index of order) {
    const x = (temperature[index] as number) - meanX
    const y = (energy[index] as number) - meanY
    if (distinct.at(-1) !== x) {
      distinct.push(x)
      for (const [i, row] of rows.entries()) row.push(running[i] as number)
    }
    const own = [1, x, x * x, y, x * y]
    running = running.map((each, i) => each + (own[i] as number))
    squaresY += y * y
  }
  for (const [i, row] of rows.entries()) row.push(running[i] as number)
  return { x: Float64Array.from(distinct), meanX, meanY, sums: rows.map((row) => Float64Array.from(row)), squaresY, periods }
}

const mean = (values: Float64Array): number => values.reduce((sum, each) => sum + each, 0) / values.length

/** Sums of all periods with x below `limit`. */
export const sumsBelow = (all: SegmentSums, limit: number): Sums => {
  let [low, high] = [0, all.x.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((all.x[middle] as number) < limit) low = middle + 1
    else high = middle
  }
  const [n, x, xx, y, xy] = all.sums.map((row) => row[low] as number) as [number, number, number, number, number]
  return { n, x, xx, y, xy }
}

export const sumsOfAll = (all: SegmentSums): Sums => sumsBelow(all, Infinity)

export const sumsBeyond = (all: SegmentSums, limit: number): Sums => {
  const whole = sumsOfAll(all)
  const below = sumsBelow(all, limit)
  return { n: whole.n - below.n, x: whole.x - below.x, xx: whole.xx - below.xx, y: whole.y - below.y, xy: whole.xy - below.xy }
}

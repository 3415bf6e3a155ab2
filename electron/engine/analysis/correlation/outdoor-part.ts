/** Takes off what moves with the outdoor air, now and as buildings feel it hours later: correlations of what is left are partial correlations. */

/** Walls and rooms follow the outdoor air by about so long. */
const FOLLOWS_TAU_MS = 3 * 3_600_000
/** A regressor of which less than this share is its own says nothing that the other does not. */
const LEAST_OWN = 1e-6

/** Less than this share of a value is left by rounding alone. */
const ROUNDING = 1e-10

/** Number of quantities held fixed. */
export const OUTDOOR_CONTROLS = 2

/** The outdoor air exponentially smoothed with a time constant of three hours, begun anew after each gap. */
export const followedAir = (air: Float64Array, stepMs: number): Float64Array => {
  const share = 1 - Math.exp(-stepMs / FOLLOWS_TAU_MS)
  let level = Number.NaN
  return air.map((value) => {
    level = Number.isNaN(value) || Number.isNaN(level) ? value : level + share * (value - level)
    return level
  })
}

/**
 * What is left of values by least squares on the air, the followed air and a constant, over the moments at which all three are known; NaN elsewhere.
 * On such moments Pearson's correlation of what is left of two series is their partial correlation given both.
 */
export const withoutOutdoor = (values: Float64Array, air: Float64Array, followed: Float64Array): Float64Array => {
  const known = (i: number): boolean => !Number.isNaN(values[i]) && !Number.isNaN(air[i]) && !Number.isNaN(followed[i])
  let [n, sy, sa, sf] = [0, 0, 0, 0]
  for (let i = 0; i < values.length; i++) {
    if (!known(i)) continue
    n += 1
    sy += values[i] as number
    sa += air[i] as number
    sf += followed[i] as number
  }
  const [my, ma, mf] = [sy / n, sa / n, sf / n]
  let [aa, ff, af, ya, yf] = [0, 0, 0, 0, 0]
  for (let i = 0; i < values.length; i++) {
    if (!known(i)) continue
    const [y, a, f] = [(values[i] as number) - my, (air[i] as number) - ma, (followed[i] as number) - mf]
    aa += a * a
    ff += f * f
    af += a * f
    ya += y * a
    yf += y * f
  }
  const [byAir, byFollowed] = slopesOf(aa, ff, af, ya, yf)
  return values.map((value, i) => {
    if (!known(i)) return Number.NaN
    const rest = value - my - byAir * ((air[i] as number) - ma) - byFollowed * ((followed[i] as number) - mf)
    return Math.abs(rest) <= ROUNDING * Math.abs(value - my) ? 0 : rest
  })
}

const slopesOf = (aa: number, ff: number, af: number, ya: number, yf: number): readonly [number, number] => {
  if (!(aa > 0)) return [0, 0]
  const own = ff - (af * af) / aa
  if (!(own > LEAST_OWN * ff)) return [ya / aa, 0]
  const byFollowed = (yf - (af * ya) / aa) / own
  return [(ya - af * byFollowed) / aa, byFollowed]
}

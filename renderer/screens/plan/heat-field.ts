/** Temperature between sensors by inverse distance weighting (Shepard 1968, power 2), only as far around them as they can speak for. Pure. */

export interface HeatSensor {
  /** Plan units. */
  readonly x: number
  readonly y: number
  readonly value: number
}

export interface HeatField {
  readonly columns: number
  readonly rows: number
  /** Row by row; NaN where no sensor is near enough. */
  readonly values: Float32Array
  /** 0..1: how near the nearest sensor is; fades to 0 at the edge of what it speaks for. */
  readonly nearness: Float32Array
}

/** Less is a field of one colour. */
export const LEAST_SENSORS = 2
/** Plan units: one sensor in a hall does not speak for the whole storey. */
const LEAST_REACH = 200
const MOST_REACH = 700

/** How far a sensor speaks for, plan units: one and a half times the usual distance to the nearest other one. */
export const heatReach = (sensors: readonly HeatSensor[]): number => {
  const nearest = sensors
    .map((sensor) => Math.min(...sensors.filter((other) => other !== sensor).map((other) => Math.hypot(other.x - sensor.x, other.y - sensor.y))))
    .filter((distance) => Number.isFinite(distance) && distance > 0)
    .toSorted((a, b) => a - b)
  const usual = nearest[Math.floor(nearest.length / 2)] ?? LEAST_REACH
  return Math.max(LEAST_REACH, Math.min(MOST_REACH, usual * 1.5))
}

/** The value at a place: the mean of the sensors within `reach`, weighted by 1/distance²; a place on a sensor has its value. NaN where none is within reach. */
export const heatAt = (sensors: readonly HeatSensor[], x: number, y: number, reach: number): { readonly value: number; readonly distance: number } => {
  let weights = 0
  let sum = 0
  let nearest = Number.POSITIVE_INFINITY
  for (const sensor of sensors) {
    const distance = Math.hypot(sensor.x - x, sensor.y - y)
    if (distance < 1e-6) return { value: sensor.value, distance: 0 }
    nearest = Math.min(nearest, distance)
    if (distance > reach) continue
    const weight = 1 / (distance * distance)
    weights += weight
    sum += weight * sensor.value
  }
  return { value: weights === 0 ? Number.NaN : sum / weights, distance: nearest }
}

/** The field over a plan, `columns` cells wide, each judged in its middle. 100 x 63 cells and 100 sensors take about 10 ms. */
export const heatField = (sensors: readonly HeatSensor[], plan: { readonly width: number; readonly height: number }, columns: number): HeatField => {
  const rows = Math.max(1, Math.round((columns * plan.height) / plan.width))
  const reach = heatReach(sensors)
  const values = new Float32Array(columns * rows)
  const nearness = new Float32Array(columns * rows)
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      const at = heatAt(sensors, ((column + 0.5) * plan.width) / columns, ((row + 0.5) * plan.height) / rows, reach)
      values[row * columns + column] = at.value
      nearness[row * columns + column] = Math.max(0, Math.min(1, 2 * (1 - at.distance / reach)))
    }
  return { columns, rows, values, nearness }
}

type Rgb = readonly [number, number, number]

/** Cold to warm over a pale middle, told apart with every kind of colour vision (after Brewer, RdBu reversed towards orange). */
const COLOURS: readonly Rgb[] = [[33, 102, 172], [103, 169, 207], [225, 225, 220], [244, 165, 84], [199, 84, 20]]

/** Colour of a share of the range, 0 = its cold end. */
export const heatColour = (share: number): Rgb => {
  const at = Math.max(0, Math.min(1, share)) * (COLOURS.length - 1)
  const from = COLOURS[Math.min(COLOURS.length - 2, Math.floor(at))]!
  const to = COLOURS[Math.min(COLOURS.length - 1, Math.floor(at) + 1)]!
  const part = at - Math.min(COLOURS.length - 2, Math.floor(at))
  return [0, 1, 2].map((channel) => Math.round(from[channel]! + (to[channel]! - from[channel]!) * part)) as unknown as Rgb
}

/** The range that colours stand for: that of the sensors, at least `least` wide, so that a difference of nothing is not painted as one. */
export const heatRange = (sensors: readonly HeatSensor[], least: number): { readonly low: number; readonly high: number } => {
  const low = Math.min(...sensors.map(({ value }) => value))
  const high = Math.max(...sensors.map(({ value }) => value))
  const missing = Math.max(0, least - (high - low)) / 2
  return { low: low - missing, high: high + missing }
}

const MOST_ALPHA = 150

/** RGBA of every cell. */
export const heatPixels = (field: HeatField, range: { readonly low: number; readonly high: number }): Uint8ClampedArray<ArrayBuffer> => {
  const pixels = new Uint8ClampedArray(field.values.length * 4)
  for (let cell = 0; cell < field.values.length; cell += 1) {
    const value = field.values[cell]!
    if (Number.isNaN(value)) continue
    pixels.set([...heatColour((value - range.low) / (range.high - range.low)), MOST_ALPHA * field.nearness[cell]!], cell * 4)
  }
  return pixels
}

/** Outdoor conditions: seasons, day and night, fronts, clouds, sun. A function of time and seed, without state. */
import type { Calendar } from './calendar.ts'
import { clamp, wander } from './noise.ts'
import type { Signals } from './signals.ts'

const HOUR_MS = 3_600_000
const LATITUDE = (38 * Math.PI) / 180

/** Saturation ratio by the Magnus formula. @returns relative humidity, %. */
const relativeHumidity = (temperature: number, dewPoint: number): number => {
  const pressure = (t: number): number => Math.exp((17.625 * t) / (243.04 + t))
  return clamp((100 * pressure(dewPoint)) / pressure(temperature), 5, 100)
}

/** Stull, "Wet-Bulb Temperature from Relative Humidity and Air Temperature", J. Appl. Meteor. Climatol. 50 (2011); °C from °C and %. */
export const wetBulb = (temperature: number, humidity: number): number =>
  temperature * Math.atan(0.151977 * Math.sqrt(humidity + 8.313659)) +
  Math.atan(temperature + humidity) -
  Math.atan(humidity - 1.676331) +
  0.00391838 * humidity ** 1.5 * Math.atan(0.023101 * humidity) -
  4.686035

/** Sine of the sun's height (Cooper's declination); <= 0 at night. */
const sunHeight = (dayOfYear: number, hour: number): number => {
  const declination = (23.45 * Math.PI * Math.sin((2 * Math.PI * (284 + dayOfYear)) / 365)) / 180
  const hourAngle = ((hour - 12.3) * Math.PI) / 12
  return Math.sin(LATITUDE) * Math.sin(declination) + Math.cos(LATITUDE) * Math.cos(declination) * Math.cos(hourAngle)
}

export class Weather {
  private readonly signals: Signals
  private readonly seed: number
  private readonly oat: number
  private readonly humidity: number
  private readonly wetBulb: number
  private readonly dewPoint: number
  private readonly solar: number
  private readonly wind: number

  constructor(signals: Signals, seed: number) {
    this.signals = signals
    this.seed = seed
    this.oat = signals.add('weather.oat', 15)
    this.humidity = signals.add('weather.rh', 60)
    this.wetBulb = signals.add('weather.wetBulb', 11)
    this.dewPoint = signals.add('weather.dewPoint', 8)
    this.solar = signals.add('weather.solar', 0)
    this.wind = signals.add('weather.wind', 3)
  }

  step(timeMs: number, calendar: Calendar): void {
    const { seed } = this
    const v = this.signals.values
    const season = 15.5 + 7.5 * Math.sin((2 * Math.PI * (calendar.dayOfYear - 110)) / 365)
    const front = 3 * wander(seed, 11, timeMs, 103 * HOUR_MS) + 1.5 * wander(seed, 12, timeMs, 41 * HOUR_MS)
    const overcast = clamp(0.45 + 0.6 * wander(seed, 13, timeMs, 14 * HOUR_MS), 0, 1)
    const swing = 5.2 * (1 - 0.5 * overcast)
    const oat = season + front + swing * Math.cos(((calendar.hour - 15) * Math.PI) / 12) + 0.4 * wander(seed, 14, timeMs, 2 * HOUR_MS)
    const dewPoint = Math.min(oat - 0.4, season + 0.7 * front - 5.5 + 2.2 * wander(seed, 15, timeMs, 29 * HOUR_MS))
    const cloud = clamp(overcast + 0.2 * wander(seed, 16, timeMs, 1.3 * HOUR_MS), 0, 1)
    const height = Math.max(0, sunHeight(calendar.dayOfYear, calendar.hour))
    const humidity = relativeHumidity(oat, dewPoint)
    v[this.oat] = oat
    v[this.dewPoint] = dewPoint
    v[this.humidity] = humidity
    v[this.wetBulb] = wetBulb(oat, humidity)
    v[this.solar] = 1000 * height ** 1.15 * (1 - 0.75 * cloud ** 3)
    v[this.wind] = Math.max(0, 3.2 + 2.6 * wander(seed, 17, timeMs, 9 * HOUR_MS) + wander(seed, 18, timeMs, 0.4 * HOUR_MS))
  }
}

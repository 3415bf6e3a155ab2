/** Settings of a site, kept in its store. One declaration: schema, limits, defaults. */
import * as v from 'valibot'
import { LONGEST_DELAY_MS, NARROWEST_BAND, WIDEST_BAND } from './detection.ts'
import { holidaysSchema } from './holidays.ts'

export const DEMAND_WINDOWS_MINUTES: readonly number[] = [5, 15, 30, 60]

const wholeNumber = (least: number, most: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most))

const entries = {
  siteName: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
  /** IANA name; local times and calendar features are in this zone. */
  timeZone: v.pipe(
    v.string(),
    v.check((name) => {
      try {
        return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
      } catch {
        return false
      }
    }, 'unknown time zone'),
  ),
  language: v.picklist(['en']),
  colorScheme: v.picklist(['auto', 'light', 'dark']),
  /** UDP port of BACnet/IP; 47808 everywhere but in unusual sites. */
  bacnetPort: wholeNumber(1, 65_535),
  /** How often new points are polled, ms. */
  defaultPollIntervalMs: wholeNumber(1_000, 3_600_000),
  /** Requests under way at once to one device. */
  inFlightPerDevice: wholeNumber(1, 4),
  /** Upper limit of requests per second to one device. */
  requestsPerSecondPerDevice: wholeNumber(1, 200),
  /** Upper limit of requests per second to all devices of one network behind a router (an MS/TP trunk) together. */
  requestsPerSecondPerTrunk: wholeNumber(1, 200),
  /** Share of an MS/TP trunk's time that requests and answers may take, %; estimated from their length. */
  trunkSharePercent: wholeNumber(5, 100),
  /** Rate of the site's MS/TP trunks, bit/s. */
  trunkBaudRate: wholeNumber(9_600, 115_200),
  /** Upper limit of requests per second of this laptop as a whole. */
  requestsPerSecondTotal: wholeNumber(1, 10_000),
  /** Time a device has for an answer, ms. */
  requestTimeoutMs: wholeNumber(200, 30_000),
  /** Registration with a BBMD in another subnet: its `ip` or `ip:port`, empty when there is none, and how long it is to remember this laptop. */
  foreignDevice: v.strictObject({
    enabled: v.boolean(),
    bbmd: v.pipe(v.string(), v.regex(/^$|^\d{1,3}(\.\d{1,3}){3}(:\d{1,5})?$/)),
    ttlSeconds: wholeNumber(30, 65_535),
  }),
  /** Changes reported by devices where that costs less than polling; `off` = everything is polled. */
  cov: v.picklist(['auto', 'off']),
  /** Abnormal for this long before an alert is raised, ms. */
  alertOnDelayMs: wholeNumber(0, LONGEST_DELAY_MS),
  /** Normal for this long before it is cleared, ms. */
  alertOffDelayMs: wholeNumber(0, LONGEST_DELAY_MS),
  /** An alert of severity high or critical that is active and that nobody has acknowledged is called again after this, and again after this, ms; 0 = never. */
  reAlarmAfterMs: wholeNumber(0, 86_400_000),
  /** 1 = as learnt; above = fewer alerts; below = more. Multiplies the width of every expected band. */
  bandWidth: v.pipe(v.number(), v.minValue(NARROWEST_BAND), v.maxValue(WIDEST_BAND)),
  /** Length of a demand window, minutes: what suppliers measure peaks by. */
  demandWindowMinutes: v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(60), v.check((minutes) => DEMAND_WINDOWS_MINUTES.includes(minutes), '5, 15, 30 or 60')),
  /** Degree days count days colder, or warmer, than these, °C. */
  heatingBaseTemperature: v.pipe(v.number(), v.minValue(-20), v.maxValue(40)),
  coolingBaseTemperature: v.pipe(v.number(), v.minValue(-20), v.maxValue(40)),
  /** Days that are judged as Sundays are, and days that are not although they seem so. */
  holidays: holidaysSchema,
  /** Lowest severity that raises a desktop notification. */
  notifyFrom: v.picklist(['critical', 'high', 'medium', 'low', 'never']),
} as const

export const settingsSchema = v.strictObject(entries)
export const settingsPatchSchema = v.partial(settingsSchema)

export type Settings = v.InferOutput<typeof settingsSchema>

export const DEFAULT_SETTINGS: Settings = {
  siteName: 'My site',
  timeZone: 'UTC',
  language: 'en',
  colorScheme: 'auto',
  bacnetPort: 47_808,
  defaultPollIntervalMs: 10_000,
  inFlightPerDevice: 2,
  requestsPerSecondPerDevice: 20,
  requestsPerSecondPerTrunk: 10,
  trunkSharePercent: 50,
  trunkBaudRate: 38_400,
  requestsPerSecondTotal: 200,
  requestTimeoutMs: 3_000,
  foreignDevice: { enabled: false, bbmd: '', ttlSeconds: 300 },
  cov: 'auto',
  alertOnDelayMs: 30_000,
  alertOffDelayMs: 60_000,
  reAlarmAfterMs: 1_800_000,
  bandWidth: 1,
  demandWindowMinutes: 15,
  heatingBaseTemperature: 15,
  coolingBaseTemperature: 18,
  holidays: [],
  notifyFrom: 'high',
}

/** What is forecast on a site: each meter that counts, and each medium of several main meters as a sum. */
import { forecastKey, type ForecastSubject } from '../../../../../shared/domain/energy-forecast.ts'
import type { Meter } from '../../../../../shared/domain/energy.ts'
import { mainMetersOf } from '../../../../../shared/domain/delivered-meters.ts'

export interface SubjectMeters {
  /** `forecastKey` that its forecast is kept by: a medium with one main meter is that meter's. */
  readonly key: string
  readonly meters: readonly Meter[]
}

const keyOf = (meterId: number): string => forecastKey({ what: 'meter', meterId })

const siteKinds = (counted: readonly Meter[]): Map<string, readonly Meter[]> =>
  Map.groupBy(mainMetersOf(counted), ({ medium, measure }) => forecastKey({ what: 'site', medium, measure }))

const siteSubject = (key: string, mains: readonly Meter[]): SubjectMeters => (mains.length === 1 ? { key: keyOf((mains[0] as Meter).id), meters: mains } : { key, meters: mains })

export const allSubjects = (meters: readonly Meter[]): SubjectMeters[] => {
  const counted = meters.filter(({ ignored }) => !ignored)
  const sums = [...siteKinds(counted)].filter(([, mains]) => mains.length > 1).map(([key, mains]) => siteSubject(key, mains))
  return [...counted.map((meter): SubjectMeters => ({ key: keyOf(meter.id), meters: [meter] })), ...sums]
}

/** undefined where there is no such meter, or no main meter of the medium. */
export const subjectOf = (subject: ForecastSubject, meters: readonly Meter[]): SubjectMeters | undefined => {
  if (subject.what === 'meter') {
    const meter = meters.find(({ id }) => id === subject.meterId)
    return meter && { key: keyOf(meter.id), meters: [meter] }
  }
  const key = forecastKey(subject)
  const mains = siteKinds(meters.filter(({ ignored }) => !ignored)).get(key)
  return mains && siteSubject(key, mains)
}

/** Which alerts are occurrences of one and the same trouble: same place, same kind, found by the same detector. */
import type { Alert, Evidence } from '../../../shared/domain/alert.ts'

type Found = Pick<Alert, 'deviceId' | 'pointId' | 'kind' | 'evidence' | 'title'>

/** Key of the place: alerts of one place may still be of different troubles; see `isSameTrouble`. */
export const placeOf = ({ deviceId, pointId, kind }: Found): string => `${deviceId}/${pointId ?? ''}/${kind}`

/** Detectors that were beyond their limit; all where none was. */
const detectorsOf = (evidence: readonly Evidence[]): readonly string[] => {
  const beyond = evidence.filter(({ score }) => score >= 1)
  return (beyond.length > 0 ? beyond : evidence).map(({ detector }) => detector)
}

/** Two alerts of one place are of the same trouble when a detector found both; without evidence, when they say the same. */
export const isSameTrouble = (a: Found, b: Found): boolean => {
  if (placeOf(a) !== placeOf(b)) return false
  if (a.evidence.length === 0 || b.evidence.length === 0) return a.title.key === b.title.key
  const own = new Set(detectorsOf(a.evidence))
  return detectorsOf(b.evidence).some((detector) => own.has(detector))
}

/** The same for alerts that are certainly of the same trouble, so that a question about many of them is asked once. */
export const troubleKey = (alert: Found): string => `${placeOf(alert)}/${alert.evidence.length === 0 ? alert.title.key : detectorsOf(alert.evidence).join('+')}`

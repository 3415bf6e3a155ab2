/** The detectors there are, with what they look at; their words stand in `shared/locales/<language>/detectors.json`. */
import type { DetectorInfo } from '../../../../shared/domain/detection.ts'
import { message } from '../../../../shared/message.ts'
import { detectorsOf } from '../../analysis/detect/detectors.ts'
import { FIXED_LIMIT } from '../../analysis/detect/fixed-limit.ts'
import { RELATED } from '../../pipeline/judge-related.ts'
import type { SignalKind } from '../../analysis/quality/point-profile.ts'

const SIGNALS: readonly SignalKind[] = ['measured', 'state', 'mode', 'counter', 'setting']

/** What each looks at; a model of several things at once where nothing else is said. */
const KINDS: Readonly<Record<string, DetectorInfo['kind']>> = {
  zScore: 'level', iqrFences: 'level', movingAverage: 'change', runTime: 'state', unusualHour: 'time', toggling: 'state', alarmContact: 'state', [FIXED_LIMIT]: 'level',
}

const ids = [FIXED_LIMIT, RELATED, ...new Set(SIGNALS.flatMap((signal) => detectorsOf(signal).map(({ id }) => id)))]

export const DETECTORS: readonly DetectorInfo[] = ids.map((id) => ({ id, kind: KINDS[id] ?? 'model', title: message(`detector.${id}`), explanation: message(`detector.${id}.explained`) }))

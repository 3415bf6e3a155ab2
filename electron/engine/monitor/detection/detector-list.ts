/** The detectors there are, with what they look at; their words stand in `shared/locales/<language>/detectors.json`. */
import type { DetectorInfo, RuleFacts } from '../../../../shared/domain/detection.ts'
import { message } from '../../../../shared/message.ts'
import { detectorsOf } from '../../analysis/detect/detectors.ts'
import { FIXED_LIMIT } from '../../analysis/detect/fixed-limit.ts'
import { FIRST_HOURS } from '../../analysis/detect/first-hours.ts'
import { rolesOf } from '../../analysis/rules/bind.ts'
import type { Rule } from '../../analysis/rules/rule.ts'
import { RULES } from '../../analysis/rules/rule-list.ts'
import { DRIFT } from '../../pipeline/drift-reference.ts'
import { detectorOf } from '../../pipeline/rules/rule-alerts.ts'
import { PLAUSIBLE_RANGE } from '../../pipeline/judge-early.ts'
import { RELATED } from '../../pipeline/judge-related.ts'
import { SIGNALS } from '../../analysis/quality/point-profile.ts'

/** What each looks at; a model of several things at once where nothing else is said. */
const KINDS: Readonly<Record<string, DetectorInfo['kind']>> = {
  zScore: 'level', iqrFences: 'level', movingAverage: 'change', runTime: 'state', unusualHour: 'time', toggling: 'state', stateStay: 'state', stateShare: 'state', unusualState: 'time', alarmContact: 'state', [FIXED_LIMIT]: 'level', [PLAUSIBLE_RANGE]: 'level', [FIRST_HOURS]: 'change', [DRIFT]: 'data',
}

const ids = [FIXED_LIMIT, PLAUSIBLE_RANGE, FIRST_HOURS, RELATED, DRIFT, ...new Set(SIGNALS.flatMap((signal) => detectorsOf(signal).map(({ id }) => id)))]

const OF_POINTS: readonly DetectorInfo[] = ids.map((id) => ({ id, kind: KINDS[id] ?? 'model', title: message(`detector.${id}`), explanation: message(`detector.${id}.explained`), replayed: true }))

const factsOf = ({ id, source, severity, needs, needsOneOf = [], states = [], while: applies, onDelayMs }: Rule): RuleFacts => ({
  ruleId: id, source, severity, needs: [...needs.map((name) => [name]), ...needsOneOf].map(rolesOf), states, while: applies, onDelayMs,
})

/** Fault rules judge equipment; of each its name and what it compares. */
const OF_EQUIPMENT: readonly DetectorInfo[] = RULES.map((rule) => ({ id: detectorOf(rule), kind: 'rule', title: message(`rule.${rule.id}.name`), explanation: message(`rule.${rule.id}.equation`), replayed: true, rule: factsOf(rule) }))

export const DETECTORS: readonly DetectorInfo[] = [...OF_POINTS, ...OF_EQUIPMENT]

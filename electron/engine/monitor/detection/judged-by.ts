/** By which detectors and rules history is judged in this Plantroom, each with the version of its arithmetic and models: kept with every run. */
import type { JudgedBy } from '../../../../shared/domain/detection.ts'
import { detectorsOf } from '../../analysis/detect/detectors.ts'
import { FIXED_LIMIT, FIXED_LIMIT_VERSION } from '../../analysis/detect/fixed-limit.ts'
import { FIRST_HOURS, FIRST_HOURS_VERSION } from '../../analysis/detect/first-hours.ts'
import { RULES } from '../../analysis/rules/rule-list.ts'
import { SIGNALS } from '../../analysis/quality/point-profile.ts'
import { DRIFT, DRIFT_VERSION } from '../../pipeline/drift-reference.ts'
import { PLAUSIBLE_RANGE, PLAUSIBLE_RANGE_VERSION } from '../../pipeline/judge-early.ts'
import { RELATED } from '../../pipeline/judge-related.ts'
import { RELATED_VERSION } from '../../pipeline/related-watch.ts'
import { detectorOf } from '../../pipeline/rules/rule-alerts.ts'

const ofPoints = new Map(SIGNALS.flatMap((signal) => detectorsOf(signal).map(({ id, version }) => [id, version] as const)))

export const JUDGED_BY: readonly JudgedBy[] = [
  { detector: FIXED_LIMIT, version: FIXED_LIMIT_VERSION },
  { detector: PLAUSIBLE_RANGE, version: PLAUSIBLE_RANGE_VERSION },
  { detector: FIRST_HOURS, version: FIRST_HOURS_VERSION },
  { detector: RELATED, version: RELATED_VERSION },
  { detector: DRIFT, version: DRIFT_VERSION },
  ...Array.from(ofPoints, ([detector, version]) => ({ detector, version })),
  ...RULES.map((rule) => ({ detector: detectorOf(rule), version: `rule-${rule.version}` })),
]

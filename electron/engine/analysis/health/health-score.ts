/**
 * The health of a device on one day: each part 100 minus its deductions, the score their weighted mean over the parts that could be judged.
 * What could not be judged, and time that was not observed, takes nothing away.
 */
import { HEALTH_PARTS, type HealthDeduction, type HealthPart, type PartScores } from '../../../../shared/domain/health.ts'
import { message, type Message } from '../../../../shared/message.ts'
import { communicationKnown, judgeCommunication } from './communication-part.ts'
import { configurationKnown, judgeConfiguration } from './configuration-part.ts'
import { rounded, type PartDeduction } from './deduction.ts'
import { equipmentKnown, judgeEquipment } from './equipment-part.ts'
import type { HealthFacts } from './health-facts.ts'
import { judgeSensors, sensorsKnown } from './sensor-part.ts'

export interface HealthJudgement {
  /** 0..100 to a tenth; null when neither communication, sensors nor equipment could be judged. */
  readonly score: number | null
  readonly parts: PartScores
  /** Gravest first; their points add up to 100 - score, unless a part is used up. */
  readonly deductions: readonly HealthDeduction[]
  readonly lacking: readonly { readonly part: HealthPart; readonly text: Message }[]
}

/** A device that is not there cannot be trusted whatever else it does; what it is told to be matters least. */
const WEIGHTS: Readonly<Record<HealthPart, number>> = { communication: 35, sensors: 25, equipment: 25, configuration: 15 }

const JUDGES: Readonly<Record<HealthPart, { readonly known: (facts: HealthFacts) => boolean; readonly judge: (facts: HealthFacts) => readonly PartDeduction[]; readonly lacking: Message }>> = {
  communication: { known: communicationKnown, judge: judgeCommunication, lacking: message('health.lacking.communication') },
  sensors: { known: sensorsKnown, judge: judgeSensors, lacking: message('health.lacking.sensors') },
  equipment: { known: equipmentKnown, judge: judgeEquipment, lacking: message('health.lacking.equipment') },
  configuration: { known: configurationKnown, judge: judgeConfiguration, lacking: message('health.lacking.configuration') },
}

export const judgeHealth = (facts: HealthFacts): HealthJudgement => {
  const known = HEALTH_PARTS.filter((part) => JUDGES[part].known(facts))
  const lacking = HEALTH_PARTS.filter((part) => !known.includes(part)).map((part) => ({ part, text: JUDGES[part].lacking }))
  const isEnough = known.some((part) => part !== 'configuration')
  const weight = known.reduce((sum, part) => sum + WEIGHTS[part], 0)
  const parts: Record<HealthPart, number | null> = { communication: null, sensors: null, equipment: null, configuration: null }
  const deductions: HealthDeduction[] = []
  let score = 100
  for (const part of known) {
    const found = JUDGES[part].judge(facts)
    const taken = Math.min(100, found.reduce((sum, { ofPart }) => sum + ofPart, 0))
    const share = WEIGHTS[part] / weight
    parts[part] = rounded(100 - taken)
    score -= taken * share
    deductions.push(...found.map((one) => ({ ...one, part, points: rounded(one.ofPart * share) })))
  }
  return { score: isEnough ? rounded(Math.max(0, score)) : null, parts, deductions: deductions.sort((a, b) => b.points - a.points), lacking }
}

/** All rules. */
import { AHU_GUIDELINE_RULES } from './ahu-guideline-rules.ts'
import { AHU_MORE_RULES } from './ahu-more-rules.ts'
import { PLANT_RULES } from './plant-rules.ts'
import type { Rule } from './rule.ts'
import { VAV_RULES } from './vav-rules.ts'

export const RULES: readonly Rule[] = [...AHU_GUIDELINE_RULES, ...AHU_MORE_RULES, ...VAV_RULES, ...PLANT_RULES]

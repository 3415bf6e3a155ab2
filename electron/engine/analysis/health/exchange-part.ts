/** What worse heat exchange costs of the equipment part: approach temperatures that have grown and spreads of water that have shrunk, each at like load. */
import { message, type Message } from '../../../../shared/message.ts'
import { KELVINS } from '../rules/rule-units.ts'
import { clamp, deductFor, type Affected, type PartDeduction } from './deduction.ts'
import type { EquipmentFacts, ExchangeFacts, ExchangeKind } from './health-facts.ts'

/** K and share by which it must be worse; K at which it is as bad as it gets. Eight blocks are a day of operation. */
const LIMITS = { most: 25, blocks: 8, approach: { least: 1.5, share: 0.25 }, spread: { least: 1, share: 0.2 }, worst: 5 }

const SENTENCES: Readonly<Record<ExchangeKind, { readonly isSpread: boolean; readonly text: (params: Message['params']) => Message }>> = {
  tower: { isSpread: false, text: (params) => message('health.exchange.tower', params) },
  evaporator: { isSpread: false, text: (params) => message('health.exchange.evaporator', params) },
  condenser: { isSpread: false, text: (params) => message('health.exchange.condenser', params) },
  coolingCoil: { isSpread: false, text: (params) => message('health.exchange.coolingCoil', params) },
  heatingCoil: { isSpread: false, text: (params) => message('health.exchange.heatingCoil', params) },
  chilledSpread: { isSpread: true, text: (params) => message('health.exchange.chilledSpread', params) },
  hotSpread: { isSpread: true, text: (params) => message('health.exchange.hotSpread', params) },
}

export const exchangeKnown = ({ exchange }: EquipmentFacts): boolean => exchange.some(({ blocks }) => blocks >= LIMITS.blocks)

export const judgeExchange = ({ exchange: all }: EquipmentFacts): readonly PartDeduction[] =>
  deductFor('exchange', LIMITS.most, all.flatMap(worseOf), all.length, (count) => message('health.exchange', { count }))

const worseOf = ({ kind, pointId, name, blocks, value, grown, fromMs, toMs }: ExchangeFacts): readonly Affected[] => {
  const { isSpread, text } = SENTENCES[kind]
  const worse = isSpread ? -grown : grown
  const limit = isSpread ? LIMITS.spread : LIMITS.approach
  if (blocks < LIMITS.blocks || !(worse >= Math.max(limit.least, limit.share * Math.abs(value - grown)))) return []
  const params = { point: name, now: { value, units: KELVINS }, difference: { value: worse, units: KELVINS }, hours: blocks * 3 }
  return [{ grade: Math.max(0.3, clamp(worse / LIMITS.worst)), evidence: { pointId, alertId: null, text: text(params), fromMs, toMs } }]
}

/** The registration as a foreign device, in words. Pure. */
import type { ForeignDeviceState } from '../../../../shared/domain/network.ts'
import type { Settings } from '../../../../shared/domain/settings.ts'
import { message, type Message } from '../../../../shared/message.ts'
import type { ForeignFacts } from '../../bacnet/foreign-device.ts'

const problemOf = ({ stage, refusal, unanswered }: ForeignFacts, bbmd: string): Message | null => {
  if (stage === 'refused') return message('foreign.refused', { bbmd, code: `0x${(refusal ?? 0).toString(16).padStart(4, '0')}` })
  if (stage === 'silent') return message('foreign.silent', { bbmd })
  if (stage === 'registered' && unanswered > 0) return message('foreign.renewalUnanswered', { bbmd, count: unanswered })
  return null
}

export const foreignState = ({ foreignDevice }: Pick<Settings, 'foreignDevice'>, facts: ForeignFacts): ForeignDeviceState => ({
  enabled: foreignDevice.enabled,
  bbmd: foreignDevice.bbmd,
  ttlSeconds: foreignDevice.ttlSeconds,
  state: facts.stage,
  registeredUntilMs: facts.registeredUntilMs,
  lastAnswerMs: facts.lastAnswerMs,
  problem: problemOf(facts, foreignDevice.bbmd),
  broadcastTable: facts.broadcastTable.map(({ ip, port, mask }) => ({ address: `${ip}:${port}`, mask })),
})

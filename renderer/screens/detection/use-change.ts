/** A change of detection: asked of the engine, its refusal shown where it was asked. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallInput } from '../../../shared/contract.ts'
import type { DetectionTuning, TuningScope } from '../../../shared/domain/detection.ts'
import type { Result } from '../../../shared/result.ts'
import { failureText } from '../../components/engine-text.ts'

export interface Change {
  readonly failed: string | null
  /** True when it was taken. */
  readonly run: (ask: () => Promise<Result<unknown>>) => Promise<boolean>
}

export const useChange = (): Change => {
  const { t } = useTranslation()
  const [failed, setFailed] = useState<string | null>(null)
  return {
    failed,
    run: async (ask) => {
      const answer = await ask()
      setFailed(answer.ok ? null : failureText(t, answer.error))
      return answer.ok
    },
  }
}

/** As the call takes it. */
export const sendable = (scope: TuningScope, tuning: DetectionTuning): CallInput<'setDetectionTuning'> => ({ scope, tuning: sendableTuning(tuning) })

export const sendableTuning = ({ off, ...rest }: DetectionTuning): CallInput<'setDetectionTuning'>['tuning'] => ({ ...rest, ...(off === undefined ? {} : { off: [...off] }) })

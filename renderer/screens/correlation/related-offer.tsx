/** A relation proposed to the detectors: accepted, dismissed, or taken back by a person. */
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MovedPoint, RelationDecision } from '../../../shared/domain/correlation.ts'
import { failureText } from '../../components/engine-text.ts'
import { useCall, useEngine } from '../../engine/engine-context.tsx'
import { usePointNames } from './point-names.ts'
import classes from './correlation.module.css'

export const RelatedOffer = ({ pointId, one }: { readonly pointId: number; readonly one: MovedPoint }) => {
  const { t } = useTranslation()
  const engine = useEngine()
  const queries = useQueryClient()
  const nameOf = usePointNames()
  const [failed, setFailed] = useState<string | null>(null)
  const decision = useCall('listRelated', { pointId }).data?.find(({ otherId }) => otherId === one.pointId)?.decision
  if (!one.proposed && decision === undefined) return null
  const name = nameOf(one.pointId)
  const decide = async (next: RelationDecision | null): Promise<void> => {
    const answer = await engine.decideRelated({ pointId, otherId: one.pointId, decision: next, r: one.best.r })
    setFailed(answer.ok ? null : failureText(t, answer.error))
    if (answer.ok) queries.setQueryData(['listRelated', { pointId }], answer.value)
  }
  const button = (key: 'use' | 'never' | 'takeBack', next: RelationDecision | null) => (
    <Button size="compact-xs" variant="default" aria-label={t(`correlation.${key}Name`, { name })} onClick={() => void decide(next)}>{t(`correlation.${key}`)}</Button>
  )
  return (
    <span className={classes.offer}>
      {decision === undefined ? <>{button('use', 'accepted')} {button('never', 'dismissed')}</> : <>{t(`correlation.decided.${decision}`)} {button('takeBack', null)}</>}
      {failed !== null && <span role="alert">{failed}</span>}
    </span>
  )
}

/** What moved with a point: each candidate with how surely, how far and how much later it moves, as a table. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { SURE_RATE, type MovedPoint, type MovedWith } from '../../../shared/domain/correlation.ts'
import { useMessageText } from '../../components/engine-text.ts'
import { duration } from '../../components/format-time.ts'
import { formatNumber } from '../../components/format-value.ts'
import { correlationDoor } from '../../doors.ts'
import { usePointIndex } from '../../engine/indexes.ts'
import { correlationText, distanceUnit, rateText, strengthText } from './correlation-words.ts'
import { RelatedOffer } from './related-offer.tsx'
import { usePointNames } from './point-names.ts'
import classes from './correlation.module.css'

/** Beside what is sure a few that may be chance, so that nobody wonders whether they were looked at. */
const MOST_UNSURE = 6

export const MovedTable = ({ answer }: { readonly answer: MovedWith }) => {
  const { t } = useTranslation()
  const sure = answer.moved.filter(({ q }) => q <= SURE_RATE)
  const offers = answer.moved.some(({ proposed }) => proposed)
  const shown = [...sure, ...answer.moved.filter(({ q }) => !(q <= SURE_RATE)).slice(0, MOST_UNSURE)]
  return (
    <>
      <p className={classes.sentence}>{t(sure.length === 0 ? 'correlation.movedNone' : 'correlation.movedSome', { count: sure.length, looked: answer.looked })}</p>
      {shown.length > 0 && (
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('correlation.point')}</th>
              <th scope="col">{t('correlation.relation')}</th>
              <th scope="col">{t('correlation.how')}</th>
              <th scope="col" className={classes.number}>{t('correlation.r')}</th>
              <th scope="col" className={classes.number}>{t('correlation.chance')}</th>
              <th scope="col">{t('correlation.when')}</th>
              <th scope="col" className={classes.number}>{t('correlation.shift')}</th>
              {offers && <th scope="col">{t('correlation.detection')}</th>}
            </tr>
          </thead>
          <tbody>{shown.map((one) => <Row key={one.pointId} one={one} answer={answer} offer={offers ? <RelatedOffer pointId={answer.pointId} one={one} /> : null} />)}</tbody>
        </table>
      )}
    </>
  )
}

const Row = ({ one, answer, offer }: { readonly one: MovedPoint; readonly answer: MovedWith; readonly offer: ReactNode }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const nameOf = usePointNames()
  const point = usePointIndex().get(one.pointId)
  const { best, q, shift, shiftSpreads } = one
  return (
    <tr data-unsure={!(q <= SURE_RATE) || undefined}>
      <td><Link href={correlationDoor({ points: [answer.pointId, one.pointId], pair: [answer.pointId, one.pointId], fromMs: answer.fromMs, toMs: answer.toMs })}>{nameOf(one.pointId)}</Link></td>
      <td>{text(one.relation)}</td>
      <td>{strengthText(t, best.r, q)}</td>
      <td className={classes.number}>{correlationText(best.r)}</td>
      <td className={classes.number}>{rateText(q)}</td>
      <td>{best.lagMs === 0 ? t('correlation.sameTime') : t(best.lagMs > 0 ? 'correlation.lagLater' : 'correlation.lagBefore', { shift: duration(t, Math.abs(best.lagMs)) })}</td>
      <td className={classes.number}>{Number.isNaN(shift) ? '–' : t('correlation.shiftText', { shift: `${shift > 0 ? '+' : ''}${formatNumber(shift, point?.units ?? null)}`.replace('-', '−'), unit: distanceUnit(point?.units ?? null), spreads: Math.abs(shiftSpreads).toFixed(1) })}</td>
      {offer !== null && <td>{offer}</td>}
    </tr>
  )
}

/** The alerts a back-test would have raised, most important first, each with its door to the trend or the equipment. */
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { DetectorInfo, WouldFire } from '../../../shared/domain/detection.ts'
import table from '../../components/data-table.module.css'
import { useMessageText } from '../../components/engine-text.ts'
import { duration } from '../../components/format-time.ts'
import { formatValue } from '../../components/format-value.ts'
import { Section } from '../../components/section.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { Moment } from '../../components/time.tsx'
import { equipmentDoor, trendDoor } from '../../doors.ts'
import { usePointIndex } from '../../engine/indexes.ts'

const MOST_LISTED = 100
const HOUR_MS = 3_600_000

/** Apart from all others of a list. */
export const markKey = ({ pointId, equipment, detector, startedAtMs }: WouldFire): string => `${pointId ?? equipment?.id} ${detector} ${startedAtMs}`

const FiredName = ({ mark }: { readonly mark: WouldFire }) => {
  const points = usePointIndex()
  const { pointId, equipment } = mark
  if (pointId === null) return <Link href={equipmentDoor(equipment?.id ?? '')}>{equipment?.name ?? '–'}</Link>
  const door = trendDoor({ points: [pointId], fromMs: mark.startedAtMs - 6 * HOUR_MS, toMs: (mark.clearedAtMs ?? mark.startedAtMs) + 6 * HOUR_MS })
  return <Link href={door}>{points.get(pointId)?.name ?? pointId}</Link>
}

/** Two cells: the point or equipment, with the rule that spoke of it, and the worst value of a point. */
export const FiredCells = ({ mark, detectors }: { readonly mark: WouldFire; readonly detectors: readonly DetectorInfo[] }) => {
  const text = useMessageText()
  const points = usePointIndex()
  const { pointId, worstValue, detector } = mark
  const title = detectors.find(({ id }) => id === detector)?.title
  const point = pointId === null ? undefined : points.get(pointId)
  return (
    <>
      <td className={table.name}>
        <FiredName mark={mark} />
        {pointId === null && <span className={table.quiet}> {title === undefined ? detector : text(title)}</span>}
      </td>
      <td className={table.number}>{worstValue === null ? '–' : point === undefined ? worstValue : formatValue(point, worstValue)}</td>
    </>
  )
}

export const Marks = ({ marks, detectors }: { readonly marks: readonly WouldFire[]; readonly detectors: readonly DetectorInfo[] }) => {
  const { t } = useTranslation()
  return (
    <Section title={t('detection.wouldFire')} aside={t('detection.shownOf', { shown: Math.min(MOST_LISTED, marks.length), all: marks.length })}>
      <table className={table.table}>
        <tbody>
          {marks.slice(0, MOST_LISTED).map((mark) => (
            <tr key={markKey(mark)}>
              <td><StatusMark status={mark.severity} label={t(`status.${mark.severity}`)} /></td>
              <FiredCells mark={mark} detectors={detectors} />
              <td><Moment atMs={mark.startedAtMs} /></td>
              <td className={table.number}>{mark.clearedAtMs === null ? t('detection.goesOn') : duration(t, mark.clearedAtMs - mark.startedAtMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}

/** Alerts of each day of a back-test as bars: as set now in outline, with the change filled; how many are a full bar, and which days they are. */
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { BackTest } from '../../../shared/domain/detection.ts'
import { useElementSize } from '../../charts/element-size.ts'
import { Section } from '../../components/section.tsx'
import { dayLabels } from './day-labels.ts'
import classes from './back-test-days.module.css'

const PIXELS_PER_LABEL = 72
const LANGUAGE = 'en-GB'

const date = new Intl.DateTimeFormat(LANGUAGE, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' })

export const BackTestDays = ({ test: { days, firesPerDay, firesPerDayNow } }: { readonly test: BackTest }) => {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const { width } = useElementSize(box)
  const most = Math.max(1, ...days.map(({ fires, firesNow }) => Math.max(fires, firesNow)))
  const labels = dayLabels(days.map(({ dayMs }) => dayMs), Math.floor(width / PIXELS_PER_LABEL))
  return (
    <Section title={t('detection.perDay')} aside={t('detection.perDayLegend')}>
      <div className={classes.chart}>
        <span className={classes.scale} aria-hidden="true">
          <span>{most}</span>
          <span>0</span>
        </span>
        <div ref={box}>
          <div className={classes.bars} role="img" aria-label={t('detection.perDayText', { now: firesPerDayNow.toFixed(1), after: firesPerDay.toFixed(1), most })}>
            {days.map(({ dayMs, fires, firesNow }) => (
              <span key={dayMs} className={classes.day} title={`${date.format(dayMs)}: ${firesNow} → ${fires}`}>
                <span className={classes.then} style={{ height: `${(fires / most) * 100}%` }} />
                {firesNow > 0 && <span className={classes.now} style={{ height: `${(firesNow / most) * 100}%` }} />}
              </span>
            ))}
          </div>
          <div className={classes.labels} aria-hidden="true">
            {labels.map(({ index, text }) => (
              <span key={index} style={{ left: `${((index + 0.5) / days.length) * 100}%` }}>{text}</span>
            ))}
          </div>
        </div>
      </div>
    </Section>
  )
}

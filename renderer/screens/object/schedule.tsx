/** A schedule as a week, with its exceptions, when it applies and what it commands. */
import { useTranslation } from 'react-i18next'
import type { CalendarDetails, ScheduleDetails } from '../../../shared/domain/device-voice.ts'
import { Facts } from '../../components/facts.tsx'
import { Section } from '../../components/section.tsx'
import { DayBar, dayText } from './day-bar.tsx'
import classes from './object-screen.module.css'

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

export const Schedule = ({ schedule }: { readonly schedule: ScheduleDetails }) => {
  const { t } = useTranslation()
  const { week, exceptions, effectiveFrom, effectiveTo, defaultText, references } = schedule
  return (
    <>
      <Section title={t('device.week')}>
        {week.length === 0 ? (
          <span className={classes.quiet}>{t('device.weekUnread')}</span>
        ) : (
          <dl className={classes.week}>
            {DAYS.map((day, at) => {
              const times = week[at] ?? []
              return [
                <dt key={`${day} name`}>{t(`device.day.${day}`)}</dt>,
                <dd key={day}>
                  <DayBar times={times} />
                  <span className={classes.quiet}>{times.length === 0 ? t('device.noTimes') : dayText(times)}</span>
                </dd>,
              ]
            })}
          </dl>
        )}
      </Section>
      <Section title={t('device.exceptions')} aside={String(exceptions.length)}>
        {exceptions.length === 0 ? (
          <span className={classes.quiet}>{t('device.noExceptions')}</span>
        ) : (
          <ul className={classes.list}>
            {exceptions.map(({ when, priority, times }) => (
              <li key={`${when} ${priority}`}>
                {when} <span className={classes.quiet}>{t('device.eventPriority', { priority })}</span>
                <br />
                <span className={classes.quiet}>{times.length === 0 ? t('device.noTimes') : dayText(times)}</span>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title={t('device.applies')}>
        <Facts
          facts={[
            [t('device.effective'), effectiveFrom === null && effectiveTo === null ? t('device.always') : `${effectiveFrom ?? '…'} – ${effectiveTo ?? '…'}`],
            [t('device.scheduleDefault'), defaultText],
            [t('device.commands'), references.length === 0 ? t('device.commandsNothing') : references.join(', ')],
          ]}
        />
      </Section>
    </>
  )
}

export const CalendarDates = ({ calendar }: { readonly calendar: CalendarDetails }) => {
  const { t } = useTranslation()
  return (
    <Section title={t('device.dates')} aside={calendar.active === null ? undefined : t(calendar.active ? 'device.calendarActive' : 'device.calendarInactive')}>
      {calendar.dates.length === 0 ? (
        <span className={classes.quiet}>{t('device.noDates')}</span>
      ) : (
        <ul className={classes.list}>
          {calendar.dates.map((date) => (
            <li key={date}>{date}</li>
          ))}
        </ul>
      )}
    </Section>
  )
}

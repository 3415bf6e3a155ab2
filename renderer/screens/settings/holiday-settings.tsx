/** Holidays: a list to type, one day a line, and what the building itself showed. */
import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { holidayText, parseHolidays, type HolidayReport } from '../../../shared/domain/holidays.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { SettingRow } from './setting-row.tsx'
import { useSetting } from './use-setting.ts'

const MOST_SHOWN = 12

export const HolidaySettings = () => {
  const { t } = useTranslation()
  const { value, failed, saved, save } = useSetting('holidays')
  const report = useCall('getHolidays', {}).data
  // null = nothing typed since the last save: the setting itself is shown.
  const [typed, setTyped] = useState<string | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const leave = (): void => {
    if (typed === null) return
    const parsed = parseHolidays(typed)
    if ('wrong' in parsed) {
      setWrong(t('settings.holidays.wrong', { line: parsed.wrong }))
      return
    }
    setWrong(null)
    void save(parsed.entries).then(() => setTyped(null))
  }
  return (
    <>
      <SettingRow title={t('settings.holidays.title')} text={t('settings.holidays.text')} saved={saved} failed={wrong ?? failed}>
        <Textarea
          aria-label={t('settings.holidays.title')}
          value={typed ?? holidayText(value ?? [])}
          placeholder={t('settings.holidays.example')}
          autosize
          minRows={3}
          maxRows={14}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onBlur={leave}
          error={wrong !== null || failed !== null}
        />
      </SettingRow>
      {report !== undefined && (
        <SettingRow title={t('settings.holidays.learnt')} text={t('settings.holidays.learntText', { count: report.signs })}>
          <div>
            <div>{todayText(report, t)}</div>
            {report.learnt.slice(0, MOST_SHOWN).map(({ date, points, resting, refused }) => (
              <div key={date}>{t(refused ? 'settings.holidays.refused' : 'settings.holidays.day', { date, points, resting })}</div>
            ))}
          </div>
        </SettingRow>
      )}
    </>
  )
}

const todayText = ({ today }: HolidayReport, t: ReturnType<typeof useTranslation>['t']): string => t(`settings.holidays.today.${today.kind}`, { name: today.name, points: today.points, resting: today.resting })

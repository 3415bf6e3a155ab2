/** The second time to compare with: chosen, changed, left. */
import { Button, CloseButton } from '@mantine/core'
import { IconColumns2 } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../components/now.ts'
import { useTimeZone } from '../components/time.tsx'
import { MomentField } from './moment-field.tsx'
import { addLocalDays } from './time-windows.ts'
import { jumpTo } from './travel.ts'
import { useTravelling } from './travel-context.tsx'
import classes from './time-bar.module.css'

export const CompareTool = () => {
  const { t } = useTranslation()
  const { travel, shown } = useTravelling()
  const timeZone = useTimeZone()
  const nowMs = useNow('tenSeconds')
  const { atMs, versusMs } = travel
  // A screen that shows now has nothing to compare.
  if (atMs === null || !shown) return null
  if (versusMs === null) {
    // The same hour of the day before, which a building should resemble.
    return (
      <Button variant="default" size="compact-xs" leftSection={<IconColumns2 size={14} aria-hidden="true" />} onClick={() => jumpTo({ atMs, versusMs: addLocalDays(timeZone, atMs, -1) })}>
        {t('time-machine.compare')}
      </Button>
    )
  }
  return (
    <span className={classes.versus}>
      {t('time-machine.comparedWith')}
      <MomentField label={t('time-machine.versusTime')} atMs={versusMs} nowMs={nowMs} timeZone={timeZone} go={(timeMs) => jumpTo({ atMs, versusMs: timeMs })} />
      <CloseButton size="sm" className={classes.leave} aria-label={t('time-machine.noCompare')} title={t('time-machine.noCompare')} onClick={() => jumpTo({ atMs, versusMs: null })} />
    </span>
  )
}

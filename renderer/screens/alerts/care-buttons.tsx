/** What can be done with the chosen alerts, each button with its letter. */
import { Button } from '@mantine/core'
import { IconChartLine, IconCheck, IconChecks, IconClockPause, IconClockPlay, IconNote, IconTool, type Icon } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CareAction } from '../../alert-care/care-due.ts'
import { CARE_KEYS } from '../../alert-care/care-keys.ts'
import { Deeds } from '../../components/deeds.tsx'
import classes from './care-buttons.module.css'

const ICONS: Readonly<Record<CareAction, Icon>> = { acknowledge: IconCheck, confirm: IconChecks, shelve: IconClockPause, unshelve: IconClockPlay, maintenance: IconTool, note: IconNote }

interface CareButtonsProps {
  readonly actions: readonly CareAction[]
  readonly care: (action: CareAction) => void
  readonly trend: (() => void) | null
  /** The one to do first, filled. */
  readonly first?: CareAction | undefined
}

export const CareButtons = ({ actions, care, trend, first }: CareButtonsProps) => {
  const { t } = useTranslation()
  return (
    <div className={classes.buttons} role="group" aria-label={t('alerts.actions')}>
      <Deeds quiet={actions.length === 0}>
        {actions.map((action) => {
          const Picture = ICONS[action]
          return (
            <Button key={action} variant={action === first ? 'filled' : 'default'} size="compact-sm" leftSection={<Picture size={14} aria-hidden="true" />} onClick={() => care(action)}>
              {t(`alert-care.${action}.label`)}&nbsp;<kbd>{CARE_KEYS[action].toUpperCase()}</kbd>
            </Button>
          )
        })}
      </Deeds>
      {trend !== null && (
        <Button variant="default" size="compact-sm" leftSection={<IconChartLine size={14} aria-hidden="true" />} onClick={trend}>
          {t('alerts.trend')}&nbsp;<kbd>T</kbd>
        </Button>
      )}
    </div>
  )
}

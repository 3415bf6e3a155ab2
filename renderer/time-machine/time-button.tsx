/** Opens the time machine from the header. */
import { ActionIcon, Tooltip } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useTravelling } from './travel-context.tsx'

export const TimeButton = () => {
  const { t } = useTranslation()
  const { travel, open, setOpen } = useTravelling()
  return (
    <Tooltip label={`${t('time-machine.title')} (H)`}>
      <ActionIcon variant={open ? 'filled' : 'default'} size={28} aria-label={t('time-machine.title')} aria-expanded={open} disabled={travel.atMs !== null} onClick={() => setOpen(!open)}>
        <IconHistory size={16} aria-hidden="true" />
      </ActionIcon>
    </Tooltip>
  )
}

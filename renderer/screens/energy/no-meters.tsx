/** Why there is no meter yet, and where to go from there. */
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { StatePanel } from '../../components/state-panel.tsx'
import { ENERGY_IMPORT_DOOR, ROLES_DOOR } from '../../doors.ts'

export const NoMeters = () => {
  const { t } = useTranslation()
  return (
    <StatePanel
      title={t('energy.none')}
      actions={
        <>
          <Button component={Link} href={ROLES_DOOR}>{t('energy.rolesDoor')}</Button>
          <Button component={Link} href={ENERGY_IMPORT_DOOR} variant="default">{t('energy.importDoor')}</Button>
        </>
      }
    >
      {t('energy.noneText')}
    </StatePanel>
  )
}

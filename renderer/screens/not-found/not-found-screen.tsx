/** An address that leads nowhere. */
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { StatePanel } from '../../components/state-panel.tsx'
import { HOME_DOOR } from '../../doors.ts'
import { navigate } from '../../hash-location.ts'

export const NotFoundScreen = () => {
  const { t } = useTranslation()
  return (
    <StatePanel title={t('frame.notFoundTitle')} actions={<Button onClick={() => navigate(HOME_DOOR)}>{t('frame.toOverview')}</Button>}>
      {t('frame.notFoundText')}
    </StatePanel>
  )
}

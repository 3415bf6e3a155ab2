/** In the web host: asks the browser for the right to show notifications. On the desktop the shell shows them without asking. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SettingRow } from './setting-row.tsx'

const permission = (): NotificationPermission | 'missing' => ('Notification' in window ? Notification.permission : 'missing')

export const BrowserNotifications = () => {
  const { t } = useTranslation()
  const [state, setState] = useState(permission)
  if (window.plantroomHost !== undefined) return null
  return (
    <SettingRow title={t('settings.browserNotifications.title')} text={t(`settings.browserNotifications.${state}`)}>
      {state === 'default' && (
        <Button variant="default" onClick={() => void Notification.requestPermission().then(setState)}>
          {t('settings.browserNotifications.allow')}
        </Button>
      )}
    </SettingRow>
  )
}

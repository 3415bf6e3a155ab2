/** Says on every screen that nothing can be read, and why: the port is taken, there is no network. */
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { failureText, useMessageText } from '../components/engine-text.ts'
import { StatusShapeIcon } from '../components/status-mark.tsx'
import { useCall, useEngine } from '../engine/engine-context.tsx'
import classes from './banner.module.css'

export const TransportBanner = () => {
  const { t } = useTranslation()
  const text = useMessageText()
  const engine = useEngine()
  const transport = useCall('getStatus', {}).data?.transport
  if (transport === undefined || transport.problem === null) return null
  const reopen = async (): Promise<void> => {
    const answer = await engine.reopenTransport({})
    if (!answer.ok) notifications.show({ message: failureText(t, answer.error), color: 'red' })
  }
  return (
    <div className={classes.banner} data-tone="trouble" role="alert">
      <StatusShapeIcon status="offline" />
      <span className={classes.text}>
        <strong>{t('frame.notReading')}</strong> {text(transport.problem)}
      </span>
      <Button variant="default" size="compact-xs" onClick={() => void reopen()}>
        {t('frame.tryNow')}
      </Button>
    </div>
  )
}

/** Says that what is shown may be old, since when and why; silent while all is well. */
import { Button } from '@mantine/core'
import { IconPlugConnectedX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { failureText } from '../components/engine-text.ts'
import { Span } from '../components/time.tsx'
import { useConnection, useRetry } from '../engine/engine-context.tsx'
import classes from './banner.module.css'

export const ConnectionBanner = () => {
  const { t } = useTranslation()
  const { kind, sinceMs, reason } = useConnection()
  const retry = useRetry()
  if (kind === 'connected' || (kind === 'connecting' && reason === null)) return null
  return (
    <div className={classes.banner} data-tone={kind === 'down' ? 'trouble' : 'notice'} role="status">
      <IconPlugConnectedX size={16} aria-hidden="true" />
      <span className={classes.text}>
        <strong>{t(kind === 'down' ? 'frame.engineDown' : kind === 'connecting' ? 'frame.connecting' : 'frame.reconnecting')}</strong>{' '}
        {reason !== null && failureText(t, reason)} {kind !== 'connecting' && <>{t('frame.mayBeOld')} <Span fromMs={sinceMs} toMs={null} every="second" />.</>}
      </span>
      <Button variant="default" size="compact-xs" onClick={retry}>
        {t('frame.tryNow')}
      </Button>
    </div>
  )
}

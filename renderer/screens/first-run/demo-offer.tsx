/** The way in without a network: the simulated building. */
import { Button } from '@mantine/core'
import { IconFlask } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureText } from '../../components/engine-text.ts'
import { useCall, useEngine } from '../../engine/engine-context.tsx'
import classes from './demo-offer.module.css'

export const DemoOffer = () => {
  const { t } = useTranslation()
  const engine = useEngine()
  const [failed, setFailed] = useState<string | null>(null)
  const preparing = (useCall('listJobs', {}).data ?? []).some(({ kind, state }) => kind === 'demo' && state === 'running')
  const start = async (): Promise<void> => {
    const answer = await engine.startDemo({})
    setFailed(answer.ok ? null : failureText(t, answer.error))
  }
  return (
    <section className={classes.offer}>
      <h2>{t('first-run.demo')}</h2>
      <p>{t('first-run.demoText')}</p>
      <Button variant="default" size="sm" leftSection={<IconFlask size={16} />} disabled={preparing} onClick={() => void start()}>
        {t(preparing ? 'first-run.demoPreparing' : 'first-run.demoStart')}
      </Button>
      {failed !== null && (
        <p className={classes.failed} role="alert">
          {failed}
        </p>
      )}
    </section>
  )
}

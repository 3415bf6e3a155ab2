/** The first address: the overview, or the first run while no device was ever found. */
import { useTranslation } from 'react-i18next'
import { useNewestJob } from '../../components/jobs.ts'
import { ErrorPanel, LoadingPanel } from '../../components/state-panel.tsx'
import { useCall, useConnection } from '../../engine/engine-context.tsx'
import { DemoPreparing } from '../demo/demo-preparing.tsx'
import { FirstRunScreen } from '../first-run/first-run-screen.tsx'
import { OverviewScreen } from './overview-screen.tsx'

export const HomeScreen = () => {
  const { t } = useTranslation()
  const status = useCall('getStatus', {})
  const demoJob = useNewestJob('demo')
  const { kind } = useConnection()
  if (status.data !== undefined) {
    if (status.data.demo && (status.data.firstRun || demoJob?.state === 'running')) return <DemoPreparing />
    return status.data.firstRun ? <FirstRunScreen /> : <OverviewScreen />
  }
  // Without a line the banner above says so; an error here would say it twice.
  if (status.isPending || kind !== 'connected') return <LoadingPanel what={t('frame.waitingForEngine')} />
  return <ErrorPanel error={status.error} retry={() => void status.refetch()} />
}

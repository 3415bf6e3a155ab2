/** A device at a glance: who it is, how well it is reached, its clock and restarts, what is wrong with it. */
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addressLabel, type Device } from '../../../shared/domain/device.ts'
import type { DeviceDetails } from '../../../shared/domain/device-voice.ts'
import { Answer } from '../../components/answer.tsx'
import { failureText, useMessageText } from '../../components/engine-text.ts'
import { duration } from '../../components/format-time.ts'
import { Section } from '../../components/section.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { Moment, Span } from '../../components/time.tsx'
import { useCall, useEngine } from '../../engine/engine-context.tsx'
import { deviceStatus } from '../../theme/status.ts'
import { UnlockDialog } from '../../writing/unlock-dialog.tsx'
import { useWriteState } from '../../writing/write-state.ts'
import { Communication } from './communication.tsx'
import { Facts } from '../../components/facts.tsx'
import classes from './device-screen.module.css'

/** Below this nobody need do anything about a clock. */
const CLOCK_FINE_MS = 60_000

const Identity = ({ device }: { readonly device: Device }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const status = deviceStatus(device.state)
  return (
    <Section title={t('device.identity')}>
      <Facts
        facts={[
          [t('device.fact.state'), <StatusMark key="state" status={status} label={t(`status.${device.state}`)} />],
          [t('device.fact.since'), <Span key="since" fromMs={device.stateSinceMs} toMs={null} />],
          [t('device.fact.instance'), device.instance],
          [t('device.fact.address'), device.address.ip === '' ? null : addressLabel(device.address)],
          [t('device.fact.vendor'), device.vendorName],
          [t('device.fact.model'), device.modelName],
          [t('device.fact.firmware'), device.firmware],
          [t('device.fact.maxApdu'), device.maxApdu],
          [t('device.fact.segmentation'), t(`device.segmentation.${device.segmentation}`)],
          [t('device.fact.description'), device.description],
        ]}
      />
      {device.problems.length > 0 && (
        <ul className={classes.problems}>
          {device.problems.map((problem) => (
            <li key={JSON.stringify(problem)}>
              <StatusMark status="data" label={text(problem)} size={12} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

const SetClock = ({ device, done }: { readonly device: Device; readonly done: () => void }) => {
  const { t } = useTranslation()
  const engine = useEngine()
  const text = useMessageText()
  const { unlocked } = useWriteState()
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const set = async (): Promise<void> => {
    setBusy(true)
    const answer = await engine.synchronizeTime({ deviceIds: [device.id], utc: false })
    setBusy(false)
    const problem = answer.ok ? answer.value[0]?.problem : null
    if (!answer.ok) notifications.show({ message: failureText(t, answer.error), color: 'red' })
    else if (problem !== null && problem !== undefined) notifications.show({ message: text(problem), color: 'red' })
    else notifications.show({ message: t('device.clockSet') })
    done()
  }
  return (
    <>
      <Button variant="default" size="compact-sm" loading={busy} onClick={() => (unlocked ? void set() : setAsking(true))}>
        {t(unlocked ? 'device.setClock' : 'device.setClockLocked')}
      </Button>
      <UnlockDialog opened={asking} close={() => setAsking(false)} />
    </>
  )
}

const Clock = ({ device, details, again }: { readonly device: Device; readonly details: DeviceDetails; readonly again: () => void }) => {
  const { t } = useTranslation()
  const { clock } = details
  const drift = clock === null ? null : Math.abs(clock.driftMs) < 1_000 ? t('device.driftNone') : t(clock.driftMs > 0 ? 'device.ahead' : 'device.behind', { time: duration(t, Math.abs(clock.driftMs)) })
  const wrong = clock !== null && Math.abs(clock.driftMs) > CLOCK_FINE_MS
  return (
    <Section title={t('device.clock')} aside={clock === null ? undefined : <SetClock device={device} done={again} />}>
      <Facts
        facts={[
          [t('device.fact.deviceTime'), clock === null ? null : <Moment key="time" atMs={clock.deviceMs} />],
          [t('device.fact.drift'), drift !== null && <span key="drift" className={wrong ? classes.wrong : undefined}>{drift}</span>],
          [t('device.fact.utcOffset'), clock?.utcOffsetMinutes === null || clock === null ? null : t('device.minutes', { count: clock.utcOffsetMinutes })],
          [t('device.fact.lastRestart'), details.lastRestartMs === null ? null : <Moment key="restart" atMs={details.lastRestartMs} />],
          [t('device.fact.databaseRevision'), details.databaseRevision],
          [t('device.fact.systemStatus'), details.systemStatus === null ? null : t(`device.systemStatus.${Math.min(details.systemStatus, 6)}`)],
        ]}
      />
    </Section>
  )
}

export const DeviceOverview = ({ device }: { readonly device: Device }) => {
  const { t } = useTranslation()
  const details = useCall('readDevice', { deviceId: device.id })
  return (
    <div className={classes.columns}>
      <div>
        <Identity device={device} />
      </div>
      <div>
        <Communication device={device} />
      </div>
      <div>
        <Answer query={details} loading={t('device.reading')}>
          {(found) => <Clock device={device} details={found} again={() => void details.refetch()} />}
        </Answer>
      </div>
    </div>
  )
}

/** A device at a glance, above its points: state, who made it, where it answers and how well; and the way to forget it. */
import { Button, Group, Modal, Text } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { addressLabel, type Device } from '../../../shared/domain/device.ts'
import type { Failure } from '../../../shared/result.ts'
import { failureText, useMessageText } from '../../components/engine-text.ts'
import { formatShare } from '../../components/format-value.ts'
import { StatusMark, StatusShapeIcon } from '../../components/status-mark.tsx'
import { Ago, Span } from '../../components/time.tsx'
import { devicePageDoor, pointsDoor } from '../../doors.ts'
import { useEngine } from '../../engine/engine-context.tsx'
import { navigate } from '../../hash-location.ts'
import { deviceStatus } from '../../theme/status.ts'
import classes from './device-header.module.css'

interface DeviceHeaderProps {
  readonly device: Device
}

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div className={classes.fact}>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)

export const DeviceHeader = ({ device }: DeviceHeaderProps) => {
  const { t } = useTranslation()
  const messageText = useMessageText()
  const status = deviceStatus(device.state)
  return (
    <header className={classes.header}>
      <div className={classes.line}>
        <h2 className={classes.name}>{device.name === '' ? t('points.deviceNumber', { instance: device.instance }) : device.name}</h2>
        <StatusMark status={status} {...(status === 'normal' ? { label: t('status.online') } : {})} />
        <span className={classes.quiet}>
          {t('points.for')} <Span fromMs={device.stateSinceMs} toMs={null} />, {t('points.device.lastSeen')} {device.lastSeenMs === null ? t('points.device.never') : <Ago atMs={device.lastSeenMs} />}
        </span>
        <Button component={Link} href={devicePageDoor(device.id)} variant="default" size="compact-xs">
          {t('points.aboutDevice')}
        </Button>
        <RemoveDevice device={device} />
      </div>
      <dl className={classes.facts}>
        <Fact name={t('points.device.instance')}>{device.instance}</Fact>
        <Fact name={t('points.device.vendor')}>{device.vendorName === '' ? t('points.device.vendorNumber', { id: device.vendorId }) : device.vendorName}</Fact>
        {device.modelName !== '' && <Fact name={t('points.device.model')}>{device.modelName}</Fact>}
        {device.firmware !== '' && <Fact name={t('points.device.firmware')}>{device.firmware}</Fact>}
        <Fact name={t('points.device.address')}>{addressLabel(device.address)}</Fact>
        <Fact name={t('points.device.latency')}>{device.latencyMs === null ? '–' : `${Math.round(device.latencyMs)} ms`}</Fact>
        <Fact name={t('points.device.failures')}>{formatShare(device.failureShare)}</Fact>
      </dl>
      {device.problems.map((problem) => (
        <p key={JSON.stringify(problem)} className={classes.problem}>
          <StatusShapeIcon status="data" size={12} /> {messageText(problem)}
        </p>
      ))}
    </header>
  )
}

const RemoveDevice = ({ device }: DeviceHeaderProps) => {
  const { t } = useTranslation()
  const engine = useEngine()
  const queries = useQueryClient()
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Failure | null>(null)
  const remove = async (): Promise<void> => {
    setBusy(true)
    const answer = await engine.removeDevice({ deviceId: device.id })
    setBusy(false)
    if (!answer.ok) {
      setProblem(answer.error)
      return
    }
    setAsking(false)
    navigate(pointsDoor(), { replace: true })
    await Promise.all([queries.invalidateQueries({ queryKey: ['listDevices'] }), queries.invalidateQueries({ queryKey: ['listPoints'] })])
  }
  const ask = (): void => {
    setProblem(null)
    setAsking(true)
  }
  return (
    <>
      <Button variant="subtle" color="gray" size="compact-xs" ml="auto" leftSection={<IconTrash size={14} aria-hidden="true" />} onClick={ask}>
        {t('points.removeDevice')}
      </Button>
      <Modal opened={asking} onClose={() => setAsking(false)} title={t('points.removeTitle', { name: device.name })} centered closeButtonProps={{ 'aria-label': t('frame.close') }}>
        <Text size="sm">{t('points.removeText', { count: device.pointCount, points: device.pointCount })}</Text>
        {problem !== null && (
          <Text size="sm" mt="sm" role="alert" c="var(--mantine-color-error)">
            {failureText(t, problem)}
          </Text>
        )}
        <Group justify="flex-end" mt="md" gap="sm">
          <Button variant="default" onClick={() => setAsking(false)} data-autofocus>
            {t('points.keep')}
          </Button>
          <Button loading={busy} onClick={() => void remove()}>
            {t('points.removeDevice')}
          </Button>
        </Group>
      </Modal>
    </>
  )
}

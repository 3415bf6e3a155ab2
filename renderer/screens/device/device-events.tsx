/** Events that the device itself reports, and their acknowledgement in the device. */
import { Button, Modal, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Device } from '../../../shared/domain/device.ts'
import type { DeviceEvent } from '../../../shared/domain/device-voice.ts'
import { objectLabel } from '../../../shared/domain/object-type.ts'
import { Answer } from '../../components/answer.tsx'
import table from '../../components/data-table.module.css'
import { failureText, useMessageText } from '../../components/engine-text.ts'
import { Section } from '../../components/section.tsx'
import { StatePanel } from '../../components/state-panel.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { Moment } from '../../components/time.tsx'
import { objectDoor } from '../../doors.ts'
import { useCall, useEngine } from '../../engine/engine-context.tsx'
import { usePointIndex } from '../../engine/indexes.ts'
import type { StatusName } from '../../theme/status.ts'
import { UnlockDialog } from '../../writing/unlock-dialog.tsx'
import { useWriteState } from '../../writing/write-state.ts'
import form from '../../writing/writing.module.css'

/** By BACnetEventState: normal, fault, off-normal, high limit, low limit, life safety. */
const STATE_MARKS: readonly StatusName[] = ['normal', 'data', 'high', 'high', 'high', 'critical']

const TRANSITIONS = ['offNormal', 'fault', 'normal'] as const

/** Transitions that happened and nobody has acknowledged. */
const waiting = ({ acknowledged, timesMs }: DeviceEvent): readonly (typeof TRANSITIONS)[number][] => TRANSITIONS.filter((name) => !acknowledged[name] && timesMs[name] !== null)

const latestMs = ({ timesMs }: DeviceEvent): number | null => {
  const known = TRANSITIONS.flatMap((name) => timesMs[name] ?? [])
  return known.length === 0 ? null : Math.max(...known)
}

const AcknowledgeForm = ({ event, close }: { readonly event: DeviceEvent; readonly close: () => void }) => {
  const { t } = useTranslation()
  const engine = useEngine()
  const queries = useQueryClient()
  const [text, setText] = useState('')
  const [failed, setFailed] = useState<string | null>(null)
  const submit = async (): Promise<void> => {
    const { deviceId, objectType, objectInstance } = event
    const answer = await engine.acknowledgeDeviceEvent({ deviceId, objectType, objectInstance, text })
    if (!answer.ok) return setFailed(failureText(t, answer.error))
    queries.setQueryData(['listDeviceEvents', { deviceId }], answer.value)
    close()
  }
  const onSubmit = (submitted: FormEvent): void => {
    submitted.preventDefault()
    void submit()
  }
  return (
    <form className={form.form} onSubmit={onSubmit}>
      <TextInput data-autofocus label={t('device.acknowledgeNote')} maxLength={2_000} value={text} error={failed} onChange={(typed) => setText(typed.currentTarget.value)} />
      <div className={form.buttons}>
        <Button variant="default" onClick={close}>
          {t('writing.cancel')}
        </Button>
        <Button type="submit">{t('device.acknowledge')}</Button>
      </div>
    </form>
  )
}

const EventRow = ({ event, acknowledge }: { readonly event: DeviceEvent; readonly acknowledge: () => void }) => {
  const { t } = useTranslation()
  const point = usePointIndex().get(event.pointId ?? 0)
  const atMs = latestMs(event)
  const open = waiting(event)
  return (
    <tr>
      <td>
        <StatusMark status={STATE_MARKS[event.eventState] ?? 'medium'} label={t(`device.eventState.${Math.min(event.eventState, 6)}`)} hollow={open.length === 0} />
      </td>
      <td>{objectLabel(event.objectType, event.objectInstance)}</td>
      <td className={table.name}>{point === undefined ? '' : <Link href={objectDoor(point.id)}>{point.name}</Link>}</td>
      <td>{atMs === null ? '–' : <Moment atMs={atMs} />}</td>
      <td>{open.length === 0 ? t('device.acknowledged') : open.map((name) => t(`device.transition.${name}`)).join(', ')}</td>
      <td>
        {open.length > 0 && (
          <Button variant="default" size="compact-xs" onClick={acknowledge}>
            {t('device.acknowledgeDots')}
          </Button>
        )}
      </td>
    </tr>
  )
}

const EventTable = ({ events }: { readonly events: readonly DeviceEvent[] }) => {
  const { t } = useTranslation()
  const { unlocked } = useWriteState()
  const [chosen, setChosen] = useState<DeviceEvent | null>(null)
  return (
    <>
      <table className={table.table}>
        <thead>
          <tr>
            {(['state', 'object', 'name', 'since', 'open', 'action'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`device.eventColumn.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <EventRow key={`${event.objectType} ${event.objectInstance}`} event={event} acknowledge={() => setChosen(event)} />
          ))}
        </tbody>
      </table>
      <UnlockDialog opened={chosen !== null && !unlocked} close={() => setChosen(null)} />
      <Modal opened={chosen !== null && unlocked} onClose={() => setChosen(null)} title={t('device.acknowledge')} closeButtonProps={{ 'aria-label': t('writing.cancel') }}>
        {chosen !== null && unlocked && <AcknowledgeForm event={chosen} close={() => setChosen(null)} />}
      </Modal>
    </>
  )
}

export const DeviceEventsPage = ({ device }: { readonly device: Device }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const query = useCall('listDeviceEvents', { deviceId: device.id })
  return (
    <Answer query={query} loading={t('device.readingEvents')}>
      {({ events, problem, readAtMs }) => (
        <Section
          title={t('device.page.events')}
          aside={
            <Button variant="default" size="compact-sm" loading={query.isFetching} onClick={() => void query.refetch()}>
              {t('device.readAgain')}
            </Button>
          }
        >
          {problem !== null && <p className={form.text}>{text(problem)}</p>}
          {events.length === 0 ? <StatePanel title={t('device.noEvents')}>{t('device.noEventsText')}</StatePanel> : <EventTable key={readAtMs} events={events} />}
        </Section>
      )}
    </Answer>
  )
}

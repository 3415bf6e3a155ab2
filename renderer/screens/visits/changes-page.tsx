/** Two snapshots of the site side by side, or one and the site as it is now. */
import { Button, Select } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconCamera, IconDownload, IconTrash } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SnapshotInfo } from '../../../shared/domain/visit.ts'
import { Answer } from '../../components/answer.tsx'
import { downloadFile } from '../../components/download.ts'
import { failureText } from '../../components/engine-text.ts'
import { dayTime } from '../../components/format-time.ts'
import { useNow } from '../../components/now.ts'
import { StatePanel } from '../../components/state-panel.tsx'
import { useTimeZone } from '../../components/time.tsx'
import { useCall, useEngine } from '../../engine/engine-context.tsx'
import { ChangesTable } from './changes-table.tsx'
import { MomentsKept } from './moments-kept.tsx'
import { SnapshotDialog } from './snapshot-dialog.tsx'
import classes from './visits-screen.module.css'

const NOW = 'now'

/** Newest first, as a list to choose from. */
const useSnapshotNames = (snapshots: readonly SnapshotInfo[]): readonly { readonly value: string; readonly label: string }[] => {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const nowMs = useNow()
  return snapshots.map(({ id, atMs, note, automatic }) => {
    const what = note !== '' ? note : t(automatic ? 'visits.automatic' : 'visits.byHand')
    return { value: String(id), label: `${dayTime(atMs, timeZone, nowMs)} · ${what}` }
  })
}

interface Choice {
  readonly fromId: number
  readonly toId: number | undefined
}

const callArgs = ({ fromId, toId }: Choice): { fromId: number; toId?: number } => (toId === undefined ? { fromId } : { fromId, toId })

const Comparison = ({ choice }: { readonly choice: Choice }) => {
  const { t } = useTranslation()
  return (
    <Answer query={useCall('diffSnapshots', callArgs(choice), { keepPrevious: true })} loading={t('visits.comparing')}>
      {(diff) => (
        <>
          <MomentsKept fromMs={diff.from.atMs} toMs={diff.to.atMs} />
          <ChangesTable diff={diff} />
        </>
      )}
    </Answer>
  )
}

const useFileActions = (choice: Choice) => {
  const { t } = useTranslation()
  const engine = useEngine()
  const queries = useQueryClient()
  const failed = (text: string): string => notifications.show({ message: text, color: 'red' })
  return {
    save: async (format: 'csv' | 'json'): Promise<void> => {
      const file = await engine.exportDiff({ ...callArgs(choice), format })
      if (file.ok) downloadFile(file.value.name, file.value.bytes, format === 'csv' ? 'text/csv;charset=utf-8' : 'application/json')
      else failed(failureText(t, file.error))
    },
    remove: async (): Promise<void> => {
      const left = await engine.removeSnapshot({ snapshotId: choice.fromId })
      if (left.ok) queries.setQueryData(['listSnapshots', {}], left.value)
      else failed(failureText(t, left.error))
    },
  }
}

const Bar = ({ snapshots, choice, choose, take }: { readonly snapshots: readonly SnapshotInfo[]; readonly choice: Choice; readonly choose: (choice: Choice) => void; readonly take: () => void }) => {
  const { t } = useTranslation()
  const names = useSnapshotNames(snapshots)
  const { save, remove } = useFileActions(choice)
  return (
    <div className={classes.bar}>
      <Select label={t('visits.from')} data={[...names]} value={String(choice.fromId)} allowDeselect={false} onChange={(value) => value !== null && choose({ ...choice, fromId: Number(value) })} />
      <Select
        label={t('visits.to')}
        data={[{ value: NOW, label: t('visits.now') }, ...names]}
        value={choice.toId === undefined ? NOW : String(choice.toId)}
        allowDeselect={false}
        onChange={(value) => choose({ ...choice, toId: value === null || value === NOW ? undefined : Number(value) })}
      />
      <span className={classes.spring} />
      <Button variant="default" leftSection={<IconTrash size={14} aria-hidden="true" />} onClick={() => void remove()}>
        {t('visits.remove')}
      </Button>
      <Button variant="default" leftSection={<IconDownload size={14} aria-hidden="true" />} onClick={() => void save('csv')}>
        {t('visits.csv')}
      </Button>
      <Button variant="default" leftSection={<IconDownload size={14} aria-hidden="true" />} onClick={() => void save('json')}>
        {t('visits.json')}
      </Button>
      <Button leftSection={<IconCamera size={14} aria-hidden="true" />} onClick={take}>
        {t('visits.take')}
      </Button>
    </div>
  )
}

const Content = ({ snapshots, take }: { readonly snapshots: readonly SnapshotInfo[]; readonly take: () => void }) => {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<Choice | null>(null)
  const newest = [...snapshots].sort((a, b) => b.atMs - a.atMs)
  if (newest.length === 0) {
    return (
      <StatePanel title={t('visits.none')} actions={<Button onClick={take}>{t('visits.take')}</Button>}>
        {t('visits.noneText')}
      </StatePanel>
    )
  }
  // The last visit against now is what a technician asks first.
  const first: Choice = { fromId: newest[Math.min(1, newest.length - 1)]!.id, toId: undefined }
  const choice = chosen !== null && newest.some(({ id }) => id === chosen.fromId) ? chosen : first
  return (
    <>
      <Bar snapshots={newest} choice={choice} choose={setChosen} take={take} />
      <Comparison choice={choice} />
    </>
  )
}

export const ChangesPage = () => {
  const { t } = useTranslation()
  const [taking, setTaking] = useState(false)
  return (
    <>
      <Answer query={useCall('listSnapshots', {})} loading={t('visits.loading')}>
        {(snapshots) => <Content snapshots={snapshots} take={() => setTaking(true)} />}
      </Answer>
      <SnapshotDialog opened={taking} close={() => setTaking(false)} />
    </>
  )
}

/** Interval data and weather from a file: chosen, looked at, corrected in how it is read, taken, and taken out again. */
import { Button, FileButton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconFileImport } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useScreenPath } from '../../components/screen-path.tsx'
import { Section } from '../../components/section.tsx'
import { LoadingPanel } from '../../components/state-panel.tsx'
import { useCall } from '../../engine/engine-context.tsx'
import { ENERGY_DOOR, ENERGY_IMPORT_DOOR } from '../../doors.ts'
import { EnergyTabs } from '../energy/energy-tabs.tsx'
import { ImportList } from './import-list.tsx'
import { ImportPreview } from './import-preview.tsx'
import { MappingForm } from './mapping-form.tsx'
import { targetOf, TargetForm, type TargetDraft } from './target-form.tsx'
import { useImport, type ImportDraft } from './use-import.ts'
import classes from './energy-import.module.css'

const FileChooser = ({ draft }: { readonly draft: ImportDraft }) => {
  const { t } = useTranslation()
  const [over, setOver] = useState(false)
  const drop = (event: React.DragEvent): void => {
    event.preventDefault()
    setOver(false)
    const dropped = event.dataTransfer.files.item(0)
    if (dropped !== null) void draft.choose(dropped)
  }
  return (
    <Section title={t('energy-import.file')}>
      <p className={classes.note}>{t('energy-import.fileText')}</p>
      {/* Dropping is a short cut for the button, which the keyboard reaches. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div
        className={classes.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <FileButton accept=".csv,.txt,.tsv,text/csv,text/plain" onChange={(chosen) => chosen !== null && void draft.choose(chosen)}>
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconFileImport size={14} aria-hidden="true" />}>
              {t('energy-import.choose')}
            </Button>
          )}
        </FileButton>
        <span className={classes.quiet}>{draft.file === null ? t('energy-import.drop') : draft.file.name}</span>
      </div>
      {draft.failed !== null && (
        <p className={classes.wrong} role="alert">
          {draft.failed}
        </p>
      )}
    </Section>
  )
}

const EMPTY: TargetDraft = { kind: 'newMeter', meterId: null, name: '', medium: 'electricity' }

const nameFrom = (fileName: string): string => fileName.replace(/\.[^.]*$/, '').replaceAll('_', ' ').slice(0, 200)

export const EnergyImportScreen = () => {
  const { t } = useTranslation()
  useScreenPath([{ label: t('frame.screen.energy'), to: ENERGY_DOOR }, { label: t('energy-import.path'), to: ENERGY_IMPORT_DOOR }])
  const draft = useImport()
  const [target, setTarget] = useState<TargetDraft>(EMPTY)
  const meters = (useCall('listMeters', {}).data ?? []).filter(({ source }) => source.what === 'imported')
  const { preview } = draft
  // Temperatures are the weather and nothing else is; a new meter is called like its file until it has a name.
  const isWeather = target.kind === 'weather' || target.kind === 'weatherForecast'
  const temperatures = preview?.mapping.values === 'temperature'
  const shown: TargetDraft = {
    ...target,
    ...(temperatures && !isWeather ? { kind: 'weather' as const } : {}),
    ...(target.name === '' && draft.file !== null ? { name: nameFrom(draft.file.name) } : {}),
  }
  const chosen = targetOf(shown)
  const change = (patch: Partial<TargetDraft>): void => {
    const next = { ...shown, ...patch }
    setTarget(next)
    draft.aim(targetOf(next))
  }
  const take = async (): Promise<void> => {
    if (chosen === null || !(await draft.take(chosen))) return
    setTarget(EMPTY)
    notifications.show({ message: t('energy-import.started') })
  }
  return (
    <div className={classes.page}>
      <EnergyTabs here="import" />
      <FileChooser draft={draft} />
      {draft.busy && preview === null && <LoadingPanel what={t('energy-import.reading')} />}
      {preview !== null && (
        <div className={classes.columns}>
          <div>
            <Section title={t('energy-import.target')}>
              <TargetForm draft={shown} meters={meters} change={change} />
            </Section>
            <Section title={t('energy-import.mapping')}>
              <MappingForm mapping={preview.mapping} columns={preview.columns} change={(patch) => draft.change(patch)} />
            </Section>
          </div>
          <div className={classes.preview} aria-busy={draft.busy}>
            <ImportPreview
              preview={preview}
              action={
                <div className={classes.end}>
                  <Button disabled={chosen === null || preview.good === 0 || draft.busy} onClick={() => void take()}>
                    {t('energy-import.take', { count: preview.good })}
                  </Button>
                  {chosen === null && <span className={classes.quiet}>{t(shown.kind === 'meter' ? 'energy-import.meterMissing' : 'energy-import.nameMissing')}</span>}
                </div>
              }
            />
          </div>
        </div>
      )}
      <ImportList />
    </div>
  )
}

/** EDE files: compared with the site, taken into it, and written from it. */
import { Button, FileButton, Select } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconDownload, IconFileImport } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EdeReport, TextFile } from '../../../shared/domain/ede.ts'
import { checkFileSizes } from '../../../shared/file-limits.ts'
import { downloadFile } from '../../components/download.ts'
import { failureText } from '../../components/engine-text.ts'
import { Section } from '../../components/section.tsx'
import { LoadingPanel } from '../../components/state-panel.tsx'
import { useEngine } from '../../engine/engine-context.tsx'
import { EdeFindings, EdeSummary } from './ede-report.tsx'
import classes from './visits-screen.module.css'

type Separator = ';' | ','

const read = async (files: readonly File[]): Promise<TextFile[]> => Promise.all(files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })))

const Import = () => {
  const { t } = useTranslation()
  const engine = useEngine()
  const [files, setFiles] = useState<readonly TextFile[]>([])
  const [report, setReport] = useState<EdeReport | null>(null)
  const [failed, setFailed] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const run = async (chosen: readonly TextFile[], apply: boolean): Promise<void> => {
    setBusy(true)
    setFailed(null)
    const answer = await engine.importEde({ files: chosen.map(({ name, bytes }) => ({ name, bytes: new Uint8Array(bytes) })), apply })
    setBusy(false)
    if (answer.ok) setReport(answer.value)
    else {
      setReport(null)
      setFailed(failureText(t, answer.error))
    }
  }
  const choose = async (chosen: readonly File[]): Promise<void> => {
    if (chosen.length === 0) return
    const may = checkFileSizes(chosen)
    if (!may.ok) {
      setFiles([])
      setReport(null)
      return setFailed(failureText(t, may.error))
    }
    const contents = await read(chosen)
    setFiles(contents)
    await run(contents, false)
  }
  const chooser = (
    <Section title={t('visits.ede.import')}>
      <p className={classes.note}>{t('visits.ede.importText')}</p>
      <div className={classes.files}>
        <FileButton multiple accept=".csv,.txt,text/csv,text/plain" onChange={(chosen) => void choose(chosen)}>
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconFileImport size={14} aria-hidden="true" />} disabled={busy}>
              {t('visits.ede.choose')}
            </Button>
          )}
        </FileButton>
        <span>{files.map(({ name }) => name).join(', ')}</span>
      </div>
      {busy && <LoadingPanel what={t('visits.ede.reading')} />}
      {failed !== null && (
        <p className={classes.wrong} role="alert">
          {failed}
        </p>
      )}
      {report !== null && !busy && <EdeSummary report={report} apply={() => void run(files, true)} />}
    </Section>
  )
  return (
    <>
      {chooser}
      {report !== null && !busy && <EdeFindings report={report} />}
    </>
  )
}

const Export = () => {
  const { t } = useTranslation()
  const engine = useEngine()
  const [separator, setSeparator] = useState<Separator>(';')
  const [busy, setBusy] = useState(false)
  const save = async (): Promise<void> => {
    setBusy(true)
    const files = await engine.exportEde({ separator })
    setBusy(false)
    if (files.ok) for (const { name, bytes } of files.value) downloadFile(name, bytes, 'text/csv;charset=utf-8')
    else notifications.show({ message: failureText(t, files.error), color: 'red' })
  }
  return (
    <Section title={t('visits.ede.export')}>
      <p className={classes.note}>{t('visits.ede.exportText')}</p>
      <div className={classes.files}>
        <Select
          aria-label={t('visits.ede.separator')}
          data={[
            { value: ';', label: t('visits.ede.semicolon') },
            { value: ',', label: t('visits.ede.comma') },
          ]}
          value={separator}
          allowDeselect={false}
          onChange={(value) => setSeparator(value === ',' ? ',' : ';')}
        />
        <Button variant="default" leftSection={<IconDownload size={14} aria-hidden="true" />} loading={busy} onClick={() => void save()}>
          {t('visits.ede.save')}
        </Button>
      </div>
    </Section>
  )
}

export const EdePage = () => (
  <>
    <Import />
    <Export />
  </>
)

/** The check-up as a file to hand over. */
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { downloadFile } from '../../components/download.ts'
import { failureText } from '../../components/engine-text.ts'
import { useEngine } from '../../engine/engine-context.tsx'

const TYPES = { pdf: 'application/pdf', json: 'application/json' } as const
type Format = keyof typeof TYPES
const FORMATS = Object.keys(TYPES) as readonly Format[]

export const ExportButtons = () => {
  const { t } = useTranslation()
  const engine = useEngine()
  const [busy, setBusy] = useState<Format | null>(null)
  const save = async (format: Format): Promise<void> => {
    setBusy(format)
    const answer = await engine.exportCheckUp({ format })
    setBusy(null)
    if (answer.ok) downloadFile(answer.value.name, answer.value.bytes, TYPES[format])
    else notifications.show({ message: failureText(t, answer.error), color: 'red' })
  }
  return FORMATS.map((format) => (
    <Button key={format} variant="default" leftSection={<IconDownload size={14} aria-hidden="true" />} loading={busy === format} disabled={busy !== null} onClick={() => void save(format)}>
      {t(`check-up.export.${format}`)}
    </Button>
  ))
}

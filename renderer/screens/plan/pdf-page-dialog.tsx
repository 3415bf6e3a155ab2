/** Which page of a PDF becomes the picture of a plan, and which way up. */
import { ActionIcon, Button, Loader, Modal, NumberInput, Tooltip } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconRotateClockwise } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DialogEnd } from '../../components/dialog-end.tsx'
import { failureText } from '../../components/engine-text.ts'
import { pagePicture } from '../../pdf/page-picture.ts'
import type { PageLook, PdfDocument } from '../../pdf/pdf-document.ts'
import classes from './pdf-page-dialog.module.css'
import { usePagePreview } from './use-page-preview.ts'

const PREVIEW_PX = 1_200
const TURNS = [0, 90, 180, 270] as const

const Paper = ({ canvas, label }: { readonly canvas: HTMLCanvasElement; readonly label: string }) => {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => place.current?.replaceChildren(canvas), [canvas])
  return <div ref={place} className={classes.paper} role="img" aria-label={label} />
}

interface PdfPageDialogProps {
  readonly fileName: string
  readonly pdf: PdfDocument
  readonly close: () => void
  readonly take: (picture: File) => void
}

export const PdfPageDialog = ({ fileName, pdf, close, take }: PdfPageDialogProps) => {
  const { t } = useTranslation()
  const [page, setPage] = useState(1)
  const [turns, setTurns] = useState(0)
  const [making, setMaking] = useState<AbortController | null>(null)
  const [failed, setFailed] = useState<string | null>(null)
  const turn: PageLook['turn'] = TURNS[turns % TURNS.length] ?? 0
  const preview = usePagePreview(pdf, { page, turn, longestPx: PREVIEW_PX })

  const go = (to: number): void => {
    setPage(Math.max(1, Math.min(pdf.pages, Math.round(to))))
    setFailed(null)
  }
  const make = async (): Promise<void> => {
    const work = new AbortController()
    setMaking(work)
    const picture = await pagePicture(pdf, fileName, { page, turn }, work.signal)
    if (work.signal.aborted) return
    setMaking(null)
    if (picture.ok) take(picture.value)
    else setFailed(failureText(t, picture.error))
  }
  const leave = (): void => {
    making?.abort()
    close()
  }
  const canvas = preview?.ok === true ? preview.value : null
  const shown = preview?.ok === false ? failureText(t, preview.error) : failed
  return (
    <Modal opened onClose={leave} size={860} title={t('plan.pdf.title', { file: fileName })} closeButtonProps={{ 'aria-label': t('frame.close') }}>
      <div className={classes.dialog}>
        <div className={classes.sheet} aria-busy={preview === null}>
          {canvas !== null && <Paper canvas={canvas} label={t('plan.pdf.preview', { page, file: fileName })} />}
          {preview === null && <Loader size="sm" aria-label={t('plan.pdf.drawing')} />}
        </div>
        <div className={classes.controls}>
          <Tooltip label={t('plan.pdf.previous')}>
            <ActionIcon variant="default" size={30} aria-label={t('plan.pdf.previous')} disabled={page === 1} onClick={() => go(page - 1)}>
              <IconChevronLeft size={16} aria-hidden="true" />
            </ActionIcon>
          </Tooltip>
          <NumberInput className={classes.page} aria-label={t('plan.pdf.page')} value={page} min={1} max={pdf.pages} allowDecimal={false} clampBehavior="strict" hideControls onChange={(value) => typeof value === 'number' && go(value)} />
          <span>{t('plan.pdf.of', { pages: pdf.pages })}</span>
          <Tooltip label={t('plan.pdf.next')}>
            <ActionIcon variant="default" size={30} aria-label={t('plan.pdf.next')} disabled={page === pdf.pages} onClick={() => go(page + 1)}>
              <IconChevronRight size={16} aria-hidden="true" />
            </ActionIcon>
          </Tooltip>
          <Button variant="default" ml="auto" leftSection={<IconRotateClockwise size={14} aria-hidden="true" />} onClick={() => setTurns(turns + 1)}>
            {t('plan.pdf.turn')}
          </Button>
        </div>
        <DialogEnd failed={shown} close={leave}>
          <Button data-autofocus loading={making !== null} disabled={canvas === null} onClick={() => void make()}>
            {t('plan.pdf.take')}
          </Button>
        </DialogEnd>
      </div>
    </Modal>
  )
}

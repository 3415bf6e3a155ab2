/** A file chosen as the picture of a plan: pictures go on as they are, of a PDF a page is chosen first. */
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { ok, type Result } from '../../../shared/result.ts'
import { isPdf, openPdf, type PdfDocument } from '../../pdf/pdf-document.ts'
import { PdfPageDialog } from './pdf-page-dialog.tsx'

interface Asking {
  readonly fileName: string
  readonly pdf: PdfDocument
  readonly answer: (picture: Result<File | null>) => void
}

export interface PictureChoice {
  /** The picture to take; null where the choice of a page was left; a failure for a PDF that cannot be opened. */
  readonly choose: (file: File) => Promise<Result<File | null>>
  /** The question that is open, if any. */
  readonly dialog: ReactNode
}

export const usePictureChoice = (): PictureChoice => {
  const [asking, setAsking] = useState<Asking | null>(null)
  const leaving = useRef(new AbortController())
  useEffect(() => {
    leaving.current = new AbortController()
    return () => leaving.current.abort()
  }, [])

  const choose = async (file: File): Promise<Result<File | null>> => {
    if (!(await isPdf(file))) return ok(file)
    const { signal } = leaving.current
    const opened = await openPdf(file, signal)
    if (!opened.ok) return signal.aborted ? ok(null) : opened
    return new Promise((answer) => {
      setAsking({ fileName: file.name, pdf: opened.value, answer })
    })
  }
  const end = (picture: File | null): void => {
    asking?.pdf.close()
    asking?.answer(ok(picture))
    setAsking(null)
  }
  return { choose, dialog: asking === null ? null : <PdfPageDialog fileName={asking.fileName} pdf={asking.pdf} close={() => end(null)} take={end} /> }
}

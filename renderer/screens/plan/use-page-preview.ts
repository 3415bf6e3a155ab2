/** The page of a PDF that is looked at, drawn small; an older page that is still being drawn is left. */
import { useEffect, useState } from 'react'
import type { Result } from '../../../shared/result.ts'
import type { PageLook, PdfDocument } from '../../pdf/pdf-document.ts'

interface Drawn {
  readonly look: string
  readonly canvas: Result<HTMLCanvasElement>
}

/** null while it is drawn. */
export const usePagePreview = (pdf: PdfDocument, { page, turn, longestPx }: PageLook): Result<HTMLCanvasElement> | null => {
  const [drawn, setDrawn] = useState<Drawn | null>(null)
  const look = `${page} ${turn} ${longestPx}`
  useEffect(() => {
    const leaving = new AbortController()
    const draw = async (): Promise<void> => {
      const canvas = await pdf.draw({ page, turn, longestPx }, leaving.signal)
      if (!leaving.signal.aborted) setDrawn({ look, canvas })
    }
    void draw()
    return () => leaving.abort()
  }, [pdf, page, turn, longestPx, look])
  return drawn?.look === look ? drawn.canvas : null
}

/** A drawn page as the picture file of a plan: PNG, for lines stay sharp; JPEG where a PNG would be too large; smaller where even that is. */
import { MOST_PICTURE_BYTES } from '../../shared/domain/plan.ts'
import { failure, ok, type Result } from '../../shared/result.ts'
import type { PageLook, PdfDocument } from './pdf-document.ts'

/** What drawings are printed at; finer shows nothing more on a screen. */
const DOTS_PER_INCH = 150
const LEAST_PX = 1_500
const MOST_PX = 6_000
const JPEG_QUALITY = 0.9
const SMALLER = 0.7

const encoded = (canvas: HTMLCanvasElement, type: string): Promise<Blob | null> =>
  new Promise((done) => {
    canvas.toBlob(done, type, JPEG_QUALITY)
  })

const smallEnough = async (canvas: HTMLCanvasElement): Promise<Blob | null> => {
  for (const type of ['image/png', 'image/jpeg']) {
    const blob = await encoded(canvas, type)
    if (blob !== null && blob.size <= MOST_PICTURE_BYTES) return blob
  }
  return null
}

/**
 * @param fileName of the PDF; the picture is called `name, page 3.png`.
 * @returns a failure where the page cannot be drawn, or not as a file of a size that plans take.
 */
export const pagePicture = async (pdf: PdfDocument, fileName: string, { page, turn }: Omit<PageLook, 'longestPx'>, signal: AbortSignal): Promise<Result<File>> => {
  let longestPx = Math.max(LEAST_PX, Math.min(MOST_PX, await pdf.longestAt(page, DOTS_PER_INCH)))
  while (longestPx >= LEAST_PX * SMALLER) {
    const drawn = await pdf.draw({ page, turn, longestPx }, signal)
    if (!drawn.ok) return drawn
    const blob = await smallEnough(drawn.value)
    // Its memory is given back at once, not when the collector comes round.
    drawn.value.width = 0
    if (blob !== null) return ok(new File([blob], `${fileName.replace(/\.pdf$/i, '')}, page ${page}.${blob.type === 'image/png' ? 'png' : 'jpg'}`, { type: blob.type }))
    longestPx *= SMALLER
  }
  return failure('plan-pdf-page', `Page ${page} of ${fileName} makes no picture of a usable size.`, { file: fileName, page })
}

/** Opens a PDF and draws single pages of it as pictures. Everything is decoded in workers, without scripts, forms, links or network; a file that cannot be shown is refused in words. */
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist'
// oxlint-disable-next-line import/default -- `?url` is the address that Vite gives the file
import rendererUrl from 'pdfjs-dist/build/pdf.renderer.min.mjs?url'
// oxlint-disable-next-line import/default -- `?url` is the address that Vite gives the file
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url'
import { MOST_PICTURE_PIXELS } from '../../shared/domain/plan.ts'
import { failure, ok, type Result } from '../../shared/result.ts'

/** Larger files are seldom plans, and would be in memory twice. */
export const MOST_PDF_BYTES = 100_000_000
const HEAD_BYTES = 1_024
/** Opening or drawing that takes longer is given up: a drawing can be built to take for ever. */
const PATIENCE_MS = 60_000
const POINTS_PER_INCH = 72

export interface PageLook {
  /** From 1. */
  readonly page: number
  /** Clockwise, added to what the page asks for itself. */
  readonly turn: 0 | 90 | 180 | 270
  /** Of the drawn page's longer side. */
  readonly longestPx: number
}

export interface PdfDocument {
  readonly pages: number
  /** Draws onto a canvas of the page's own size, white where the page is empty. */
  draw(look: PageLook, signal: AbortSignal): Promise<Result<HTMLCanvasElement>>
  /** Longer side of a page at so many dots an inch, px. */
  longestAt(page: number, dotsPerInch: number): Promise<number>
  close(): void
}

/** Judged by its bytes: viewers accept a PDF whose head is not at the very beginning. */
export const isPdf = async (file: Blob): Promise<boolean> => new TextDecoder('latin1').decode(await file.slice(0, HEAD_BYTES).arrayBuffer()).includes('%PDF-')

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '')

const inTime = async <T>(work: Promise<T>, signal: AbortSignal): Promise<T> => {
  const ended = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)])
  const gaveUp = new Promise<never>((_, reject) => {
    ended.addEventListener('abort', () => reject(ended.reason as Error), { once: true })
  })
  return Promise.race([work, gaveUp])
}

const refusal = (error: unknown, file: string): Result<never> => {
  const name = nameOf(error)
  if (name === 'AbortError') return failure('plan-pdf-cancelled', `${file} was left.`, { file })
  if (name === 'TimeoutError') return failure('plan-pdf-slow', `${file} took longer than ${PATIENCE_MS} ms.`, { file, seconds: PATIENCE_MS / 1_000 })
  if (name === 'PasswordException') return failure('plan-pdf-password', `${file} asks for a password.`, { file })
  return failure('plan-pdf-broken', `${file} cannot be read as a PDF: ${String(error)}`, { file })
}

const drawPage = async (page: PDFPageProxy, { turn, longestPx }: PageLook, signal: AbortSignal): Promise<HTMLCanvasElement> => {
  const { width, height } = page.getViewport({ scale: 1 })
  const scale = Math.min(longestPx / Math.max(width, height), Math.sqrt(MOST_PICTURE_PIXELS / (width * height)))
  const viewport = page.getViewport({ scale, rotation: (page.rotate + turn) % 360 })
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.floor(viewport.width))
  canvas.height = Math.max(1, Math.floor(viewport.height))
  // Notes and stamps are part of a drawing; fields to fill in are not.
  const task = page.render({ canvas, viewport, background: '#fff', intent: 'print' })
  signal.addEventListener('abort', () => task.cancel(), { once: true })
  try {
    await inTime(task.promise, signal)
  } finally {
    task.cancel()
  }
  return canvas
}

const openDocument = async (file: File, signal: AbortSignal): Promise<PDFDocumentProxy> => {
  const { getDocument, GlobalWorkerOptions, VerbosityLevel } = await import('pdfjs-dist')
  GlobalWorkerOptions.workerSrc = workerUrl
  GlobalWorkerOptions.rendererSrc = rendererUrl
  const beside = (folder: string): string => new URL(`pdfjs/${folder}/`, document.baseURI).href
  const loading = getDocument({
    data: await file.arrayBuffer(),
    cMapUrl: beside('cmaps'),
    standardFontDataUrl: beside('standard_fonts'),
    wasmUrl: beside('wasm'),
    useWasm: false,
    useWorkerFetch: true,
    // Letters are drawn as paths: no font of a file from outside is handed to the system.
    disableFontFace: true,
    enableXfa: false,
    maxImageSize: 2 * MOST_PICTURE_PIXELS,
    verbosity: VerbosityLevel.ERRORS,
  })
  try {
    return await inTime(loading.promise, signal)
  } catch (error) {
    void loading.destroy()
    throw error
  }
}

/**
 * Opens the file. Close the document when done.
 * @returns a failure for what is too large, locked by a password, broken, empty, or takes longer than a minute.
 */
export const openPdf = async (file: File, signal: AbortSignal): Promise<Result<PdfDocument>> => {
  if (file.size > MOST_PDF_BYTES) return failure('plan-picture-bytes', `${file.name} has ${file.size} bytes.`, { file: file.name, megabytes: Math.ceil(file.size / 1e6), most: MOST_PDF_BYTES / 1e6 })
  try {
    const opened = await openDocument(file, signal)
    if (opened.numPages < 1) throw new Error('no page')
    return ok({
      pages: opened.numPages,
      draw: async (look, drawing) => {
        try {
          return ok(await drawPage(await inTime(opened.getPage(look.page), drawing), look, drawing))
        } catch (error) {
          const refused = refusal(error, file.name)
          return refused.ok || refused.error.code !== 'plan-pdf-broken' ? refused : failure('plan-pdf-page', `Page ${look.page} of ${file.name} cannot be drawn: ${String(error)}`, { file: file.name, page: look.page })
        }
      },
      longestAt: async (page, dotsPerInch) => {
        const { width, height } = (await opened.getPage(page)).getViewport({ scale: 1 })
        return (Math.max(width, height) * dotsPerInch) / POINTS_PER_INCH
      },
      close: () => void opened.loadingTask.destroy(),
    })
  } catch (error) {
    return refusal(error, file.name)
  }
}

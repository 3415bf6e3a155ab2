/** Entry of the worker thread that makes one PDF: laying out takes longer than the engine's thread may be held up. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import pdfmake from 'pdfmake'
import type { ReportDocument } from './report-frame.ts'

const FONTS = join(dirname(createRequire(import.meta.url).resolve('pdfmake/package.json')), 'build/fonts/Roboto')
const font = (name: string): string => join(FONTS, `Roboto-${name}.ttf`)

const STYLES = {
  title: { fontSize: 20, bold: true },
  subtitle: { fontSize: 12, margin: [0, 2, 0, 2] as [number, number, number, number] },
  score: { fontSize: 28, margin: [0, 4, 0, 2] as [number, number, number, number] },
  heading: { fontSize: 13, bold: true, margin: [0, 14, 0, 6] as [number, number, number, number] },
  quiet: { fontSize: 9, color: '#555555' },
}

pdfmake.setFonts({ Roboto: { normal: font('Regular'), bold: font('Medium'), italics: font('Italic'), bolditalics: font('MediumItalic') } })
// A report is made of what it is given: nothing is fetched, no file but its fonts is read.
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy((path: string) => path.startsWith(FONTS))

const { title, content, footer } = workerData as ReportDocument
const pdf = pdfmake.createPdf({
  info: { title, creator: 'Plantroom', producer: 'Plantroom' },
  pageSize: 'A4',
  pageMargins: [48, 48, 48, 56],
  defaultStyle: { font: 'Roboto', fontSize: 10, lineHeight: 1.15 },
  styles: STYLES,
  content: [...content],
  footer: (page: number, pages: number) => ({ text: footer.replace('{{page}}', String(page)).replace('{{pages}}', String(pages)), style: 'quiet', alignment: 'center', margin: [0, 16, 0, 0] }),
})
const bytes = new Uint8Array(await pdf.getBuffer())
parentPort?.postMessage(bytes, [bytes.buffer])

/** PDFs made object by object: plans with walls, letters in a font that is not embedded, and a scan as fax machines write it. */

const latin = (text: string): Buffer => Buffer.from(text, 'latin1')

/** A fax image of `size` x `size`, all black: every row is coded as "like the white row above it" (one bit), then the end of the block (CCITT Group 4, ITU-T T.6), and colours are turned round. `size` a multiple of 8. */
const scan = (size: number): Buffer => {
  const data = Buffer.concat([Buffer.alloc(size / 8, 0xff), Buffer.from([0x00, 0x10, 0x01])])
  const dict = `<< /Type /XObject /Subtype /Image /Width ${size} /Height ${size} /BitsPerComponent 1 /ColorSpace /DeviceGray /Decode [1 0] /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns ${size} /Rows ${size} >> /Length ${data.length} >>`
  return Buffer.concat([latin(`${dict}\nstream\n`), data, latin('\nendstream')])
}

const stream = (content: string): Buffer => latin(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`)

/** @param size of each page in points; page n says "Level n" in Helvetica, has a wall round it and a black scan of 200 points in its lower left corner. */
export const planPdf = (pages: number, size: { readonly width: number; readonly height: number }): Buffer => {
  const { width, height } = size
  const pageOf = (index: number): number => 5 + 2 * index
  const objects: Buffer[] = [
    latin('<< /Type /Catalog /Pages 2 0 R >>'),
    latin(`<< /Type /Pages /Count ${pages} /Kids [${Array.from({ length: pages }, (_, index) => `${pageOf(index)} 0 R`).join(' ')}] >>`),
    latin('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'),
    scan(64),
    ...Array.from({ length: pages }, (_, index) => [
      latin(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents ${pageOf(index) + 1} 0 R /Resources << /Font << /F 3 0 R >> /XObject << /S 4 0 R >> >> >>`),
      stream(`q 200 0 0 200 20 20 cm /S Do Q 4 w 10 10 ${width - 20} ${height - 20} re S BT /F 120 Tf 300 ${height / 2} Td (Level ${index + 1}) Tj ET`),
    ]).flat(),
  ]
  const parts: Buffer[] = [latin('%PDF-1.7\n')]
  const offsets: number[] = []
  let at = parts[0]!.length
  const put = (part: Buffer): void => {
    parts.push(part)
    at += part.length
  }
  for (const [index, object] of objects.entries()) {
    offsets.push(at)
    put(Buffer.concat([latin(`${index + 1} 0 obj\n`), object, latin('\nendobj\n')]))
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  put(latin(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`))
  return Buffer.concat(parts)
}

/** The same file asking for a password: an encryption dictionary (standard handler, 40 bit) whose check of the empty password fails. */
export const lockedPdf = (): Buffer => {
  const key = 'A'.repeat(32)
  const open = planPdf(1, { width: 800, height: 600 }).toString('latin1')
  return latin(open.replace('/Root 1 0 R', `/Root 1 0 R /Encrypt << /Filter /Standard /V 1 /R 2 /O (${key}) /U (${key}) /P -4 >> /ID [(${key}) (${key})]`))
}

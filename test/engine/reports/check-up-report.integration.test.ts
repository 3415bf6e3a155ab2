/** The check-up on paper: every sentence is in it, and a PDF comes of it without touching the engine's thread. */
import { describe, expect, it } from 'vitest'
import { checkUp } from '../../../electron/engine/analysis/check-up/check-up.ts'
import { checkUpSection } from '../../../electron/engine/reports/check-up-section.ts'
import { createRenderPdf } from '../../../electron/engine/reports/render-pdf.ts'
import { reportDocument, type ReportFacts } from '../../../electron/engine/reports/report-frame.ts'
import { openReportWords } from '../../../electron/engine/reports/report-words.ts'
import { sourceWorker } from '../../support/source-worker.ts'
import { deviceFacts, checkUpFacts } from '../analysis/check-up/sample-facts.ts'

const facts: ReportFacts = { siteName: 'Hafenstraße 5 · Wärme', timeZone: 'Europe/Berlin', language: 'en', appVersion: '1.0', madeAtMs: Date.UTC(2026, 10, 27, 21) }
const render = createRenderPdf(sourceWorker('pdf'))
const sick = checkUp(checkUpFacts({ devices: Array.from({ length: 40 }, (_, at) => deviceFacts(at + 1, { lost: 300, clockDriftMs: 900_000 })) }))

describe('the check-up report', () => {
  it('says score, period, every finding with evidence and advice, and what is in order', async () => {
    const t = await openReportWords('en')
    const text = JSON.stringify(checkUpSection(t, sick, facts))
    expect(text).toContain(`${sick.score} of 100`)
    expect(text).toContain('40 devices lose more than 1 % of requests.')
    expect(text).toContain('and 28 more')
    expect(text).toContain('What to do: Schedules switch and logs are dated by these clocks.')
    expect(text).toContain('All 40 devices answer.')
    expect(text).toMatch(/Observed from .* \(Europe\/Berlin\)/)
    // No key without its sentence, no placeholder left.
    expect(text).not.toMatch(/checkUp\.|\{\{/)
  })

  it('becomes a PDF of several pages', async () => {
    const t = await openReportWords('en')
    const document = reportDocument(t, t('checkUp.title', {}), facts, checkUpSection(t, sick, facts))
    const rendered = await render(document)
    if (!rendered.ok) throw new Error(rendered.error.message)
    const pdf = Buffer.from(rendered.value).toString('latin1')
    expect(pdf.startsWith('%PDF-1.')).toBe(true)
    expect(pdf.match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(1)
  })

  it('fails in words when it cannot be laid out', async () => {
    const rendered = await render({ title: 'x', footer: '', content: [{ table: { widths: [10], body: [[], ['a', 'b']] } }] })
    expect(rendered).toMatchObject({ ok: false, error: { code: 'report-failed' } })
  })
})

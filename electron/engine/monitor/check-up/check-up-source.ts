/** The check-up of one open site, and the documents made of it. */
import type { CheckUp } from '../../../../shared/domain/check-up.ts'
import { localDayOf } from '../../../../shared/domain/local-day.ts'
import type { TextFile } from '../../../../shared/domain/ede.ts'
import { formatMessage } from '../../../../shared/format-message.ts'
import { ok, type Result } from '../../../../shared/result.ts'
import { checkUp } from '../../analysis/check-up/check-up.ts'
import { checkUpSection } from '../../reports/check-up-section.ts'
import type { RenderPdf } from '../../reports/render-pdf.ts'
import { reportDocument, type ReportFacts } from '../../reports/report-frame.ts'
import { openReportWords } from '../../reports/report-words.ts'
import type { SiteContext } from '../site-context.ts'
import { gatherFacts, type FactSources } from './gather-facts.ts'

export interface CheckUpSource {
  current(): CheckUp
  /** Fails with `report-failed`. */
  document(format: 'pdf' | 'json'): Promise<Result<TextFile>>
}

interface CheckUpDeps extends FactSources {
  readonly renderPdf: RenderPdf
  readonly appVersion: string
}

/** `check-up-2026-11-27.pdf`; the day in the site's zone. */
const fileName = (timeMs: number, timeZone: string, ending: string): string => `check-up-${localDayOf(timeMs, timeZone)}.${ending}`

export const createCheckUpSource = (site: SiteContext, deps: CheckUpDeps): CheckUpSource => {
  const startedAtMs = site.clock.nowMs()
  const current = (): CheckUp => checkUp(gatherFacts(site, deps, startedAtMs))

  const asJson = async (found: CheckUp, facts: ReportFacts): Promise<Uint8Array> => {
    const t = await openReportWords(facts.language)
    // Messages stand as sentences: whoever reads the file has no list of keys.
    const text = JSON.stringify(
      { site: facts.siteName, madeAt: new Date(facts.madeAtMs).toISOString(), version: facts.appVersion, ...found },
      (_key, value: unknown) => (typeof value === 'object' && value !== null && 'key' in value && typeof value.key === 'string' ? formatMessage(t, value as Parameters<typeof formatMessage>[1], facts.language) : value),
      2,
    )
    return Buffer.from(text)
  }

  return {
    current,
    document: async (format) => {
      const { siteName, timeZone, language } = site.store.settings()
      const facts: ReportFacts = { siteName, timeZone, language, appVersion: deps.appVersion, madeAtMs: site.clock.nowMs() }
      const found = current()
      const name = fileName(facts.madeAtMs, timeZone, format)
      if (format === 'json') return ok({ name, bytes: await asJson(found, facts) })
      const t = await openReportWords(language)
      const rendered = await deps.renderPdf(reportDocument(t, t('checkUp.title', {}), facts, checkUpSection(t, found, facts)))
      return rendered.ok ? ok({ name, bytes: rendered.value }) : rendered
    },
  }
}

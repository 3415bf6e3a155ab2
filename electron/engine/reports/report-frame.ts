/** What every report has: title, site, when it was made, page numbers, styles. Sections are put into it. */
import type { Content } from 'pdfmake/interfaces.js'
import type { Translate } from '../../../shared/format-message.ts'

/** A document that a worker thread can take: plain data, no functions. */
export interface ReportDocument {
  readonly title: string
  readonly content: readonly Content[]
  /** With `{{page}}` and `{{pages}}`, filled in on each page. */
  readonly footer: string
}

export interface ReportFacts {
  readonly siteName: string
  readonly timeZone: string
  readonly language: string
  readonly appVersion: string
  readonly madeAtMs: number
}

/** Date and time in the site's zone, with the zone's name. */
export const reportTime = (timeMs: number, { timeZone, language }: Pick<ReportFacts, 'timeZone' | 'language'>): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(timeMs) + ` (${timeZone})`

export const reportDocument = (t: Translate, title: string, facts: ReportFacts, sections: readonly Content[]): ReportDocument => {
  const site = t('site', { site: facts.siteName })
  const made = t('made', { time: reportTime(facts.madeAtMs, facts), version: facts.appVersion })
  return {
    title: `${title}: ${facts.siteName}`,
    content: [{ text: title, style: 'title' }, { text: site, style: 'subtitle' }, { text: made, style: 'quiet', margin: [0, 0, 0, 16] }, ...sections],
    footer: t('page', { page: '{{page}}', pages: '{{pages}}' }),
  }
}

/** What is set: for the site, devices and points; what is expected when; the detectors; feedback; who changed what. */
import { Button, Switch } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { DetectionSettings, DetectionTuning } from '../../../shared/domain/detection.ts'
import type { Equipment } from '../../../shared/domain/rules.ts'
import { Answer } from '../../components/answer.tsx'
import table from '../../components/data-table.module.css'
import { useMessageText } from '../../components/engine-text.ts'
import { Section } from '../../components/section.tsx'
import { Ago } from '../../components/time.tsx'
import { alertDetailDoor } from '../../doors.ts'
import { useCall, useEngine } from '../../engine/engine-context.tsx'
import { usePointIndex } from '../../engine/indexes.ts'
import { useEffectText } from '../alert/feedback-words.ts'
import { LearntSection } from './learnt-section.tsx'
import { ExceptionForm } from './exception-form.tsx'
import { Overrides } from './overrides.tsx'
import { RuleFactsLine } from './rule-facts-line.tsx'
import { TuningFields } from './tuning-fields.tsx'
import { useTuningText } from './tuning-text.ts'
import { sendable, useChange } from './use-change.ts'
import classes from './detection-screen.module.css'

const NO_EQUIPMENT: readonly Equipment[] = []
const SITE = { what: 'site' } as const

const SiteTuning = ({ settings }: { readonly settings: DetectionSettings }) => {
  const { t } = useTranslation()
  const engine = useEngine()
  const [typed, setTyped] = useState<DetectionTuning | null>(null)
  const { failed, run } = useChange()
  const save = async (): Promise<void> => {
    if (await run(() => engine.setDetectionTuning(sendable(SITE, typed ?? settings.site)))) setTyped(null)
  }
  return (
    <Section title={t('detection.site')}>
      <div className={classes.fields}>
        <TuningFields tuning={typed ?? settings.site} change={setTyped} limits={null} silence />
        {failed !== null && <p className={classes.failed} role="alert">{failed}</p>}
        <div>
          <Button disabled={typed === null} onClick={() => void save()}>
            {t('detection.save')}
          </Button>
        </div>
      </div>
    </Section>
  )
}

/** Detectors of points, or the rules that judge equipment. */
const Detectors = ({ settings, what }: { readonly settings: DetectionSettings; readonly what: 'detectors' | 'rules' }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const engine = useEngine()
  const { failed, run } = useChange()
  const equipment = useCall('listEquipment', {}).data ?? NO_EQUIPMENT
  const off = settings.site.off ?? []
  const toggle = (id: string): void => {
    const next = off.includes(id) ? off.filter((other) => other !== id) : [...off, id]
    void run(() => engine.setDetectionTuning(sendable(SITE, { ...settings.site, off: next })))
  }
  return (
    <Section title={t(`detection.${what}`)}>
      {failed !== null && <p className={classes.failed} role="alert">{failed}</p>}
      <ul className={classes.detectors}>
        {settings.detectors.filter(({ kind }) => (kind === 'rule') === (what === 'rules')).map(({ id, title, explanation, rule }) => (
          <li key={id}>
            <Switch label={text(title)} checked={!off.includes(id)} onChange={() => toggle(id)} />
            <p className={classes.quiet}>{text(explanation)}</p>
            {rule !== undefined && <RuleFactsLine rule={rule} equipment={equipment} />}
          </li>
        ))}
      </ul>
    </Section>
  )
}

const Exceptions = ({ settings }: { readonly settings: DetectionSettings }) => {
  const { t } = useTranslation()
  const engine = useEngine()
  const points = usePointIndex()
  const words = useEffectText()
  const [adding, setAdding] = useState(false)
  const { failed, run } = useChange()
  return (
    <Section title={t('detection.exceptions')} aside={<Button variant="subtle" size="compact-sm" aria-expanded={adding} onClick={() => setAdding(!adding)}>{t('detection.exception.new')}</Button>}>
      {adding && <ExceptionForm />}
      {failed !== null && <p className={classes.failed} role="alert">{failed}</p>}
      {settings.exceptions.length === 0 ? (
        <p className={classes.quiet}>{t('detection.noExceptions')}</p>
      ) : (
        <table className={table.table}>
          <tbody>
            {settings.exceptions.map((exception) => (
              <tr key={exception.id}>
                <td>{points.get(exception.pointId)?.name ?? exception.pointId}</td>
                <td className={`${table.name} ${classes.wide}`}>
                  {words({ what: 'exception', exception }, exception.pointId)} {exception.reason}
                </td>
                <td>
                  <Button variant="subtle" size="compact-sm" onClick={() => void run(() => engine.removeDetectionException({ exceptionId: exception.id }))}>
                    {t('detection.remove')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  )
}

const FeedbackList = () => {
  const { t } = useTranslation()
  const engine = useEngine()
  const words = useEffectText()
  const points = usePointIndex()
  const { failed, run } = useChange()
  const given = useCall('listFeedback', {}).data ?? []
  return (
    <Section title={t('detection.feedback')}>
      {failed !== null && <p className={classes.failed} role="alert">{failed}</p>}
      {given.length === 0 && <p className={classes.quiet}>{t('detection.noFeedback')}</p>}
      <ul className={classes.detectors}>
        {given.slice(0, 50).map((feedback) => (
          <li key={feedback.id}>
            <Link href={alertDetailDoor(feedback.alertId)}>{points.get(feedback.pointId ?? 0)?.name ?? t('detection.alert', { id: feedback.alertId })}</Link>: {words(feedback.effect, feedback.pointId)} {feedback.because} <Ago atMs={feedback.givenAtMs} />{' '}
            {feedback.undoneAtMs === null ? (
              <Button variant="subtle" size="compact-sm" onClick={() => void run(() => engine.undoFeedback({ feedbackId: feedback.id }))}>
                {t('detection.undo')}
              </Button>
            ) : (
              <span className={classes.quiet}>{t('detection.undone')}</span>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}

const Changes = () => {
  const { t } = useTranslation()
  const points = usePointIndex()
  const tuningText = useTuningText()
  const changes = useCall('listDetectionChanges', {}).data ?? []
  return (
    <Section title={t('detection.changes')}>
      {changes.length === 0 && <p className={classes.quiet}>{t('detection.noChanges')}</p>}
      <ul className={classes.detectors}>
        {changes.slice(0, 30).map(({ id, atMs, who, what, scope, after, note }) => (
          <li key={id}>
            <Ago atMs={atMs} /> {who} · {t(`detection.change.${what}`)} · {scope.what === 'point' ? (points.get(scope.pointId)?.name ?? scope.pointId) : t(`detection.scope.${scope.what}`)}
            {what === 'tuning' && <> · {tuningText((after ?? {}) as DetectionTuning)}</>} {note}
          </li>
        ))}
      </ul>
    </Section>
  )
}

export const RulesPage = () => {
  const { t } = useTranslation()
  const settings = useCall('getDetectionSettings', {})
  return (
    <Answer query={settings} loading={t('detection.loading')}>
      {(data) => (
        <div className={classes.columns}>
          <div>
            <LearntSection />
            <SiteTuning settings={data} />
            <Overrides settings={data} />
            <Exceptions settings={data} />
            <FeedbackList />
            <Changes />
          </div>
          <div>
            <Detectors settings={data} what="detectors" />
            <Detectors settings={data} what="rules" />
          </div>
        </div>
      )}
    </Answer>
  )
}

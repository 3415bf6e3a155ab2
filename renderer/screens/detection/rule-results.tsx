/** What a back-test found of each fault rule: how often it spoke, and which delay would have spared short spells. */
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DetectorInfo, RuleBackTest } from '../../../shared/domain/detection.ts'
import table from '../../components/data-table.module.css'
import { useMessageText } from '../../components/engine-text.ts'
import { duration } from '../../components/format-time.ts'
import { Section } from '../../components/section.tsx'

interface RuleResultsProps {
  readonly rules: readonly RuleBackTest[]
  readonly detectors: readonly DetectorInfo[]
  /** Sets a rule's delay where the back-test has one scope; null = it has none. */
  readonly apply: ((detector: string, onDelayMs: number) => void) | null
}

export const RuleResults = ({ rules, detectors, apply }: RuleResultsProps) => {
  const { t } = useTranslation()
  const text = useMessageText()
  if (rules.length === 0) return null
  const nameOf = (detector: string): string => {
    const title = detectors.find(({ id }) => id === detector)?.title
    return title === undefined ? detector : text(title)
  }
  const heads = [['rule', false], ['equipment', true], ['now', true], ['then', true], ['delay', true], ['suggestion', false]] as const
  return (
    <Section title={t('detection.rules')} aside={String(rules.length)}>
      <table className={table.table}>
        <thead>
          <tr>
            {heads.map(([name, isNumber]) => (
              <th key={name} scope="col" className={isNumber ? table.number : undefined}>{t(`detection.ruleResult.${name}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rules.map(({ detector, equipment, fires, firesNow, onDelayMs, suggestedOnDelayMs, byDelay }) => {
            const left = byDelay.find((each) => each.onDelayMs === suggestedOnDelayMs)
            return (
              <tr key={detector}>
                <td className={table.name}>{nameOf(detector)}</td>
                <td className={table.number}>{equipment}</td>
                <td className={table.number}>{firesNow}</td>
                <td className={table.number}>{fires}</td>
                <td className={table.number}>{duration(t, onDelayMs)}</td>
                <td title={byDelay.map((each) => `${duration(t, each.onDelayMs)}: ${each.fires}`).join('\n')}>
                  {left === undefined ? (
                    <span className={table.quiet}>{fires === 0 ? '–' : t('detection.ruleResult.right')}</span>
                  ) : (
                    <>
                      {t('detection.ruleResult.suggested', { time: duration(t, left.onDelayMs), count: left.fires })}{' '}
                      {apply !== null && (
                        <Button variant="subtle" size="compact-sm" aria-label={t('detection.ruleResult.applyOf', { name: nameOf(detector) })} onClick={() => apply(detector, left.onDelayMs)}>
                          {t('detection.ruleResult.apply')}
                        </Button>
                      )}
                    </>
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </Section>
  )
}

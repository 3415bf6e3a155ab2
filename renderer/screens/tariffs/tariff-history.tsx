/** Who changed which tariff, newest first, each to be taken back. */
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { TariffChange } from '../../../shared/domain/tariff.ts'
import { Section } from '../../components/section.tsx'
import { Ago } from '../../components/time.tsx'
import classes from './tariffs.module.css'

const MOST_SHOWN = 30

/** The newest of each tariff that stands can be taken back. */
const undoableOf = (changes: readonly TariffChange[]): ReadonlySet<number> => {
  const newest = new Map<number, number>()
  for (const { id, tariffId, undone } of changes) if (!undone && !newest.has(tariffId)) newest.set(tariffId, id)
  return new Set(newest.values())
}

export const TariffHistory = ({ changes, busy, undo }: { readonly changes: readonly TariffChange[]; readonly busy: boolean; readonly undo: (changeId: number) => void }) => {
  const { t } = useTranslation()
  const open = undoableOf(changes)
  if (changes.length === 0) return null
  return (
    <Section title={t('tariffs.history')}>
      <ol className={classes.entries}>
        {changes.slice(0, MOST_SHOWN).map((change) => {
          const name = (change.after ?? change.before)?.name ?? ''
          return (
            <li key={change.id} data-undone={change.undone || undefined}>
              <span>
                {t(`tariffs.what.${change.what}`, { name })}
                <span className={classes.quiet}>
                  {' '}
                  <Ago atMs={change.atMs} />, {change.who}
                  {change.undone && `, ${t('tariffs.takenBack')}`}
                </span>
              </span>
              {open.has(change.id) && (
                <Button size="compact-xs" variant="default" disabled={busy} aria-label={t('tariffs.undoOf', { what: t(`tariffs.what.${change.what}`, { name }) })} onClick={() => undo(change.id)}>
                  {t('tariffs.undo')}
                </Button>
              )}
            </li>
          )
        })}
      </ol>
    </Section>
  )
}

/** Success stories in a few sentences: what of the work is proved by the readings, what it saves, in money too where there is a tariff, and what it took. */
import { useTranslation } from 'react-i18next'
import { localDayOf } from '../../../shared/domain/local-day.ts'
import type { TaskView } from '../../../shared/domain/task.ts'
import { moneyText } from '../../components/money.ts'
import { useNow } from '../../components/now.ts'
import { useTimeZone } from '../../components/time.tsx'
import { useCall } from '../../engine/engine-context.tsx'
import { amountText } from './due-text.ts'
import { worthOf, type Worth } from './worth.ts'
import classes from './work.module.css'

/** By the alert that stayed away, or, where there was none to tell by, by the health of the device that rose. */
const isProved = ({ result, health }: TaskView): boolean => result?.what === 'recovered' || result?.what === 'averted' || (result?.what === 'notMeasured' && health?.what === 'rose')
const isJudged = ({ result, health }: TaskView): boolean =>
  result !== null && result.what !== 'watching' && (result.what !== 'notMeasured' || (health !== null && health.what !== 'tooEarly' && health.what !== 'noBefore'))

/** One sum for each currency: nothing is converted. */
const costsOf = (tasks: readonly TaskView[]): string[] =>
  [...Map.groupBy(tasks.filter(({ cost }) => cost !== null), ({ currency }) => currency)].map(([currency, own]) => moneyText(own.reduce((sum, { cost }) => sum + (cost ?? 0), 0), currency))

/** Reckoned savings in whole units of the currency. */
const moneyOf = ({ low, high, currency }: Worth): string => {
  const [least, most] = [Math.round(low).toLocaleString('en'), Math.round(high).toLocaleString('en')]
  return `${least === most ? least : `${least} – ${most}`}\u00a0${currency}`
}

/** null without a tariff in force. */
const useWorth = (kwh: number): string | null => {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const tariffs = useCall('listTariffs', {}).data ?? []
  const all = worthOf(kwh, tariffs, localDayOf(useNow('minute'), timeZone))
  const [only] = all
  if (only === undefined) return null
  if (all.length === 1) return moneyOf(only)
  return all.map((worth) => t('work.story.worthAs', { money: moneyOf(worth), medium: t(`energy.medium.${worth.medium}`).toLowerCase() })).join(t('work.story.or'))
}

export const Stories = ({ tasks }: { readonly tasks: readonly TaskView[] }) => {
  const { t } = useTranslation()
  const done = tasks.filter(({ state }) => state === 'done')
  const judged = done.filter(isJudged)
  const proved = judged.filter(isProved)
  const averted = judged.filter(({ result }) => result?.what === 'averted')
  const risen = judged.filter(({ health }) => health?.what === 'rose')
  const sum = (of: readonly TaskView[], value: (task: TaskView) => number | null): number => of.reduce((all, task) => all + (value(task) ?? 0), 0)
  const [saved, hours, costs] = [sum(proved, ({ savedKwhPerYear }) => savedKwhPerYear), sum(done, ({ spentHours }) => spentHours), costsOf(done)]
  const worth = useWorth(saved)
  const sentences = [
    ...(judged.length === 0 ? [] : [t('work.story.proved', { proved: proved.length, count: judged.length })]),
    ...(averted.length === 0 ? [] : [t('work.story.averted', { count: averted.length })]),
    ...(risen.length === 0 ? [] : [t('work.story.risen', { count: risen.length })]),
    ...(saved > 0 ? [t('work.story.saved', { kwh: amountText(saved) })] : []),
    ...(saved > 0 && worth !== null ? [t('work.story.worth', { worth })] : []),
    ...(hours > 0 || costs.length > 0 ? [t('work.story.spent', { spent: [...(hours > 0 ? [t('work.hours', { hours: hours.toLocaleString('en', { maximumFractionDigits: 1 }) })] : []), ...costs].join(', ') })] : []),
  ]
  return sentences.length === 0 ? null : <p className={classes.summary}>{sentences.join(' ')}</p>
}

/** Names of kinds of buildings: those that came with the program in the reader's language, others as people named them. */
import { useTranslation } from 'react-i18next'
import type { Benchmark } from '../../../shared/domain/efficiency.ts'

export const useKindName = (benchmarks: readonly Benchmark[]): ((kind: string) => string) => {
  const { t } = useTranslation()
  const names = new Map(benchmarks.map(({ kind, name }) => [kind, name]))
  return (kind) => {
    const own = names.get(kind) ?? ''
    return own === '' ? t(`efficiency.kind.${kind}`) : own
  }
}

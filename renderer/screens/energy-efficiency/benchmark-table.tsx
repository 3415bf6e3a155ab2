/** The benchmarks: what kinds of buildings typically use, with its source; each can be changed, put back, or added. */
import { Button, NumberInput, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Benchmark } from '../../../shared/domain/efficiency.ts'
import { isUnverified } from '../../../shared/domain/shipped-benchmarks.ts'
import { NO_VALUE } from '../../../shared/format-quantity.ts'
import type { Result } from '../../../shared/result.ts'
import table from '../../components/data-table.module.css'
import { failureText } from '../../components/engine-text.ts'
import { useEngine } from '../../engine/engine-context.tsx'
import { useKindName } from './benchmark-words.ts'
import classes from './efficiency.module.css'

interface Draft {
  /** null = a new one. */
  readonly kind: string | null
  readonly name: string
  readonly typical: number | null
  readonly good: number | null
  readonly source: string
}

const NEW: Draft = { kind: null, name: '', typical: null, good: null, source: '' }
const numberOr = (value: number | string): number | null => (typeof value === 'number' && value > 0 ? value : null)
const isOwn = (kind: string | null): boolean => kind === null || kind.startsWith('own-')

interface FormProps {
  readonly start: Draft
  readonly title: string
  readonly save: (draft: Draft) => Promise<string | null>
  readonly close: () => void
}

const Form = ({ start, title, save, close }: FormProps) => {
  const { t } = useTranslation()
  const [draft, setDraft] = useState(start)
  const [refused, setRefused] = useState<string | null>(null)
  const change = (patch: Partial<Draft>): void => setDraft((old) => ({ ...old, ...patch }))
  const submit = async (event: React.FormEvent): Promise<void> => {
    event.preventDefault()
    if (draft.typical === null) return setRefused(t('efficiency.typicalMissing'))
    const failed = await save(draft)
    if (failed === null) close()
    else setRefused(failed)
  }
  return (
    <form className={classes.form} aria-label={title} onSubmit={(event) => void submit(event)}>
      {isOwn(start.kind) && <TextInput label={t('efficiency.kindHead')} maxLength={80} value={draft.name} onChange={(event) => change({ name: event.currentTarget.value })} />}
      <NumberInput label={t('efficiency.typicalOf')} min={0} max={10_000} value={draft.typical ?? ''} onChange={(value) => change({ typical: numberOr(value) })} />
      <NumberInput label={t('efficiency.goodOf')} min={0} max={10_000} value={draft.good ?? ''} onChange={(value) => change({ good: numberOr(value) })} />
      <TextInput label={t('efficiency.source')} maxLength={200} value={draft.source} onChange={(event) => change({ source: event.currentTarget.value })} />
      <div className={classes.buttons}>
        <Button type="submit">{t('efficiency.save')}</Button>
        <Button variant="default" onClick={close}>{t('efficiency.cancel')}</Button>
      </div>
      {refused !== null && <p className={classes.wrong} role="alert">{refused}</p>}
    </form>
  )
}

export const BenchmarkTable = ({ benchmarks }: { readonly benchmarks: readonly Benchmark[] }) => {
  const { t } = useTranslation()
  const engine = useEngine()
  const kindName = useKindName(benchmarks)
  const [open, setOpen] = useState<Draft | null>(null)
  const [refused, setRefused] = useState<string | null>(null)
  const said = (answer: Result<unknown>): string | null => (answer.ok ? null : failureText(t, answer.error))
  const save = async ({ kind, name, typical, good, source }: Draft): Promise<string | null> => said(await engine.setBenchmark({ kind, name, typical: typical ?? 0, good, source }))
  const reset = async (kind: string): Promise<void> => setRefused(said(await engine.resetBenchmark({ kind })))
  const form = (start: Draft, title: string) => <Form key={start.kind ?? ''} start={start} title={title} save={save} close={() => setOpen(null)} />
  return (
    <>
      <table className={`${table.table} ${classes.benchmarks}`}>
        <thead>
          <tr>
            <th scope="col">{t('efficiency.kindHead')}</th>
            <th scope="col" className={table.number}>{t('efficiency.typicalOf')}</th>
            <th scope="col" className={table.number}>{t('efficiency.goodOf')}</th>
            <th scope="col">{t('efficiency.source')}</th>
            <th aria-label={t('efficiency.change')} />
          </tr>
        </thead>
        <tbody>
          {benchmarks.map((one) =>
            open?.kind === one.kind ? (
              <tr key={one.kind}>
                <td colSpan={5}>{form(open, kindName(one.kind))}</td>
              </tr>
            ) : (
              <tr key={one.kind}>
                <td>{kindName(one.kind)}</td>
                <td className={table.number}>
                  {isUnverified(one) && <span className={classes.unverified}>{t('efficiency.unverified')}</span>}
                  {one.typical.toLocaleString('en')}
                </td>
                <td className={table.number}>{one.good?.toLocaleString('en') ?? NO_VALUE}</td>
                <td className={table.name} title={one.source}>{one.source}</td>
                <td className={classes.acts}>
                  {!one.shipped && (
                    <Button size="compact-sm" variant="default" aria-label={t(isOwn(one.kind) ? 'efficiency.removeOf' : 'efficiency.resetOf', { name: kindName(one.kind) })} onClick={() => void reset(one.kind)}>
                      {t(isOwn(one.kind) ? 'efficiency.remove' : 'efficiency.reset')}
                    </Button>
                  )}
                  <Button size="compact-sm" variant="default" aria-label={t('efficiency.changeOf', { name: kindName(one.kind) })} onClick={() => setOpen(one)}>
                    {t('efficiency.change')}
                  </Button>
                </td>
              </tr>
            ),
          )}
        </tbody>
      </table>
      {refused !== null && <p className={classes.wrong} role="alert">{refused}</p>}
      {open !== null && open.kind === null ? (
        form(NEW, t('efficiency.add'))
      ) : (
        <Button className={classes.add} variant="default" leftSection={<IconPlus size={14} aria-hidden="true" />} onClick={() => setOpen(NEW)}>
          {t('efficiency.add')}
        </Button>
      )}
    </>
  )
}

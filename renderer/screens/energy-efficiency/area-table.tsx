/** Site and areas: their score, a year's energy by floor area against a benchmark; floor area and kind of building are said here. */
import { NumberInput, Select } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AreaEfficiency, Benchmark } from '../../../shared/domain/efficiency.ts'
import type { Meter } from '../../../shared/domain/energy.ts'
import { isUnverified } from '../../../shared/domain/shipped-benchmarks.ts'
import { NO_VALUE } from '../../../shared/format-quantity.ts'
import table from '../../components/data-table.module.css'
import { failureText, useMessageText } from '../../components/engine-text.ts'
import { useEngine } from '../../engine/engine-context.tsx'
import { useKindName } from './benchmark-words.ts'
import { IntensityBar } from './intensity-bar.tsx'
import { scoreText, withInterval, yearText } from './score-text.ts'
import classes from './efficiency.module.css'

interface RowProps {
  readonly area: AreaEfficiency
  readonly benchmarks: readonly Benchmark[]
  readonly meters: readonly Meter[]
}

const Row = ({ area, benchmarks, meters }: RowProps) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const engine = useEngine()
  const kindName = useKindName(benchmarks)
  const [floorAreaM2, setFloorAreaM2] = useState<number | null>(area.floorAreaM2)
  const name = area.area === '' ? t('efficiency.site') : area.area
  const benchmark = benchmarks.find(({ kind }) => kind === area.kind)
  const namesOf = (ids: readonly number[]): string => ids.map((id) => meters.find((meter) => meter.id === id)?.name ?? '').join(', ')
  const send = async (change: Partial<Pick<AreaEfficiency, 'floorAreaM2' | 'kind'>>): Promise<void> => {
    const answer = await engine.setFloorArea({ area: area.area, floorAreaM2, kind: area.kind, ...change })
    if (!answer.ok) notifications.show({ message: failureText(t, answer.error), color: 'red' })
  }
  const leave = (): void => {
    if (floorAreaM2 !== area.floorAreaM2) void send({ floorAreaM2 })
  }
  return (
    <>
      <tr>
        <td className={classes.area}>{name}</td>
        <td className={table.number}>{scoreText(area.score)}</td>
        <td className={table.number}>{yearText(area.annual?.energy ?? null, 'energy')}</td>
        <td>
          <NumberInput
            aria-label={t('efficiency.floorAreaOf', { name })}
            className={classes.floorArea}
            size="xs"
            hideControls
            min={1}
            max={100_000_000}
            suffix=" m²"
            thousandSeparator=","
            value={floorAreaM2 ?? ''}
            onChange={(value) => setFloorAreaM2(typeof value === 'number' && value > 0 ? value : null)}
            onBlur={leave}
            onKeyDown={(event) => event.key === 'Enter' && leave()}
          />
        </td>
        <td>
          <Select
            aria-label={t('efficiency.kindOf', { name })}
            className={classes.kind}
            size="xs"
            searchable
            clearable
            placeholder={t('efficiency.noKind')}
            value={area.kind}
            data={benchmarks.map(({ kind }) => ({ value: kind, label: kindName(kind) }))}
            onChange={(kind) => void send({ kind })}
          />
        </td>
        <td className={table.number}>{area.intensity === null ? NO_VALUE : withInterval(area.intensity.value, area.intensity.uncertainty)}</td>
        <td className={table.number}>
          {benchmark === undefined ? NO_VALUE : benchmark.typical.toLocaleString('en')}
          {benchmark !== undefined && isUnverified(benchmark) && <span className={classes.unsure}>{t('efficiency.unverified')}</span>}
        </td>
        <td className={classes.against}>
          {area.intensity === null ? <span className={table.quiet}>{area.missing === null ? '' : text(area.missing)}</span> : benchmark === undefined ? <span className={table.quiet}>{t('efficiency.chooseKind')}</span> : <IntensityBar intensity={area.intensity} benchmark={benchmark} />}
        </td>
      </tr>
      <tr className={classes.counted}>
        <td colSpan={8}>
          {area.counted.length > 0 && t('efficiency.counted', { names: namesOf(area.counted) })}
          {area.notCounted.length > 0 && ` ${t('efficiency.notCounted', { names: namesOf(area.notCounted) })}`}
        </td>
      </tr>
    </>
  )
}

const COLUMNS = [['area', false], ['score', true], ['year', true], ['floorArea', false], ['kindHead', false], ['intensity', true], ['typical', true], ['against', false]] as const

export const AreaTable = ({ areas, benchmarks, meters }: { readonly areas: readonly AreaEfficiency[]; readonly benchmarks: readonly Benchmark[]; readonly meters: readonly Meter[] }) => {
  const { t } = useTranslation()
  return (
    <table className={`${table.table} ${classes.areas}`}>
      <thead>
        <tr>
          {COLUMNS.map(([name, isNumber]) => (
            <th key={name} scope="col" className={isNumber ? table.number : undefined}>{t(`efficiency.${name}`)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {areas.map((area) => (
          <Row key={`${area.area} ${area.floorAreaM2 ?? ''}`} area={area} benchmarks={benchmarks} meters={meters} />
        ))}
      </tbody>
    </table>
  )
}

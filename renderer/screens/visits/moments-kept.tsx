/** Bookmarks of the time between the two that are compared: what people kept to be looked at again. */
import { useTranslation } from 'react-i18next'
import { momentsKept } from '../../../shared/domain/past-state.ts'
import table from '../../components/data-table.module.css'
import { Section } from '../../components/section.tsx'
import { Moment } from '../../components/time.tsx'
import { useCall } from '../../engine/engine-context.tsx'
import { goTo } from '../../hash-location.ts'
import classes from './visits-screen.module.css'

export const MomentsKept = ({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }) => {
  const { t } = useTranslation()
  const moments = momentsKept(useCall('listBookmarks', {}).data ?? [], fromMs, toMs)
  if (moments.length === 0) return null
  return (
    <Section title={t('visits.moments.title')} aside={String(moments.length)}>
      <table className={table.table}>
        <thead>
          <tr>
            {(['at', 'name', 'note', 'by'] as const).map((column) => <th key={column} scope="col">{t(`visits.moments.${column}`)}</th>)}
          </tr>
        </thead>
        <tbody>
          {moments.map(({ id, atMs, name, note, address, createdBy }) => (
            <tr key={id}>
              <td><Moment atMs={atMs} /></td>
              <td className={classes.moment}>
                <a
                  href={address}
                  onClick={(event) => {
                    event.preventDefault()
                    goTo(address)
                  }}
                >
                  {name}
                </a>
              </td>
              <td className={table.name} title={note}>{note}</td>
              <td>{createdBy}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}

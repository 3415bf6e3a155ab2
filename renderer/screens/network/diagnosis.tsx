/** Why nothing, or less than expected, is heard: findings in plain words, each with what to do. */
import { Button } from '@mantine/core'
import { IconChevronDown, IconChevronRight, IconRefresh } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Finding } from '../../../shared/domain/network.ts'
import { Answer } from '../../components/answer.tsx'
import { useMessageText } from '../../components/engine-text.ts'
import { Section } from '../../components/section.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { Ago } from '../../components/time.tsx'
import { useCall } from '../../engine/engine-context.tsx'
import type { StatusName } from '../../theme/status.ts'
import classes from './diagnosis.module.css'

const STATUS: Readonly<Record<Finding['severity'], StatusName>> = { problem: 'high', warning: 'medium', fine: 'normal' }

const FindingRow = ({ finding }: { readonly finding: Finding }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  return (
    <li className={classes.row}>
      <StatusMark status={STATUS[finding.severity]} label={t(`network.finding.${finding.severity}`)} />
      <span className={finding.severity === 'fine' ? classes.fine : classes.text}>{text(finding.text)}</span>
      <span className={classes.advice}>{finding.advice !== null && text(finding.advice)}</span>
    </li>
  )
}

/** What is wrong, then on demand what was looked at and found fine. */
export const FindingList = ({ findings }: { readonly findings: readonly Finding[] }) => {
  const { t } = useTranslation()
  const [opened, setOpened] = useState(false)
  const listId = useId()
  const wrong = findings.filter(({ severity }) => severity !== 'fine')
  const fine = findings.filter(({ severity }) => severity === 'fine')
  const Chevron = opened ? IconChevronDown : IconChevronRight
  return (
    <div className={classes.findings}>
      {wrong.length === 0 ? (
        <p className={classes.nothing}>{t('network.nothingInTheWay')}</p>
      ) : (
        <ul className={classes.list}>
          {wrong.map((finding) => (
            <FindingRow key={`${finding.id} ${JSON.stringify(finding.text.params)}`} finding={finding} />
          ))}
        </ul>
      )}
      {fine.length > 0 && (
        <button type="button" className={classes.more} aria-expanded={opened} aria-controls={listId} onClick={() => setOpened(!opened)}>
          <Chevron size={14} aria-hidden="true" />
          {t('network.fineCount', { count: fine.length })}
        </button>
      )}
      <ul className={classes.list} id={listId} hidden={!opened}>
        {fine.map((finding) => (
          <FindingRow key={`${finding.id} ${JSON.stringify(finding.text.params)}`} finding={finding} />
        ))}
      </ul>
    </div>
  )
}

export const Diagnosis = () => {
  const { t } = useTranslation()
  const diagnosis = useCall('getDiagnosis', {})
  return (
    <Section
      title={t('network.diagnosis')}
      aside={
        <span className={classes.aside}>
          {diagnosis.data !== undefined && (
            <span>
              {t('network.looked')} <Ago atMs={diagnosis.data.atMs} />
            </span>
          )}
          <Button variant="default" size="compact-sm" leftSection={<IconRefresh size={14} aria-hidden="true" />} loading={diagnosis.isFetching} onClick={() => void diagnosis.refetch()}>
            {t('network.lookAgain')}
          </Button>
        </span>
      }
    >
      <Answer query={diagnosis} loading={t('network.looking')}>
        {({ findings }) => <FindingList findings={findings} />}
      </Answer>
    </Section>
  )
}

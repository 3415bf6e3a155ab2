/** The keys, on `?`. */
import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { SCREENS } from './screens.ts'
import classes from './shortcut-help.module.css'

interface ShortcutHelpProps {
  readonly opened: boolean
  readonly close: () => void
}

const LIST_KEYS = [
  ['↑ ↓', 'move'],
  ['Shift ↑ ↓', 'range'],
  ['Space', 'choose'],
  ['Ctrl A', 'chooseAll'],
  ['Enter', 'open'],
  ['A', 'acknowledge'],
  ['C', 'confirm'],
  ['S', 'shelve'],
  ['U', 'unshelve'],
  ['M', 'maintenance'],
  ['N', 'note'],
  ['T', 'trend'],
  ['O', 'object'],
  ['/', 'filter'],
] as const

const FRAME_KEYS = [
  ['Ctrl K', 'search'],
  ['Esc', 'up'],
  ['?', 'help'],
  ['H', 'timeMachine'],
  ['P', 'play'],
  ['B', 'previousAlert'],
  ['F', 'nextAlert'],
  [', .', 'minuteStep'],
  ['Shift , .', 'hourStep'],
  ['Alt , .', 'dayStep'],
] as const

const Keys = ({ keys }: { readonly keys: string }) => (
  <span>
    {keys.split(' ').map((key) => (
      <kbd key={key}>{key}</kbd>
    ))}
  </span>
)

const KeyRows = ({ rows }: { readonly rows: readonly (readonly [keys: string, name: string])[] }) => {
  const { t } = useTranslation()
  return rows.map(([keys, name]) => (
    <div key={name}>
      <dt>
        <Keys keys={keys} />
      </dt>
      <dd>{t(`frame.keys.${name}`)}</dd>
    </div>
  ))
}

export const ShortcutHelp = ({ opened, close }: ShortcutHelpProps) => {
  const { t } = useTranslation()
  return (
    <Modal opened={opened} onClose={close} title={t('frame.keys.title')} size={640} closeButtonProps={{ 'aria-label': t('frame.close') }}>
      <div className={classes.columns}>
        <dl className={classes.list}>
          {SCREENS.map(({ name, key, letter }) => (
            <div key={name}>
              <dt>
                {key !== undefined && (
                  <>
                    <Keys keys={key} /> {t('frame.keys.or')}{' '}
                  </>
                )}
                <Keys keys={`g ${letter}`} />
              </dt>
              <dd>{t(`frame.screen.${name}`)}</dd>
            </div>
          ))}
          <KeyRows rows={FRAME_KEYS} />
        </dl>
        <dl className={classes.list}>
          <KeyRows rows={LIST_KEYS} />
        </dl>
      </div>
    </Modal>
  )
}

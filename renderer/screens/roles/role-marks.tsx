/** How far a role is settled, as shape and word: what asks for a look stands out, what is settled is quiet. */
import { useTranslation } from 'react-i18next'
import { shareText } from './share-text.ts'
import type { RoleState } from './role-groups.ts'
import classes from './roles-screen.module.css'

const SHAPES: Readonly<Record<RoleState, string>> = { unsure: '?', none: '–', sure: '', confirmed: '✓', corrected: '✎' }

interface RoleStateProps {
  readonly state: RoleState
  readonly confidence: number
}

export const RoleStateMark = ({ state, confidence }: RoleStateProps) => {
  const { t } = useTranslation()
  const found = state === 'sure' || state === 'unsure'
  return (
    <span className={classes.stateMark} data-state={state}>
      <span aria-hidden="true" className={classes.stateShape}>
        {SHAPES[state]}
      </span>
      {t(`roles.state.${state}`)}
      {found && <span className={classes.share}>{shareText(confidence)}</span>}
    </span>
  )
}

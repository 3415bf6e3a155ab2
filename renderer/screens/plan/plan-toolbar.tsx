/** Above the plan: which one, undo and redo, groups, zoom, heat, lock. */
import { ActionIcon, Button, Menu, SegmentedControl, Select, Tooltip } from '@mantine/core'
import { IconArrowBackUp, IconArrowForwardUp, IconDots, IconFlame, IconLink, IconLock, IconLockOpen, IconMinus, IconPlus, IconTrash, IconUnlink, IconZoomScan, type Icon } from '@tabler/icons-react'
import { useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Plan, PlanItem } from '../../../shared/domain/plan.ts'
import { useInPast } from '../../components/moment.ts'
import { planDoor } from '../../doors.ts'
import { navigate } from '../../hash-location.ts'
import { PICTURE_TYPES, RenamePlanDialog } from './plan-dialogs.tsx'
import type { PlanDeeds } from './use-plan-deeds.ts'
import type { PlanEditing } from './use-plan-editing.ts'
import type { PlanStage } from './plan-stage.ts'
import { usePictureChoice } from './use-picture-choice.tsx'
import classes from './plan-screen.module.css'

interface ToolProps {
  readonly icon: Icon
  readonly label: string
  readonly keys?: string
  readonly disabled?: boolean
  readonly pressed?: boolean
  readonly onClick: () => void
}

const Tool = ({ icon: Picture, label, keys, disabled = false, pressed, onClick }: ToolProps) => (
  <Tooltip label={keys === undefined ? label : `${label} (${keys})`}>
    <ActionIcon variant={pressed === true ? 'filled' : 'default'} size={30} aria-label={label} aria-pressed={pressed} disabled={disabled} onClick={onClick}>
      <Picture size={16} stroke={1.7} aria-hidden="true" />
    </ActionIcon>
  </Tooltip>
)

const ZOOM_STEP = 1.25

/** Written as the stage writes: drawn by React, it would come one frame later and make two of each notch. */
const ZoomShare = ({ stage }: { readonly stage: PlanStage }) => {
  const shown = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    const write = (): void => {
      if (shown.current !== null) shown.current.textContent = `${Math.round(stage.view.zoom * 100)} %`
    }
    write()
    return stage.subscribe(write)
  }, [stage])
  return <span ref={shown} className={classes.zoom} />
}

const ZoomTools = ({ stage }: { readonly stage: PlanStage }) => {
  const { t } = useTranslation()
  return (
    <>
      <Tool icon={IconMinus} label={t('plan.zoomOut')} keys="-" onClick={() => stage.zoomBy(1 / ZOOM_STEP)} />
      <ZoomShare stage={stage} />
      <Tool icon={IconPlus} label={t('plan.zoomIn')} keys="+" onClick={() => stage.zoomBy(ZOOM_STEP)} />
      <Tool icon={IconZoomScan} label={t('plan.fit')} keys="0" onClick={() => stage.fit()} />
    </>
  )
}

const PlanMenu = ({ plan, deeds, makeNew }: { readonly plan: Plan; readonly deeds: PlanDeeds; readonly makeNew: () => void }) => {
  const { t } = useTranslation()
  const [renaming, setRenaming] = useState(false)
  const picker = useRef<HTMLInputElement>(null)
  const picture = usePictureChoice()
  const take = async (file: File): Promise<void> => {
    const chosen = await picture.choose(file)
    if (!chosen.ok) deeds.complain(chosen.error)
    else if (chosen.value !== null) await deeds.setPicture(chosen.value)
  }
  return (
    <>
      <input
        ref={picker}
        type="file"
        hidden
        accept={PICTURE_TYPES}
        aria-label={t('plan.otherPicture')}
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.item(0)
          if (file) void take(file)
          // The same file may be chosen again after it was mended.
          currentTarget.value = ''
        }}
      />
      <Menu position="bottom-start">
        <Menu.Target>
          <ActionIcon variant="default" size={30} aria-label={t('plan.more')}>
            <IconDots size={16} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={makeNew}>{t('plan.newOne')}</Menu.Item>
          <Menu.Item onClick={deeds.arrange}>{t('plan.arrange')}</Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={() => setRenaming(true)}>{t('plan.renameOne')}</Menu.Item>
          <Menu.Item disabled={plan.locked} onClick={() => picker.current?.click()}>{t(plan.picture === null ? 'plan.addPicture' : 'plan.otherPicture')}</Menu.Item>
          {plan.picture !== null && <Menu.Item disabled={plan.locked} onClick={() => void deeds.setPicture(null)}>{t('plan.noPicture')}</Menu.Item>}
          <Menu.Item disabled={plan.locked} onClick={deeds.remove}>{t('plan.remove')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {picture.dialog}
      {renaming && <RenamePlanDialog name={plan.name} close={() => setRenaming(false)} rename={deeds.rename} />}
    </>
  )
}

interface PlanToolbarProps {
  readonly stage: PlanStage
  readonly plans: readonly Plan[]
  readonly plan: Plan
  readonly chosen: readonly PlanItem[]
  readonly editing: PlanEditing
  readonly deeds: PlanDeeds
  readonly heat: boolean
  readonly setHeat: (on: boolean) => void
  readonly makeNew: () => void
}

export const PlanToolbar = ({ stage, plans, plan, chosen, editing, deeds, heat, setHeat, makeNew }: PlanToolbarProps) => {
  const { t } = useTranslation()
  const inPast = useInPast()
  const grouped = chosen.some(({ groupId }) => groupId !== null)
  return (
    <div className={classes.toolbar} role="toolbar" aria-label={t('plan.tools')}>
      <Select
        aria-label={t('plan.which')}
        data={plans.map(({ id, name }) => ({ value: String(id), label: name }))}
        value={String(plan.id)}
        onChange={(value) => {
          if (value !== null) navigate(planDoor(Number(value)))
        }}
        w={190}
      />
      {!inPast && <PlanMenu plan={plan} deeds={deeds} makeNew={makeNew} />}
      <SegmentedControl
        aria-label={t('plan.mode')}
        disabled={inPast}
        title={inPast ? t('time-machine.onlyLooks') : undefined}
        value={plan.locked ? 'locked' : 'open'}
        onChange={(value) => void deeds.lock(value === 'locked')}
        data={[
          { value: 'locked', label: <span className={classes.mode}><IconLock size={14} aria-hidden="true" />{t('plan.locked')}</span> },
          { value: 'open', label: <span className={classes.mode}><IconLockOpen size={14} aria-hidden="true" />{t('plan.open')}</span> },
        ]}
      />
      {!plan.locked && (
        <div className={classes.tools}>
          <Tool icon={IconArrowBackUp} label={t('plan.undo')} keys="Ctrl+Z" disabled={!editing.canUndo} onClick={deeds.undo} />
          <Tool icon={IconArrowForwardUp} label={t('plan.redo')} keys="Ctrl+Y" disabled={!editing.canRedo} onClick={deeds.redo} />
          <Tool icon={IconLink} label={t('plan.group')} keys="Ctrl+G" disabled={chosen.length < 2} onClick={() => deeds.group(true)} />
          <Tool icon={IconUnlink} label={t('plan.ungroup')} keys="Ctrl+Shift+G" disabled={!grouped} onClick={() => deeds.group(false)} />
          <Tool icon={IconTrash} label={t('plan.take')} keys="Del" disabled={chosen.length === 0} onClick={deeds.removeChosen} />
        </div>
      )}
      <div className={classes.tools} data-end>
        <Button variant={heat ? 'filled' : 'default'} size="xs" aria-pressed={heat} leftSection={<IconFlame size={14} aria-hidden="true" />} onClick={() => setHeat(!heat)}>
          {t('plan.heat')}
        </Button>
        <ZoomTools stage={stage} />
      </div>
    </div>
  )
}

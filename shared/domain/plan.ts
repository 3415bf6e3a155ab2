/** Floor plans of a site: a picture, or none, with devices, points, equipment and areas placed on it. */

/** Plan units of the longer side of every plan, whatever the resolution of its picture: a better scan of the same drawing moves nothing. */
export const PLAN_SIDE = 2_000
/** Largest file of a picture, bytes. */
export const MOST_PICTURE_BYTES = 20_000_000
/** Largest picture, pixels: more than 50 MP would take the screen 200 MB of memory. */
export const MOST_PICTURE_PIXELS = 50_000_000
export const MOST_PLANS = 60
/** Items of one plan. */
export const MOST_PLAN_ITEMS = 2_000

export type PictureFormat = 'png' | 'jpeg' | 'svg'

/** The background of a plan, as it is kept in the site's folder. */
export interface PlanPicture {
  readonly format: PictureFormat
  /** What the operator's file was called. */
  readonly fileName: string
  /** Name of the file in the site's folder `plans`; another picture has another name. */
  readonly storedAs: string
  /** Pixels; of an SVG its own units. */
  readonly widthPx: number
  readonly heightPx: number
  readonly bytes: number
}

export interface Plan {
  readonly id: number
  readonly name: string
  /** Size in plan units; the longer side is `PLAN_SIDE`. */
  readonly width: number
  readonly height: number
  readonly picture: PlanPicture | null
  /** Nothing can be moved, and a click opens what an item shows. */
  readonly locked: boolean
}

/** What an item shows. A point or device that was removed from the site keeps its item, which says so. */
export type PlanSubject =
  | { readonly what: 'point'; readonly pointId: number }
  | { readonly what: 'device'; readonly deviceId: number }
  /** As `listEquipment` names it. */
  | { readonly what: 'equipment'; readonly equipmentId: string }
  /** A room or zone: a named rectangle that shows the worst of what lies in it. */
  | { readonly what: 'area'; readonly width: number; readonly height: number }

export interface PlanItem {
  readonly id: number
  readonly planId: number
  readonly subject: PlanSubject
  /** The middle of the item, of an area its upper left corner; plan units. */
  readonly x: number
  readonly y: number
  /** In place of the name of what it shows; empty = that name. An area has no other name. */
  readonly label: string
  /** Items of one group are chosen and moved together; null = in none. */
  readonly groupId: number | null
}

export type NewPlanItem = Pick<PlanItem, 'subject' | 'x' | 'y' | 'label'>

/** What becomes of an item; what is not named stays. `width` and `height` are of areas. */
export interface PlanItemChange {
  readonly id: number
  readonly x?: number | undefined
  readonly y?: number | undefined
  readonly label?: string | undefined
  readonly width?: number | undefined
  readonly height?: number | undefined
}

export type PlanDeed = 'added' | 'renamed' | 'picture' | 'removed' | 'arranged' | 'placed' | 'moved' | 'grouped' | 'itemsRemoved' | 'undone'

/** What a call changed. `undoPlanChange` of its id takes it back, and the id of that change brings it again. */
export interface PlanChange {
  readonly id: number
  readonly what: PlanDeed
  /** Plans and items as they are now; those that went are in `goneItems` and `gonePlans`. */
  readonly plans: readonly Plan[]
  readonly items: readonly PlanItem[]
  readonly goneItems: readonly number[]
  readonly gonePlans: readonly number[]
  /** What was taken out of an SVG because it could run or load something, by name, with how often. */
  readonly takenOut: readonly { readonly name: string; readonly count: number }[]
}

export interface PlanContent {
  readonly plan: Plan
  readonly items: readonly PlanItem[]
}

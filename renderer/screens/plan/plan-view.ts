/** Zoom and place of a plan on the screen. Pure. */

export interface PlanView {
  /** Screen pixels of one plan unit. */
  readonly zoom: number
  /** Where the plan's upper left corner is, px from that of the screen's part. */
  readonly x: number
  readonly y: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

export interface Place {
  readonly x: number
  readonly y: number
}

/** 20 times: a room fills the screen. Less than a quarter of what fits is too small to hit anything. */
const MOST_ZOOM = 10
const LEAST_OF_FIT = 0.5
const MARGIN_PX = 16
/** So much of the plan stays on the screen wherever it is dragged. */
const KEPT_PX = 80

/** The whole plan, as large as it fits, in the middle. */
export const fittingView = (plan: Size, screen: Size): PlanView => {
  const zoom = Math.max(0.01, Math.min((screen.width - 2 * MARGIN_PX) / plan.width, (screen.height - 2 * MARGIN_PX) / plan.height))
  return { zoom, x: (screen.width - plan.width * zoom) / 2, y: (screen.height - plan.height * zoom) / 2 }
}

/** Keeps some of the plan on the screen. */
export const heldView = (view: PlanView, plan: Size, screen: Size): PlanView => ({
  zoom: view.zoom,
  x: Math.max(KEPT_PX - plan.width * view.zoom, Math.min(screen.width - KEPT_PX, view.x)),
  y: Math.max(KEPT_PX - plan.height * view.zoom, Math.min(screen.height - KEPT_PX, view.y)),
})

/** `factor` times as large; what is at `at` (px) stays there. */
export const zoomedView = (view: PlanView, factor: number, at: Place, plan: Size, screen: Size): PlanView => {
  const zoom = Math.max(fittingView(plan, screen).zoom * LEAST_OF_FIT, Math.min(MOST_ZOOM, view.zoom * factor))
  const scale = zoom / view.zoom
  return heldView({ zoom, x: at.x - (at.x - view.x) * scale, y: at.y - (at.y - view.y) * scale }, plan, screen)
}

/** The place on the plan that is at a place of the screen. */
export const toPlan = (view: PlanView, at: Place): Place => ({ x: (at.x - view.x) / view.zoom, y: (at.y - view.y) / view.zoom })

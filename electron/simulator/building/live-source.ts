/** What moves a building's variables: the physical model, or a recording played in a loop. */
import type { BuildingModel } from '../physics/building-model.ts'
import type { ValueStore } from '../physics/signals.ts'
import type { PointSource } from './sim-point.ts'

export interface LiveSource extends PointSource {
  /** Moves on to a moment, ms since the epoch; never back. */
  advanceTo(timeMs: number): void
}

/** The model as a source. */
export const modelSource = (model: BuildingModel, seed: number): LiveSource => ({
  get store(): ValueStore {
    return model.signals
  },
  seed,
  timeMs: () => model.timeMs,
  advanceTo: (timeMs) => model.advanceTo(timeMs),
})

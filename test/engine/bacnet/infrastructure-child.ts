/** BBMDs and routers as a process of its own, in the namespace it is started in; does and tells what its parent asks over the message channel. */
import { ScriptedBbmd, type BbmdOptions } from '../../support/scripted-bbmd.ts'
import { ScriptedRouter, type RouterOptions } from '../../support/scripted-router.ts'

export type Order =
  | { readonly bbmd: number; readonly alive?: boolean; readonly refuses?: boolean; readonly forget?: true }
  | { readonly router: number; readonly mood?: ScriptedRouter['mood']; readonly say?: 'busy' | 'available' }

export interface State {
  readonly bbmds: readonly { readonly registrations: number; readonly removals: number; readonly foreign: readonly string[] }[]
  readonly routers: readonly { readonly asked: number }[]
}

const { bbmds: bbmdOptions, routers: routerOptions } = JSON.parse(process.argv[2] ?? '') as { readonly bbmds: readonly BbmdOptions[]; readonly routers: readonly RouterOptions[] }
const bbmds = bbmdOptions.map((options) => new ScriptedBbmd(options))
const routers = routerOptions.map((options) => new ScriptedRouter(options))
await Promise.all([...bbmds, ...routers].map((one) => one.open()))

const obey = (order: Order): void => {
  if ('bbmd' in order) {
    const bbmd = bbmds[order.bbmd]!
    bbmd.alive = order.alive ?? bbmd.alive
    bbmd.refuses = order.refuses ?? bbmd.refuses
    if (order.forget) bbmd.foreign.clear()
    return
  }
  const router = routers[order.router]!
  router.mood = order.mood ?? router.mood
  if (order.say !== undefined) router.say(order.say)
}

const state = (): State => ({
  bbmds: bbmds.map(({ registrations, removals, foreign }) => ({ registrations, removals, foreign: [...foreign.keys()] })),
  routers: routers.map(({ asked }) => ({ asked })),
})

process.on('message', (order: Order) => {
  obey(order)
  process.send?.(state())
})
process.once('SIGTERM', () => process.exit(0))
process.once('disconnect', () => process.exit(0))
process.send?.('ready')

/** The arguments of the evaluate command. */
import { parseArgs } from 'node:util'
import { failure, ok, type Result } from '../../shared/result.ts'

/** Tasks that can be run; each is one file beside this one. */
export const TASK_NAMES = ['detect', 'drift', 'forecast', 'ahu', 'roles'] as const
export type TaskName = (typeof TASK_NAMES)[number]

export interface EvaluateOptions {
  readonly task: TaskName
  /** Folder with `manifest.json` and the inputs, or a file of points for roles. */
  readonly input: string
  /** Folder (detect, drift, forecast) or file (ahu, roles) to write. */
  readonly output: string
  /** Forecasts may use the temperatures of the day that is forecast. */
  readonly weather: boolean
  /** detect: also what each method says by itself, and the combination without it. */
  readonly members?: boolean
  /** roles: folder with `manifest.json` and series whose meaning is known, to measure what readings say to roles. */
  readonly readings?: string
}

export const USAGE = `Usage: npm run -s evaluate -- TASK --input PATH --output PATH

  detect   anomalies of single series   INPUT/manifest.json, INPUT/anomaly/ID.csv -> OUTPUT/ID.csv: timestamp,score,alarm
           with --members each method too:  OUTPUT/alone-METHOD/ID.csv, and the combination without it: OUTPUT/without-METHOD/ID.csv
  drift    sensors that drift           INPUT/manifest.json, INPUT/drift/ID.csv   -> OUTPUT/ID.csv and OUTPUT/_diagnosis.csv: id,type
  forecast a day ahead, hourly        INPUT/manifest.json, INPUT/forecast/ID.csv -> OUTPUT/ID.csv: origin,timestamp,pred; --weather: with the day's temperatures
  ahu      fault days of air handlers   INPUT/manifest.json, INPUT/ahu/ID.csv     -> file OUTPUT: id,day,score,fault,type
  roles    roles of points              file INPUT (.csv or site.json)            -> file OUTPUT: site,device,object_type,instance,name,role,confidence,problems
           with --readings FOLDER (as for drift) also, on the error output: how often readings confirm and contradict roles
`

const isTask = (name: string): name is TaskName => (TASK_NAMES as readonly string[]).includes(name)

/** Fails with `evaluate-usage`, saying which argument is wrong. */
export const readEvaluateOptions = (args: readonly string[]): Result<EvaluateOptions> => {
  const wrong = (text: string) => failure('evaluate-usage', text)
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { input: { type: 'string' }, output: { type: 'string' }, weather: { type: 'boolean' }, members: { type: 'boolean' }, readings: { type: 'string' } } })
    const [task, ...more] = positionals
    if (task === undefined || more.length > 0) return wrong('Name one task.')
    if (!isTask(task)) return wrong(`There is no task "${task}".`)
    if (!values.input) return wrong('--input is missing.')
    if (!values.output) return wrong('--output is missing.')
    if (values.weather === true && task !== 'forecast') return wrong('--weather belongs to the task forecast.')
    if (values.readings !== undefined && task !== 'roles') return wrong('--readings belongs to the task roles.')
    return ok({ task, input: values.input, output: values.output, weather: values.weather === true, members: values.members === true, ...(values.readings === undefined ? {} : { readings: values.readings }) })
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error))
  }
}

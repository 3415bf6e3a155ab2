/** Expected failures as values: a call either gives a value or an error that can be shown to the user. Bugs throw. */

export type Result<T, E = Failure> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E }

/**
 * What every failure that may reach a user carries.
 * - `code` is stable and names the sentence in `shared/locales/<language>/failures.json`.
 * - `message` is the same sentence in English, for logs and for readers without that file.
 * - `detail` holds what the sentence names (device, file, port ...), as plain values.
 */
export interface Failure {
  readonly code: string
  readonly message: string
  readonly detail?: Readonly<Record<string, string | number | boolean>>
}

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value })

export const fail = <E>(error: E): { readonly ok: false; readonly error: E } => ({ ok: false, error })

/** A failure built in one line: `failure('port-taken', 'UDP port 47808 is ...', { port: 47808 })`. */
export const failure = (code: string, message: string, detail?: Failure['detail']): { readonly ok: false; readonly error: Failure } =>
  fail(detail === undefined ? { code, message } : { code, message, detail })

/** When a key belongs to the screen and not to a field, a dialog or a menu. */

const FIELDS = 'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true], [role=listbox], [role=menu], [role=dialog]'

/** True where the key press belongs to the screen, whatever else is held: outside of fields and dialogs. */
export const isOutsideFields = (event: KeyboardEvent): boolean => !event.defaultPrevented && !(event.target instanceof Element && event.target.closest(FIELDS) !== null)

/** True for a plain key press (no Ctrl, Alt, Meta) outside of fields and dialogs. */
export const isScreenKey = (event: KeyboardEvent): boolean => !event.ctrlKey && !event.metaKey && !event.altKey && isOutsideFields(event)

/** True when Enter or Space would work something that has the focus: a link, a button, a box. */
export const worksFocused = (event: KeyboardEvent): boolean => event.target instanceof Element && event.target.closest('a, button, [role=checkbox], input') !== null

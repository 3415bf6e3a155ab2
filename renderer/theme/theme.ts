/** The look: calm grey in both schemes, ink for what can be used, colour only from the status table. Light and dark are equals. */
import { createTheme, defaultVariantColorsResolver, type CSSVariablesResolver, type MantineColorsTuple, type VariantColorsResolver } from '@mantine/core'
import { STATUSES, STATUS_NAMES } from './status.ts'

/** Slate: from nearly white to nearly black; the only colour of controls. */
const ink: MantineColorsTuple = ['#f3f5f6', '#e4e7ea', '#ccd1d6', '#b0b8bf', '#919ba5', '#717c87', '#525d68', '#3b454f', '#29323a', '#182026']

/** Mantine's scale for dark surfaces: 0 is text, 7 the page. */
const dark: MantineColorsTuple = ['#dde2e6', '#b4bcc4', '#98a2ac', '#7c8792', '#424a52', '#353c43', '#262b31', '#191c20', '#131619', '#0d0f11']

/** Filled controls are ink on page, turned around: the kit's own choice of text colour knows only one of the two schemes. */
const variantColors: VariantColorsResolver = (input) => {
  const usual = defaultVariantColorsResolver(input)
  if (input.variant !== 'filled' || (input.color ?? input.theme.primaryColor) !== input.theme.primaryColor) return usual
  return { ...usual, background: 'var(--control)', hover: 'var(--control-hover)', color: 'var(--on-control)' }
}

export const theme = createTheme({
  variantColorResolver: variantColors,
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 2 },
  colors: { ink, dark },
  autoContrast: true,
  fontFamily: 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  spacing: { xs: '4px', sm: '8px', md: '16px', lg: '24px', xl: '32px' },
  defaultRadius: 3,
  respectReducedMotion: true,
  focusRing: 'auto',
  cursorType: 'pointer',
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '28px' },
      h2: { fontSize: '16px', lineHeight: '24px' },
      h3: { fontSize: '14px', lineHeight: '20px' },
    },
  },
  components: {
    Tooltip: { defaultProps: { openDelay: 400, transitionProps: { duration: 100 }, withArrow: false } },
    Button: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs', allowDeselect: false } },
    Textarea: { defaultProps: { size: 'xs' } },
    SegmentedControl: { defaultProps: { size: 'xs', transitionDuration: 0 } },
    Modal: { defaultProps: { transitionProps: { duration: 120 } } },
    Menu: { defaultProps: { transitionProps: { duration: 80 } } },
    Checkbox: { defaultProps: { size: 'xs', color: 'var(--control)', iconColor: 'var(--on-control)' } },
  },
})

const statusVariables = (scheme: 'light' | 'dark'): Record<string, string> =>
  Object.fromEntries(STATUS_NAMES.map((name) => [`--status-${name}`, STATUSES[name][scheme]]))

/**
 * Surfaces and inks as CSS variables:
 * `--page`, `--panel` (a raised surface), `--hover`, `--selected`, `--line`, `--line-strong`, `--ink`, `--ink-2` (secondary), `--ink-3` (quiet, still AA), `--control` (a filled button) with `--on-control` on it, `--band` (expected band).
 */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--page': '#f4f5f6',
    '--panel': '#fcfcfd',
    '--hover': '#e9ecee',
    '--selected': '#dde2e6',
    '--line': '#dbdfe3',
    '--line-strong': '#828c96',
    '--ink': '#182026',
    '--ink-2': '#434d57',
    '--ink-3': '#555f69',
    '--control': '#3b454f',
    '--control-hover': '#29323a',
    '--on-control': '#ffffff',
    '--band': '#d3dae0',
    '--mantine-color-body': '#f4f5f6',
    '--mantine-color-text': '#182026',
    '--mantine-color-dimmed': '#555f69',
    '--mantine-color-placeholder': '#68727c',
    '--mantine-color-error': STATUSES.critical.light,
    '--mantine-color-anchor': '#182026',
    ...statusVariables('light'),
  },
  dark: {
    '--page': '#191c20',
    '--panel': '#1f2328',
    '--hover': '#272c32',
    '--selected': '#30373f',
    '--line': '#30363d',
    '--line-strong': '#76818c',
    '--ink': '#e3e7ea',
    '--ink-2': '#b8c0c8',
    '--ink-3': '#9aa4ae',
    '--control': '#ccd1d6',
    '--control-hover': '#e4e7ea',
    '--on-control': '#131619',
    '--band': '#3a434c',
    '--mantine-color-body': '#191c20',
    '--mantine-color-text': '#e3e7ea',
    '--mantine-color-dimmed': '#9aa4ae',
    '--mantine-color-placeholder': '#8b95a0',
    '--mantine-color-error': STATUSES.critical.dark,
    '--mantine-color-anchor': '#e3e7ea',
    ...statusVariables('dark'),
  },
})

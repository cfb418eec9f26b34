export { clock } from './clock.ts';
export { Badge, type Tone } from './data/badge.tsx';
export { Card, Code, CopyButton, DescriptionList, Disclosure, Grid, Stat, Timeline } from './data/blocks.tsx';
export { ProgressBar, type Stage, StageList } from './data/stages.tsx';
export { type Column, DataTable } from './data/table.tsx';
export { Tabs } from './data/tabs.tsx';
export type { Formats } from './format/format.ts';
export { useFormat } from './format/use-format.ts';
export { Button, type ButtonVariant, LinkButton, TextLink } from './forms/button.tsx';
export {
  Checkbox,
  CheckboxGroup,
  NumberField,
  type Option,
  RadioGroup,
  Select,
  TextArea,
  TextField,
} from './forms/fields.tsx';
export { FileDrop } from './forms/file-drop.tsx';
export { FilterBar } from './forms/filter-bar.tsx';
export { ErrorSummary, Form } from './forms/form.tsx';
export { type Say, useBilingual, useLanguage, useText } from './i18n/hooks.ts';
export { createI18n, type I18n, type Language, type TextLoaders, type Texts } from './i18n/i18n.ts';
export { PageHeader, Section } from './layout/page.tsx';
export { AppShell, type NavItem } from './layout/shell.tsx';
export { LanguageSwitch, ThemeSwitch } from './layout/switches.tsx';
export { ConfirmDialog, Dialog } from './overlay/dialog.tsx';
export { ToastProvider, useToast } from './overlay/toast.tsx';
export { type ProblemText, registerProblems, useProblem } from './states/problem.ts';
export { EmptyState, ErrorState, Loading, OfflineNotice, Query } from './states/states.tsx';
export { uiTexts } from './texts.ts';

export type { PaletteItem } from './item.ts';
export { CommandPalette } from './palette.tsx';
export { ShortcutsDialog } from './shortcuts-dialog.tsx';

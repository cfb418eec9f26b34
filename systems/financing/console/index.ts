import type { TextLoaders } from '@finharbor/ui';
import type { Screen } from '@finharbor/ui/screens';

/** The screens about loans. */
export const financingScreens: readonly Screen[] = [];

/** The texts of the screens about loans. */
export const financingTexts: Readonly<Record<string, TextLoaders>> = {};

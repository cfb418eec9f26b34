/** What a person should know of a screen: what it is for, how it is used, and which words on it mean what. */
export type Help = {
  readonly purpose: string;
  readonly steps: readonly string[];
  readonly words?: readonly (readonly [word: string, meaning: string])[];
};

/** Help by the screen's path. */
export type HelpTexts = Readonly<Record<string, Help>>;

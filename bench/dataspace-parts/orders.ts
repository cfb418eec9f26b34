/** What a side opens as. */
export type Opening = { readonly databaseUrl: string; readonly self: string };
/** Where its connector is reached. */
export type Opened = { readonly address: string };

/** What a consumer is to do: so many negotiations with this provider, so many of them under way at once. */
export type Order = {
  readonly peer: string;
  readonly address: string;
  readonly count: number;
  readonly atOnce: number;
};
/** How long all took, and each from its request until this side knew it finalized. */
export type Done = { readonly seconds: number; readonly waitsMs: readonly number[] };

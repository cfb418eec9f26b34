/** The browser's clock: milliseconds since the Unix epoch. */
export const clock: { readonly nowMs: () => number } = { nowMs: () => Date.now() };

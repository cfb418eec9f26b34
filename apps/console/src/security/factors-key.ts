/** Under this key the page keeps the person's second factors. */
export const factorsKey: readonly string[] = ['factors'];

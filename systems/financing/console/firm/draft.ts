/** An application that is being written; kept while the window is open, so that leaving and coming back loses nothing. */
export type Draft = {
  readonly id: string;
  readonly step: number;
  readonly amount: string;
  readonly columns: Readonly<Record<string, string>>;
  /** The consent once it is signed: a second try signs no second one. */
  readonly consent: string | undefined;
};

/** The draft for a product, kept or new. */
export function readDraft(product: string, stated: Readonly<Record<string, string | number>>): Draft {
  const kept = sessionStorage.getItem(keyOf(product));
  if (kept) return JSON.parse(kept) as Draft;
  const columns = Object.fromEntries(Object.entries(stated).map(([name, value]) => [name, String(value)]));
  return { id: crypto.randomUUID(), step: 0, amount: '', columns, consent: undefined };
}

/** Keeps the draft. */
export function keepDraft(product: string, draft: Draft): void {
  sessionStorage.setItem(keyOf(product), JSON.stringify(draft));
}

/** Forgets the draft: it was sent. */
export function dropDraft(product: string): void {
  sessionStorage.removeItem(keyOf(product));
}

function keyOf(product: string): string {
  return `finharbor.apply.${product}`;
}

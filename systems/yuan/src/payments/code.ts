/** What a payment code says: whom to pay, or which order. Amounts are never in it, so none can be altered there. */
export type PaymentCode =
  | { readonly kind: 'merchant'; readonly wallet: string }
  | { readonly kind: 'order'; readonly order: string }
  | { readonly kind: 'wallet'; readonly wallet: string };

const forms = [
  [/^simyuan:merchant:([0-9]{16})$/, (wallet: string): PaymentCode => ({ kind: 'merchant', wallet })],
  [
    /^simyuan:order:([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})$/,
    (order: string): PaymentCode => ({ kind: 'order', order }),
  ],
  [/^simyuan:wallet:([0-9]{16})$/, (wallet: string): PaymentCode => ({ kind: 'wallet', wallet })],
] as const;

/** Reads the text of a QR code; undefined where it is none of ours. */
export function readCode(text: string): PaymentCode | undefined {
  for (const [form, read] of forms) {
    const [, found] = form.exec(text.trim()) ?? [];
    if (found !== undefined) return read(found);
  }
  return undefined;
}

/** The text of a QR code. */
export function codeText(code: PaymentCode): string {
  return `simyuan:${code.kind}:${code.kind === 'order' ? code.order : code.wallet}`;
}

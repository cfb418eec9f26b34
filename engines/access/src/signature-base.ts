/** A covered component of a signature base: its name (`@method`, `content-digest`) and its value. */
export type Component = readonly [name: string, value: string];

/** A `Signature-Input` with one member, taken apart. `inner` is the list and its parameters as received. */
export type SignatureInput = {
  readonly label: string;
  readonly inner: string;
  readonly components: readonly string[];
  readonly params: Readonly<Record<string, string | number>>;
};

/** The text that is signed (RFC 9421, section 2.5). */
export function signatureBase(components: readonly Component[], inner: string): string {
  const lines = components.map(([name, value]) => `"${name}": ${value}`);
  return [...lines, `"@signature-params": ${inner}`].join('\n');
}

const inputForm =
  /^([a-z][a-z0-9_-]{0,31})=(\(("[@a-z0-9-]+"(?: "[@a-z0-9-]+")*)\)((?:;[a-z]+=(?:[0-9]{1,15}|"[\x20\x21\x23-\x5b\x5d-\x7e]*"))*))$/;

/** Reads a `Signature-Input` of one member whose parameters are integers and plain strings; anything else is undefined. */
export function parseSignatureInput(text: string): SignatureInput | undefined {
  const match = text.length <= 2048 ? inputForm.exec(text) : null;
  if (!match) return undefined;
  const components = [...match[3]!.matchAll(/"([^"]+)"/g)].map((one) => one[1]!);
  const pairs = [...match[4]!.matchAll(/;([a-z]+)=(?:([0-9]+)|"([^"]*)")/g)].map(
    ([, name, digits, quoted]) => [name!, digits === undefined ? quoted! : Number(digits)] as const,
  );
  const names = new Set(pairs.map(([name]) => name));
  if (names.size !== pairs.length || new Set(components).size !== components.length) return undefined;
  return { label: match[1]!, inner: match[2]!, components, params: Object.fromEntries(pairs) };
}

/** The value of one member of a `Signature` header; undefined where it holds anything but that member. */
export function parseSignature(text: string, label: string): string | undefined {
  return text.startsWith(`${label}=`) ? text.slice(label.length + 1) : undefined;
}

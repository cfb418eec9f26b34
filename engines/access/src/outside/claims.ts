/** What stands in a provider's answer at a path such as `data.user.name`; undefined where nothing does. */
function claimAt(claims: Readonly<Record<string, unknown>>, path: string): unknown {
  return path.split('.').reduce<unknown>((part, name) => {
    // Own ones only: no answer is made of what every object inherits.
    const isThere = typeof part === 'object' && part !== null && Object.hasOwn(part, name);
    return isThere ? (part as Record<string, unknown>)[name] : undefined;
  }, claims);
}

/** A claim as a text; a number counts as its digits, as platforms that number their people give it. */
export function textAt(claims: Readonly<Record<string, unknown>>, path: string): string | undefined {
  const value = claimAt(claims, path);
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** The texts of a claim that is a list of them, or a single one. */
export function textsAt(claims: Readonly<Record<string, unknown>>, path: string): readonly string[] {
  return [claimAt(claims, path)].flat().filter((value) => typeof value === 'string');
}

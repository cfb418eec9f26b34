/**
 * A `Content-Disposition` that has a body saved under a name, in both forms of RFC 6266: the first for programs that read ASCII alone,
 * the second (RFC 8187) for all others. What a file system or a shell could read as more than a name is left out of either.
 */
export function attachment(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not get into a header or a file's name
  const safe = name.toWellFormed().replaceAll(/[\0-\x1f\x7f-\x9f/\\:*?"<>|]+|^\.+/g, '_');
  const ascii = safe.replaceAll(/[^\x20-\x7e]+/g, '_').replaceAll('%', '_');
  // Of what encodeURIComponent leaves as it is, RFC 8187 does not know these.
  const encoded = encodeURIComponent(safe).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

const office = 'application/vnd.openxmlformats-officedocument';

/** The media types that a file's content can be told to have, each with the endings of its name, the usual one first. */
export const mediaTypes: Readonly<Record<string, readonly [string, ...string[]]>> = {
  'application/pdf': ['pdf'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  [`${office}.wordprocessingml.document`]: ['docx'],
  [`${office}.spreadsheetml.sheet`]: ['xlsx'],
  'application/ofd': ['ofd'],
  'application/zip': ['zip'],
  'text/csv': ['csv'],
  'text/plain': ['txt'],
};

/** What no document takes: content that is none of these. */
export const unknownType = 'application/octet-stream';

/** What an archive is by the names in it; macros make it none of these. */
export function typeOfArchive(names: readonly string[]): string {
  const has = (name: string): boolean => names.includes(name);
  if (names.some((name) => /(^|\/)vbaproject\.bin$/i.test(name))) return unknownType;
  if (has('OFD.xml')) return 'application/ofd';
  if (!has('[Content_Types].xml')) return 'application/zip';
  if (has('word/document.xml')) return `${office}.wordprocessingml.document`;
  return has('xl/workbook.xml') ? `${office}.spreadsheetml.sheet` : unknownType;
}

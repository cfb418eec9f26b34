/** A name in SQL, whatever it consists of. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text in SQL where no parameter can stand. In standard strings nothing but the quote itself means anything. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

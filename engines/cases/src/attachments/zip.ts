const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;

/**
 * The names in a ZIP archive of `size` bytes by its last bytes; undefined where these are not the end of one, hold no whole directory, or
 * anything stands between directory and end. Nothing is unpacked.
 */
export function namesInZip(tail: Buffer, size: number): readonly string[] | undefined {
  const end = endOf(tail);
  if (end === undefined) return undefined;
  const count = tail.readUInt16LE(end + 10);
  const length = tail.readUInt32LE(end + 12);
  const start = tail.readUInt32LE(end + 16) - (size - tail.length);
  if (start < 0 || start + length !== end) return undefined;
  const names: string[] = [];
  let at = start;
  for (let nth = 0; nth < count; nth++) {
    if (at + 46 > end || tail.readUInt32LE(at) !== entrySignature) return undefined;
    const after = at + 46 + tail.readUInt16LE(at + 28);
    if (after > end) return undefined;
    names.push(tail.toString('utf8', at + 46, after));
    at = after + tail.readUInt16LE(at + 30) + tail.readUInt16LE(at + 32);
  }
  return at === end ? names : undefined;
}

function endOf(tail: Buffer): number | undefined {
  for (let at = tail.length - 22; at >= 0; at--)
    if (tail.readUInt32LE(at) === endSignature && at + 22 + tail.readUInt16LE(at + 20) === tail.length)
      return at;
  return undefined;
}

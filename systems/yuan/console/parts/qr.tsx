import encodeQR from 'qr';
import { type ReactElement, useMemo } from 'react';

/** The margin ISO/IEC 18004 asks for, in modules. */
const quietZone = 4;

/** A text as a QR code as large as its place, black on white in either theme: cameras read nothing else reliably. */
export function Qr({ text, label }: { readonly text: string; readonly label: string }): ReactElement {
  const { size, path } = useMemo(() => {
    const rows = encodeQR(text, 'raw', { border: quietZone, ecc: 'medium' });
    const dark = rows.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')));
    return { size: rows.length, path: dark.join('') };
  }, [text]);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="mx-auto block w-full max-w-72 rounded-lg border border-line"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

import { qrOf } from '../view/qr.ts';

/** Black on white in either theme: scanners read nothing else reliably. Drawn here; nobody else learns what it says. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { dots, path } = qrOf(text);
  return (
    <svg viewBox={`0 0 ${dots} ${dots}`} role="img" aria-label={label} className="size-48 rounded-md">
      <rect width={dots} height={dots} fill="#fff" />
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}

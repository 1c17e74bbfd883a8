import type { ReceivedSpan } from './otlp-spans.ts';

/** `service name 12.3 ms`, two spaces deeper for each parent. A span whose parent was never seen stands at the root. */
export function spanTree(spans: readonly ReceivedSpan[], { durations = true } = {}): string {
  const ids = new Set(spans.map((span) => span.spanId));
  const isRoot = (span: ReceivedSpan): boolean => span.parentSpanId === null || !ids.has(span.parentSpanId);
  const inOrder = spans.toSorted((a, b) => a.startMs - b.startMs);

  const lines = (span: ReceivedSpan, depth: number): string[] => {
    const children = inOrder.filter((child) => child.parentSpanId === span.spanId);
    return [
      '  '.repeat(depth) + line(span, isRoot(span), durations),
      ...children.flatMap((child) => lines(child, depth + 1)),
    ];
  };
  return inOrder
    .filter(isRoot)
    .flatMap((root) => lines(root, 0))
    .join('\n');
}

function line(span: ReceivedSpan, isRoot: boolean, durations: boolean): string {
  return [
    span.service,
    span.name,
    durations ? `${span.durationMs.toFixed(1)} ms` : '',
    span.error === null ? '' : `ERROR ${span.error}`.trim(),
    isRoot && span.parentSpanId !== null ? `(its parent ${span.parentSpanId} was not seen)` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

'use client';

import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from './button.tsx';

/** Says that it has copied; where the browser forbids it, the text beside it can be selected. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  const copy = () =>
    writeClipboard(text).then(
      () => setState('copied'),
      () => setState('refused'),
    );
  return (
    <Button onClick={copy}>
      {state === 'copied' ? (
        <Check aria-hidden="true" className="size-4" />
      ) : (
        <Copy aria-hidden="true" className="size-4" />
      )}
      <span role="status">{{ idle: label, copied: 'Copied', refused: 'Select and copy it' }[state]}</span>
    </Button>
  );
}

/** Absent where the page is served without TLS from another machine. */
const writeClipboard = async (text: string): Promise<void> => {
  if (!navigator.clipboard) throw new Error('no clipboard here');
  await navigator.clipboard.writeText(text);
};

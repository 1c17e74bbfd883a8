import { CopyButton } from './copy-button.tsx';

export type CodeBoxProps = { label: string; copy: string; text: string; secret?: true };

/** A text to take along as it is. */
export const CodeBox = ({ label, copy, text, secret }: CodeBoxProps) => (
  <div>
    <div className="mb-1.5 flex items-center justify-between gap-4">
      <p className="font-medium">{label}</p>
      <CopyButton text={text} label={copy} />
    </div>
    <code
      data-secret={secret && ''}
      className="wrap-anywhere block select-all rounded-md border border-border bg-raised px-3 py-2 font-mono text-[13px]"
    >
      {text}
    </code>
  </div>
);

import type { LucideIcon } from 'lucide-react';

export type IconButtonProps = { label: string; icon: LucideIcon; onClick: () => void };

export const IconButton = ({ label, icon: Icon, onClick }: IconButtonProps) => (
  <button
    type="button"
    aria-label={label}
    title={label}
    onClick={onClick}
    className="inline-flex size-8 items-center justify-center rounded-md text-muted transition-colors hover:bg-raised hover:text-text"
  >
    <Icon aria-hidden="true" className="size-4" />
  </button>
);

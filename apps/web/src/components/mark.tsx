export const Mark = () => (
  <span className="flex items-center gap-2 font-semibold text-[15px] tracking-tight">
    <svg viewBox="0 0 32 32" aria-hidden="true" className="size-6 text-accent">
      <rect width="32" height="32" rx="8" fill="currentColor" />
      <path
        d="M9 10.5A2.5 2.5 0 0 1 11.5 8h9a2.5 2.5 0 0 1 2.5 2.5v6a2.5 2.5 0 0 1-2.5 2.5H15l-4.2 3.7c-.5.4-1.3.1-1.3-.6v-3.3A2.5 2.5 0 0 1 9 16.5z"
        fill="var(--surface)"
      />
    </svg>
    Parley
  </span>
);

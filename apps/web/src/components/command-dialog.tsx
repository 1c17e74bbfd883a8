'use client';

import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { fitting, grouped } from '../view/commands.ts';
import { type RunnableCommand, useCommands } from './use-commands.ts';

export type CommandDialogProps = { chatPageUrl: string | null; onClose: () => void };

/**
 * A combobox: the focus stays in the field, the arrows choose in the list, and readers are told which line is chosen. The
 * native dialog keeps focus, Escape and the page behind right.
 */
export function CommandDialog({ chatPageUrl, onClose }: CommandDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const [typed, setTyped] = useState('');
  const [place, setPlace] = useState(0);
  const groups = grouped(fitting(useCommands(chatPageUrl), typed));
  const lines = groups.flatMap(({ commands }) => commands);
  const chosen = lines[place];
  useEffect(() => {
    const opened = dialog.current;
    opened?.showModal();
    return () => opened?.close();
  }, []);
  useEffect(() => {
    if (chosen) document.getElementById(`${id}-${chosen.id}`)?.scrollIntoView({ block: 'nearest' });
  }, [chosen, id]);

  const run = (command: RunnableCommand | undefined) => {
    if (!command) return;
    onClose();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.nativeEvent.isComposing || (!step && event.key !== 'Enter')) return;
    event.preventDefault();
    if (step && lines.length > 0) setPlace((place + step + lines.length) % lines.length);
    if (!step) run(chosen);
  };
  return (
    <dialog
      ref={dialog}
      aria-label="Go to a page, or do something"
      onCancel={onClose}
      // A click on the dialog itself is one on its backdrop: the panel inside fills it.
      onClick={(event) => event.target === dialog.current && onClose()}
      onKeyDown={onKeyDown}
      className="mx-auto mt-[12dvh] mb-auto w-[34rem] max-w-[calc(100vw-2rem)] overflow-hidden rounded-lg border border-border bg-surface text-text shadow-lg"
    >
      <div className="flex max-h-[70dvh] flex-col">
        <input
          role="combobox"
          aria-label="Page or action"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={chosen && `${id}-${chosen.id}`}
          placeholder="Where to, or what to do?"
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setPlace(0);
          }}
          className="h-12 shrink-0 border-border border-b bg-surface px-4 text-base outline-none placeholder:text-muted"
        />
        <div id={`${id}-list`} role="listbox" aria-label="Pages and actions" className="overflow-y-auto p-2">
          {groups.map(({ group, commands }) => (
            // biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a listbox.
            <div key={group} role="group" aria-label={group} className="mb-1">
              <p aria-hidden="true" className="px-2 py-1 font-medium text-muted text-xs">
                {group}
              </p>
              {commands.map((command) => (
                <Line
                  key={command.id}
                  id={`${id}-${command.id}`}
                  command={command}
                  chosen={command === chosen}
                  onPoint={() => setPlace(lines.indexOf(command))}
                  onRun={() => run(command)}
                />
              ))}
            </div>
          ))}
        </div>
        <p role="status" className={lines.length === 0 ? 'px-4 pb-4 text-muted' : 'sr-only'}>
          {lines.length === 0 ? 'Nothing here goes by that name.' : `${lines.length} found`}
        </p>
      </div>
    </dialog>
  );
}

type LineProps = { id: string; command: RunnableCommand; chosen: boolean; onPoint: () => void; onRun: () => void };

/** Reached by the arrows and Enter from the field, never by the focus itself. */
const Line = ({ id, command: { name, icon: Icon }, chosen, onPoint, onRun }: LineProps) => (
  // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys.
  // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus.
  <div
    id={id}
    role="option"
    aria-selected={chosen}
    onMouseMove={onPoint}
    onClick={onRun}
    className="flex min-h-9 cursor-pointer items-center gap-3 rounded-md px-2 py-1.5 aria-selected:bg-raised"
  >
    <Icon aria-hidden="true" className="size-4 shrink-0 text-muted" />
    <span className="wrap-anywhere min-w-0">{name}</span>
  </div>
);

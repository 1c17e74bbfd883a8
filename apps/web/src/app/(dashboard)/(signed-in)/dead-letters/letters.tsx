'use client';

import type { DeadLetter } from '@parley/shared/contract/dead-letters';
import { useState } from 'react';
import { api } from '../../../../api/client.ts';
import { useChange } from '../../../../api/use-change.ts';
import { useList } from '../../../../api/use-list.ts';
import { Button } from '../../../../components/button.tsx';
import { Failure, LoadFailure } from '../../../../components/failure.tsx';
import { More } from '../../../../components/more.tsx';
import { useSession } from '../../../../components/signed-in.tsx';
import { Empty, Table, TableSkeleton } from '../../../../components/table.tsx';
import { type Redriven, redriveSummary } from '../../../../view/operations.ts';
import { LetterRow } from './letter-row.tsx';

const COLUMNS = [
  { title: 'Choose', hidden: true },
  { title: 'Message' },
  { title: 'Why', wide: true },
  { title: 'State' },
];

/** As many as one call takes. */
const MOST = 100;

export function Letters({ all }: { all: boolean }) {
  const { may } = useSession();
  const list = useList(['dead-letters', all], (query, signal) =>
    api.listDeadLetters({ query: { ...query, waiting: all ? undefined : 'true' }, signal }),
  );
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const redrive = useRedrive(() => setChosen(new Set()));
  if (!list.items) {
    if (!list.failure) return <TableSkeleton what="the dead letters" />;
    return <LoadFailure title="The dead letters cannot be read." failure={list.failure} onRetry={list.readNow} />;
  }
  const shown = withResults(list.items, redrive.seen);
  if (shown.length === 0) return <NoLetter all={all} />;
  const choosable = shown.filter(({ redriven_at }) => redriven_at === null).map(({ id }) => id);
  const ids = choosable.filter((id) => chosen.has(id));
  return (
    <div className="flex flex-col gap-3">
      {may('operations.manage') && choosable.length > 0 && (
        <Selection
          ids={ids}
          of={choosable}
          pending={redrive.pending}
          onChoose={(all) => setChosen(new Set(all ? choosable.slice(0, MOST) : []))}
          onRedrive={() => redrive.run(shown.filter(({ id }) => ids.includes(id)))}
        />
      )}
      {redrive.results.size > 0 && <p role="status">{redriveSummary([...redrive.results.values()])}</p>}
      <Failure failure={redrive.failure} />
      <Table label="Dead letters" columns={COLUMNS}>
        {shown.map((letter) => (
          <LetterRow
            key={letter.id}
            letter={letter}
            chosen={chosen.has(letter.id)}
            onChoose={
              may('operations.manage') && letter.redriven_at === null && (chosen.has(letter.id) || ids.length < MOST)
                ? () => setChosen(toggled(chosen, letter.id))
                : null
            }
            result={redrive.results.get(letter.id) ?? null}
          />
        ))}
      </Table>
      <More list={list} />
    </div>
  );
}

function toggled(chosen: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(chosen);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** One or many; what became of each stands in its row until something else is redriven. */
function useRedrive(onDone: () => void) {
  const [seen, setSeen] = useState<readonly DeadLetter[]>([]);
  const { run, pending, failure, answer } = useChange(
    (letters: readonly DeadLetter[]) => {
      setSeen(letters);
      return api.redriveDeadLetters({ body: { ids: letters.map(({ id }) => id) } });
    },
    { makesOld: ['dead-letters', 'conversations', 'conversation', 'lines'], onDone },
  );
  const results = new Map<string, Redriven>((answer?.data ?? []).map((one) => [one.id, one]));
  return { run, pending, failure, results, seen };
}

/** What was redriven leaves the list of what is to be redriven; its row stays with what became of it. */
function withResults(items: readonly DeadLetter[], seen: readonly DeadLetter[]): DeadLetter[] {
  const left = seen
    .filter(({ id }) => !items.some((item) => item.id === id))
    .map((letter) => ({ ...letter, redriven_at: letter.redriven_at ?? letter.created_at }));
  return [...items, ...left].toSorted((a, b) => b.id.localeCompare(a.id));
}

type SelectionProps = {
  ids: readonly string[];
  of: readonly string[];
  pending: boolean;
  onChoose: (all: boolean) => void;
  onRedrive: () => void;
};

const Selection = ({ ids, of, pending, onChoose, onRedrive }: SelectionProps) => (
  <div className="flex flex-wrap items-center gap-3">
    <label className="flex items-center gap-2">
      <input
        type="checkbox"
        checked={ids.length > 0 && ids.length === Math.min(of.length, MOST)}
        onChange={({ currentTarget }) => onChoose(currentTarget.checked)}
        className="size-4 accent-accent"
      />
      {of.length > MOST ? `The first ${MOST}` : `All ${of.length}`}
    </label>
    <Button kind="primary" onClick={onRedrive} disabled={pending || ids.length === 0}>
      {pending ? 'Asking…' : `Ask the agent again${ids.length > 0 ? ` (${ids.length})` : ''}`}
    </Button>
  </div>
);

const NoLetter = ({ all }: { all: boolean }) => (
  <Empty title={all ? 'No message was ever given up.' : 'Every message was answered, or asked again.'}>
    When an agent’s attempts at a message are used up, it is kept here.
  </Empty>
);

'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { api } from '../../../../api/client.ts';
import { useList } from '../../../../api/use-list.ts';
import { Submit } from '../../../../components/button.tsx';
import { LoadFailure } from '../../../../components/failure.tsx';
import { Choice, Field, Form, type Values } from '../../../../components/form.tsx';
import { More } from '../../../../components/more.tsx';
import { NotForRole } from '../../../../components/not-for-role.tsx';
import { PageTitle } from '../../../../components/page-title.tsx';
import { useSession } from '../../../../components/signed-in.tsx';
import { Empty, Table, TableSkeleton } from '../../../../components/table.tsx';
import { parseTurnSearch, STATE_WORDS, type TurnSearch, turnsHref } from '../../../../view/turn-list.ts';
import { TurnRow } from './turn-row.tsx';

export function TurnsClient({ search }: { search: TurnSearch }) {
  const { may } = useSession();
  if (!may('operations.read')) return <NotForRole title="Turns" />;
  return (
    <>
      <PageTitle title="Turns">
        What agents had to answer, on every channel, and how it ended. What was given up can be asked again.
      </PageTitle>
      <div className="flex flex-col gap-4">
        <TurnFilter key={turnsHref(search)} search={search} />
        <TurnList search={search} />
      </div>
    </>
  );
}

/** What is asked for stands in the address, so that it can be sent to someone. */
function TurnFilter({ search }: { search: TurnSearch }) {
  const router = useRouter();
  const show = (values: Values) =>
    router.push(
      turnsHref(parseTurnSearch({ ...search, state: values.text('state'), conversation: values.text('conversation') })),
    );
  return (
    <Form label="Filter" onSubmit={show} className="grid items-end gap-3 sm:grid-cols-[14rem_1fr_auto]">
      <Choice name="state" label="State" defaultValue={search.state ?? ''}>
        <option value="">Any</option>
        {Object.entries(STATE_WORDS).map(([state, word]) => (
          <option key={state} value={state}>
            {word}
          </option>
        ))}
      </Choice>
      <Field
        name="conversation"
        label="Conversation"
        placeholder="conv_…"
        defaultValue={search.conversation}
        maxLength={40}
        autoComplete="off"
        spellCheck={false}
      />
      <div className="flex h-9 items-center gap-3">
        <Submit kind="plain" pending={false}>
          Show
        </Submit>
        {turnsHref(search) !== '/turns' && (
          <Link href="/turns" className="text-muted underline-offset-4 hover:underline">
            Clear
          </Link>
        )}
      </div>
    </Form>
  );
}

const COLUMNS = [{ title: 'Message' }, { title: 'Agent', wide: true }, { title: 'State' }];

function TurnList({ search }: { search: TurnSearch }) {
  const list = useList(['turns', search], (query, signal) =>
    api.listTurns({ query: { ...query, limit: 50, ...search }, signal }),
  );
  if (!list.items) {
    if (!list.failure) return <TableSkeleton what="the turns" />;
    return <LoadFailure title="The turns cannot be read." failure={list.failure} onRetry={list.readNow} />;
  }
  if (list.items.length === 0 && !list.hasMore) return <NoTurn filtered={turnsHref(search) !== '/turns'} />;
  return (
    <>
      {list.items.length === 0 ? (
        <Empty title="None of the newest turns fits.">There are older ones: go on looking below.</Empty>
      ) : (
        <Table label="Turns" columns={COLUMNS}>
          {list.items.map((turn) => (
            <TurnRow key={turn.id} turn={turn} />
          ))}
        </Table>
      )}
      <More list={list} />
    </>
  );
}

const NoTurn = ({ filtered }: { filtered: boolean }) =>
  filtered ? (
    <Empty title="No turn fits.">
      <Link href="/turns" className="text-accent underline">
        Show all of them
      </Link>
    </Empty>
  ) : (
    <Empty title="No agent was asked anything yet.">A turn begins with a message that comes in.</Empty>
  );

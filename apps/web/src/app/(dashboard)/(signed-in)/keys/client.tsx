'use client';

import { useState } from 'react';
import { type ApiKey, api } from '../../../../api/client.ts';
import { useChange } from '../../../../api/use-change.ts';
import { useList } from '../../../../api/use-list.ts';
import { Badge, State } from '../../../../components/badge.tsx';
import { Button } from '../../../../components/button.tsx';
import { Confirm } from '../../../../components/confirm.tsx';
import { Day } from '../../../../components/day.tsx';
import { LoadFailure } from '../../../../components/failure.tsx';
import { Moment } from '../../../../components/moment.tsx';
import { More } from '../../../../components/more.tsx';
import { NotForRole } from '../../../../components/not-for-role.tsx';
import { PageTitle } from '../../../../components/page-title.tsx';
import { useSession } from '../../../../components/signed-in.tsx';
import { CELL, Empty, Table, TableSkeleton, WIDE_CELL } from '../../../../components/table.tsx';
import { keyState, SCOPE_WORDS } from '../../../../view/keys.ts';
import { formatAgo } from '../../../../view/time.ts';
import { useAsked } from '../../../../view/use-asked.ts';
import { useNow } from '../../../../view/use-now.ts';
import { CreateKeyDialog } from './create-key-dialog.tsx';

export function KeysClient() {
  const { may } = useSession();
  const [making, setMaking] = useAsked('new');
  if (!may('keys.manage')) return <NotForRole title="API keys" />;
  const make = (
    <Button kind="primary" onClick={() => setMaking(true)}>
      Make a key
    </Button>
  );
  return (
    <>
      <PageTitle title="API keys" action={make}>
        With a key, a program of yours calls the API as itself. Give each program its own, so that one can be revoked.
      </PageTitle>
      <KeyList />
      {making && <CreateKeyDialog onClose={() => setMaking(false)} />}
    </>
  );
}

const COLUMNS = [
  { title: 'Key' },
  { title: 'State' },
  { title: 'Last used', wide: true },
  { title: 'Expires', wide: true },
  { title: 'Revoke', hidden: true },
];

function KeyList() {
  const list = useList(['keys'], (query, signal) => api.listApiKeys({ query, signal }));
  const [ending, setEnding] = useState<ApiKey | null>(null);
  if (!list.items) {
    if (!list.failure) return <TableSkeleton what="the keys" />;
    return <LoadFailure title="The keys cannot be read." failure={list.failure} onRetry={list.readNow} />;
  }
  if (list.items.length === 0) {
    return (
      <Empty title="There is no key yet.">
        Make one, copy its secret, and try the call that is shown with it.{' '}
        <a href="/docs" className="text-accent underline">
          The API reference
        </a>{' '}
        tells what else there is.
      </Empty>
    );
  }
  return (
    <>
      <Table label="API keys" columns={COLUMNS}>
        {list.items.map((key) => (
          <KeyRow key={key.id} apiKey={key} onRevoke={() => setEnding(key)} />
        ))}
      </Table>
      <More list={list} />
      {ending && <RevokeDialog apiKey={ending} onClose={() => setEnding(null)} />}
    </>
  );
}

function KeyRow({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: () => void }) {
  const now = useNow();
  const { tone, word } = keyState(apiKey, now);
  return (
    <tr>
      <td className={`${CELL} wrap-anywhere`}>
        <span className="font-medium">{apiKey.name}</span>{' '}
        {apiKey.environment === 'test' && <Badge tone="muted">Test</Badge>}
        <span className="block text-muted text-xs">
          <code className="font-mono">…{apiKey.hint}</code> ·{' '}
          {apiKey.scopes.map((scope) => SCOPE_WORDS[scope].name).join(', ')}
        </span>
      </td>
      <td className={CELL}>
        <State tone={tone}>{word}</State>
      </td>
      <td className={`${WIDE_CELL} text-muted`}>
        {apiKey.last_used_at ? (
          <Moment at={apiKey.last_used_at}>{formatAgo(now - Date.parse(apiKey.last_used_at))}</Moment>
        ) : (
          'Never'
        )}
      </td>
      <td className={`${WIDE_CELL} text-muted`}>{apiKey.expires_at ? <Day at={apiKey.expires_at} /> : 'Never'}</td>
      <td className={`${CELL} text-right`}>
        {apiKey.revoked_at === null && (
          <Button kind="quiet" onClick={onRevoke}>
            Revoke<span className="sr-only"> {apiKey.name}</span>
          </Button>
        )}
      </td>
    </tr>
  );
}

function RevokeDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { run, pending, failure } = useChange(() => api.revokeApiKey({ params: { id: apiKey.id } }), {
    makesOld: ['keys'],
    says: () => `${apiKey.name} is revoked: the next call with it is refused.`,
    onDone: onClose,
  });
  return (
    <Confirm
      title={`Revoke ${apiKey.name}?`}
      action={pending ? 'Revoking…' : 'Revoke'}
      typed={apiKey.name}
      pending={pending}
      failure={failure}
      onConfirm={() => run(undefined)}
      onClose={onClose}
    >
      The next call with the key that ends in <code className="font-mono text-text">{apiKey.hint}</code> is refused.
      This cannot be taken back: a program that needs one gets a new key.
    </Confirm>
  );
}

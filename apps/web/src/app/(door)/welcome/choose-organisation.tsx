'use client';

import { api } from '../../../api/client.ts';
import { useChange } from '../../../api/use-change.ts';
import { type Me, useFreshStart } from '../../../api/use-me.ts';
import { Button } from '../../../components/button.tsx';
import { Failure } from '../../../components/failure.tsx';
import { Door, DoorLink } from '../door.tsx';

export function ChooseOrganisation({ organisations }: Pick<Me, 'organisations'>) {
  const startFresh = useFreshStart();
  const { run, pending, failure } = useChange(
    (organisation_id: string) => api.switchOrganisation({ body: { organisation_id } }),
    { onDone: startFresh },
  );
  return (
    <Door
      title="Where do you work?"
      below={
        <p>
          <DoorLink href="/welcome?new">Begin another organisation</DoorLink>
        </p>
      }
    >
      <ul className="flex flex-col gap-2">
        {organisations.map(({ id, name }) => (
          <li key={id} className="flex flex-col">
            <Button onClick={() => run(id)} disabled={pending}>
              {name}
            </Button>
          </li>
        ))}
      </ul>
      <Failure failure={failure} />
    </Door>
  );
}

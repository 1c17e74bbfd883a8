'use client';

import type { Organisation } from '@parley/shared/contract/organisations';
import { useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import { api } from '../../../../api/client.ts';
import { useChange } from '../../../../api/use-change.ts';
import { ME_KEY } from '../../../../api/use-me.ts';
import { Button } from '../../../../components/button.tsx';
import { Failure } from '../../../../components/failure.tsx';
import { OrganisationLogo } from '../../../../components/organisation-logo.tsx';
import { useSession } from '../../../../components/signed-in.tsx';
import { base64Of } from '../../../../view/base64.ts';

/** Chosen and sent in one go; what may be shown, the API decides. */
export function Logo({ organisation }: { organisation: Organisation }) {
  const { may } = useSession();
  const client = useQueryClient();
  const id = useId();
  const { run, pending, failure } = useChange(
    async (file: File | null) =>
      file === null
        ? api.removeLogo()
        : api.changeLogo({ body: { image: base64Of(new Uint8Array(await file.arrayBuffer())) } }),
    { makesOld: ME_KEY, onDone: (changed) => client.setQueryData(['organisation'], changed) },
  );
  return (
    <div className="flex flex-wrap items-center gap-4 border-border border-b px-4 py-4">
      <OrganisationLogo name={organisation.name} url={organisation.logo_url} large />
      <div className="min-w-0 flex-1 basis-64">
        <label htmlFor={id} className="font-medium">
          Logo
        </label>
        <p className="text-muted text-xs">PNG, JPEG or WebP, 256 kB at most.</p>
        {may('organisation.manage') && (
          <div className="mt-2 flex flex-wrap items-center gap-2">
            <input
              id={id}
              type="file"
              accept="image/png,image/jpeg,image/webp"
              disabled={pending}
              onChange={(event) => {
                const [file] = event.target.files ?? [];
                if (file) run(file);
                event.target.value = '';
              }}
              className="max-w-full text-muted file:mr-3 file:h-8 file:rounded-md file:border file:border-border-strong file:bg-surface file:px-3 file:font-medium file:text-text"
            />
            {organisation.logo_url && (
              <Button kind="quiet" disabled={pending} onClick={() => run(null)}>
                Remove
              </Button>
            )}
          </div>
        )}
        {failure && (
          <div className="mt-2">
            <Failure failure={failure} />
          </div>
        )}
      </div>
    </div>
  );
}

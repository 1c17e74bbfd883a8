'use client';

import { MODEL_PRICES } from '@parley/shared/model-prices';
import { api, type ReadAgent } from '../../../../../api/client.ts';
import { useList } from '../../../../../api/use-list.ts';
import { Field } from '../../../../../components/form.tsx';
import { useSession } from '../../../../../components/signed-in.tsx';
import { modelsOf } from '../../../../../view/agents.ts';

const MODEL_ACCOUNTS = ['openai', 'anthropic', 'openai_compatible'];

/** Which models are asked, in which order. What can be chosen is offered; any other name may be typed. */
export function ModelFields({ spec }: { spec: ReadAgent['spec'] }) {
  const [first = '', second = '', third = ''] = modelsOf(spec);
  const shared = { list: 'models', maxLength: 256, spellCheck: false, autoComplete: 'off' };
  return (
    <fieldset className="grid gap-4 sm:grid-cols-3">
      <legend className="sr-only">Models</legend>
      <Field name="model" label="Model" hint="The installation’s own when empty." defaultValue={first} {...shared} />
      <Field name="model_2" label="If it cannot answer" defaultValue={second} {...shared} />
      <Field name="model_3" label="If that cannot either" defaultValue={third} {...shared} />
      <Offered />
    </fieldset>
  );
}

/** Models of the installation's providers, and each account, for whose models only the names are missing. */
function Offered() {
  const { may } = useSession();
  const { items = [] } = useList(['connections', 'models'], (query, signal) => api.listConnections({ query, signal }), {
    enabled: may('connections.read'),
  });
  const accounts = items.filter(({ kind }) => MODEL_ACCOUNTS.includes(kind));
  return (
    <datalist id="models">
      <option value="demo">No language model</option>
      {accounts.map(({ id, name }) => (
        <option key={id} value={`${id}:`}>
          {name}: add the model’s name
        </option>
      ))}
      {Object.keys(MODEL_PRICES).map((ref) => (
        <option key={ref} value={ref} />
      ))}
    </datalist>
  );
}

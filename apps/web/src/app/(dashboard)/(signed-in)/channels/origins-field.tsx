import { Field } from '../../../../components/form.tsx';

export const OriginsField = ({ given = [] }: { given?: readonly string[] }) => (
  <Field
    name="allowed_origins"
    label="Sites that may show it"
    hint="Addresses without a path, with spaces between: https://example.com https://*.example.com"
    defaultValue={given.join(' ')}
    autoComplete="off"
    spellCheck={false}
  />
);

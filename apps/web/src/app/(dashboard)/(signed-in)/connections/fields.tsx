import { Field } from '../../../../components/form.tsx';
import type { ConnectionField, KindView } from '../../../../view/connections.ts';

type SettingsProps = { view: KindView; values?: Record<string, string> };

export const SettingFields = ({ view, values = {} }: SettingsProps) =>
  view.settings.map(({ name, label, hint, optional }) => (
    <Field
      key={name}
      name={name}
      label={label}
      hint={hint}
      defaultValue={values[name]}
      autoComplete="off"
      spellCheck={false}
      required={!optional}
    />
  ));

type SecretFieldsProps = { fields: readonly ConnectionField[]; required: boolean };

/** Not `type="password"` alone: a browser must not offer to keep it as the person's own. */
export const SecretFields = ({ fields, required }: SecretFieldsProps) =>
  fields.map(({ name, label, hint, optional }) => (
    <Field
      key={name}
      name={name}
      label={label}
      hint={hint}
      type="password"
      autoComplete="new-password"
      data-1p-ignore=""
      maxLength={1_024}
      required={required && !optional}
    />
  ));

type AddressProps = { view: KindView; value?: string | null };

export const AddressField = ({ view, value }: AddressProps) => (
  <Field
    name="base_url"
    label="Address"
    type="url"
    hint={view.defaultHost ? `${view.defaultHost} when empty.` : 'Begins with https://, on the public internet.'}
    defaultValue={value ?? ''}
    maxLength={2_048}
    required={view.defaultHost === null}
  />
);

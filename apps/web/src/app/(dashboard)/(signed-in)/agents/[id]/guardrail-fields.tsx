import { LANGUAGES, PERSONAL_KINDS, SAFE_REPLIES, USUALLY_HIDDEN } from '@parley/shared/guardrails';
import type { ReadAgent } from '../../../../../api/client.ts';
import { Choice, Field, Text } from '../../../../../components/form.tsx';
import { CHECK_NAME, checksOn, choicesFor, PERSONAL_NAME, SAFE_REPLY_NAME } from '../../../../../view/guardrails.ts';

type Guardrails = ReadAgent['spec']['guardrails'];

/** What is looked at before a customer’s message is read and before an answer leaves, and what follows. */
export const GuardrailFields = ({ guardrails }: { guardrails: Guardrails }) => (
  <details className="rounded-md border border-border">
    <summary className="cursor-pointer px-3 py-2 font-medium">Guardrails</summary>
    <div className="flex flex-col gap-6 border-border border-t px-3 py-4">
      <Reactions on="message" title="When a customer’s message is like this" guardrails={guardrails} />
      <Reactions on="answer" title="When an answer is like this" guardrails={guardrails} />
      <Hidden chosen={guardrails.hide_from_model ?? USUALLY_HIDDEN} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          name="languages"
          label="Languages that are answered"
          hint={`Any when empty. Of these: ${LANGUAGES.join(', ')}.`}
          defaultValue={guardrails.languages?.join(', ')}
          spellCheck={false}
        />
        <Text
          name="links"
          label="Sites that may be linked to"
          hint="One to a line, such as www.example.com, beside those in the instructions."
          defaultValue={guardrails.links?.join('\n')}
          rows={2}
          spellCheck={false}
        />
        {SAFE_REPLIES.map((kind) => (
          <Text
            key={kind}
            name={`safe_reply_${kind}`}
            label={SAFE_REPLY_NAME[kind]}
            hint="Parley’s own words when empty."
            defaultValue={guardrails.safe_replies?.[kind]}
            rows={2}
            maxLength={1_000}
          />
        ))}
      </div>
    </div>
  </details>
);

type ReactionsProps = { on: 'message' | 'answer'; title: string; guardrails: Guardrails };

const Reactions = ({ on, title, guardrails }: ReactionsProps) => (
  <fieldset className="flex flex-col gap-3">
    <legend className="mb-2 font-medium">{title}</legend>
    <div className="grid gap-4 sm:grid-cols-2">
      {checksOn(on).map((check) => (
        <Choice
          key={check}
          name={`reaction_${check}`}
          label={CHECK_NAME[check]}
          defaultValue={guardrails.reactions?.[check] ?? ''}
        >
          {choicesFor(check).map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Choice>
      ))}
    </div>
  </fieldset>
);

const Hidden = ({ chosen }: { chosen: readonly string[] }) => (
  <fieldset className="flex flex-col gap-2">
    <legend className="mb-2 font-medium">What the model reads as a placeholder only</legend>
    <div className="flex flex-wrap gap-x-6 gap-y-2">
      {PERSONAL_KINDS.map((kind) => (
        <label key={kind} className="flex items-center gap-2">
          <input type="checkbox" name="hide_from_model" value={kind} defaultChecked={chosen.includes(kind)} />
          {PERSONAL_NAME[kind]}
        </label>
      ))}
    </div>
    <p className="text-muted text-xs">Tools and answers still have them; cards and accounts are said by their end.</p>
  </fieldset>
);

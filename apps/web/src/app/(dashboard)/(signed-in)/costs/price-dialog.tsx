'use client';

import { useState } from 'react';
import { api } from '../../../../api/client.ts';
import { useChange } from '../../../../api/use-change.ts';
import { Button, Submit } from '../../../../components/button.tsx';
import { Dialog, DialogActions } from '../../../../components/dialog.tsx';
import { Failure } from '../../../../components/failure.tsx';
import { Choice, Field, Form } from '../../../../components/form.tsx';
import { type GivenPrice, priceFrom } from '../../../../view/costs.ts';

export function PriceDialog({ onClose }: { onClose: () => void }) {
  const [what, setWhat] = useState<'model' | 'sms'>('model');
  const [wrong, setWrong] = useState<string | null>(null);
  const { run, pending, failure } = useChange((body: GivenPrice) => api.setPrice({ body }), {
    makesOld: ['prices'],
    says: ({ ref }) => `The price of ${ref} counts for calls from now on.`,
    onDone: onClose,
  });
  return (
    <Dialog title="Name a price" onClose={onClose}>
      <Form
        onSubmit={({ text }) => {
          const price = priceFrom(what, text);
          setWrong(price ? null : 'Amounts are dollars, such as 2.50 or 0.075.');
          if (price) run(price);
        }}
      >
        <Choice
          name="what"
          label="Of"
          value={what}
          onChange={({ target }) => setWhat(target.value === 'sms' ? 'sms' : 'model')}
        >
          <option value="model">A model, for a million tokens</option>
          <option value="sms">A text message, for a segment</option>
        </Choice>
        {what === 'model' ? (
          <>
            <Field
              name="ref"
              label="Model"
              hint="As agents name it: openai:gpt-4o, or a connection’s id and the model, conn_…:llama3.2."
              spellCheck={false}
              required
            />
            <div className="grid gap-4 sm:grid-cols-3">
              <Field name="input" label="Read, $" inputMode="decimal" required />
              <Field name="cached" label="Read from cache, $" inputMode="decimal" required />
              <Field name="output" label="Written, $" inputMode="decimal" required />
            </div>
          </>
        ) : (
          <Field
            name="segment"
            label="A segment, $"
            hint="What your carrier asks for one part of a text."
            inputMode="decimal"
            required
          />
        )}
        {wrong && (
          <p role="alert" className="text-bad text-xs">
            {wrong}
          </p>
        )}
        <Failure failure={failure} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Submit pending={pending}>{pending ? 'Saving…' : 'Save'}</Submit>
        </DialogActions>
      </Form>
    </Dialog>
  );
}

import { expect, test } from 'vitest';
import { html } from './html.ts';

test('escapes what is put in, and leaves templates as they are', () => {
  const items = ['<script>', 'a & "b"', "it's"].map((text) => html`<li title="${text}">${text}</li>`);
  expect(html`<ul>${items}</ul>${null}${7}`.html).toBe(
    '<ul><li title="&lt;script&gt;">&lt;script&gt;</li>' +
      '<li title="a &amp; &quot;b&quot;">a &amp; &quot;b&quot;</li>' +
      '<li title="it&#39;s">it&#39;s</li></ul>7',
  );
});

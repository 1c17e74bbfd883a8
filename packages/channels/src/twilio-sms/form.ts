/** A form as it was sent: in its order, repeated names kept, nothing trimmed. */
export type FormParams = readonly (readonly [name: string, value: string])[];

/** Reads a form from the bytes that came; a signature covers every one of them. */
export const readForm = (bytes: Uint8Array): FormParams => [
  ...new URLSearchParams(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)),
];

/** The first value of that name, or nothing. */
export const firstOf = (params: FormParams, name: string): string | null =>
  params.find(([each]) => each === name)?.[1] ?? null;

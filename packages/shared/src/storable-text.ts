/** Postgres cannot store NUL, and half a surrogate pair is no character: such text is refused at the door, not mended. */
export const unstorable = (text: string): boolean => text.includes('\u0000') || !text.isWellFormed();

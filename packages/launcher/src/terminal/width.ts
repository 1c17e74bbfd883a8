import { stripVTControlCharacters } from 'node:util';

/** Columns that a text takes on a terminal, colours not counted. */
export const widthOf = (text: string): number => [...stripVTControlCharacters(text)].length;

export const padTo = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - widthOf(text)));

/** Cut so that it stays on one line, colours dropped when it must be cut. */
export function fitTo(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  return `${[...stripVTControlCharacters(text)].slice(0, Math.max(0, columns - 1)).join('')}…`;
}

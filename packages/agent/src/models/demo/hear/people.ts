const RELATIVE =
  /\bfor (?:my|our) (son|daughter|wife|husband|mum|mom|mother|dad|father|kids?|child|children|partner|brother|sister|friend|boss|colleague|girlfriend|boyfriend|grandson|granddaughter|little one|baby)\b/;
const NAMED =
  /\b(?:[Mm]y name is|[Nn]ame'?s|[Uu]nder the name(?: of)?|[Nn]ame is|[Ii]t is for|[Ii]t's for)\s+(\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+){0,2})/u;

/** "For my son": whom of the customer's an appointment is for. */
export const relativeIn = (plain: string): string | null => RELATIVE.exec(plain)?.[1] ?? null;

/** A name that somebody gives, as it is written. */
export const nameIn = (text: string): string | null => NAMED.exec(text)?.[1] ?? null;

const WITH = /\bwith ((?:[Dd]r|[Dd]octor|[Mm]rs?|[Mm]s)\.?\s+\p{Lu}[\p{L}'’-]+)/u;

/** Whom of the business somebody wants to see. */
export const resourceIn = (text: string): string | null =>
  WITH.exec(text)?.[1]?.replace(/^(?:dr|doctor)\.?\s+/i, 'Dr ') ?? null;
